#include "searchd/deflect/failure.h"

#include <set>

#include "tests/unit/deflect/world.h"

using namespace lotse;
using namespace lotse::deflect;
using namespace lotse::deflect::testing;
using tickets::Outcome;

namespace {

search::SearchAnswer answer(bool confident, bool abstained, std::size_t hits) {
    search::SearchAnswer made;
    made.confident = confident;
    made.abstained = abstained;
    made.hits.resize(hits);
    return made;
}

Outcome last_outcome(World& world, const std::string& trail) {
    return ok(world.trails->searches(trail)).back().outcome;
}

} // namespace

TEST_CASE("the first signal of a search says what was there to read", "[deflect]") {
    CHECK(signal_of(answer(true, false, 3)) == Signal::shown);
    CHECK(signal_of(answer(false, false, 0)) == Signal::nothing_found);
    CHECK(signal_of(answer(false, true, 0)) == Signal::nothing_above_floor);
    CHECK(signal_of(answer(false, false, 2)) == Signal::nothing_above_floor);
}

TEST_CASE("each signal is recorded as an outcome of its own", "[deflect]") {
    std::set<Outcome> outcomes;
    for (const auto& one : failure_rules)
        outcomes.insert(one.outcome);
    CHECK(outcomes.size() == failure_rules.size());
}

TEST_CASE("a search that finds something is answered, and opened when it is read", "[deflect]") {
    World world;
    const auto trail = world.ask("Rechnung als PDF");
    CHECK(last_outcome(world, trail) == Outcome::answered);
    ok(world.trails->opened(trail, "rechnung"));
    CHECK(last_outcome(world, trail) == Outcome::opened);
    CHECK(ok(world.trails->searches(trail)).back().opened == Keys{"rechnung"});
    CHECK(ok(tickets::SearchLog(*world.database).gaps({})).empty());
}

TEST_CASE("a search that finds nothing has failed", "[deflect]") {
    World world;
    CHECK(last_outcome(world, world.ask("Glasfaser Doppelhaus")) == Outcome::no_results);
    CHECK(ok(tickets::SearchLog(*world.database).gaps({})).size() == 1);
}

TEST_CASE("a search that finds nothing above the floor has failed", "[deflect]") {
    World world;
    const std::string weak = "Router Glasfaser Doppelhaus Baugenehmigung Kellerdecke";
    REQUIRE(world.search(weak).abstained);
    CHECK(last_outcome(world, world.ask(weak)) == Outcome::low_confidence);
}

TEST_CASE("a search that did not help has failed, whatever it showed", "[deflect]") {
    World world;
    const auto trail = world.ask("Rechnung als PDF");
    ok(world.trails->not_helped(trail));
    CHECK(last_outcome(world, trail) == Outcome::not_helped);
    CHECK(ok(tickets::SearchLog(*world.database).gaps({})).size() == 1);
}

TEST_CASE("a search that was left for the contact form has failed", "[deflect]") {
    World world;
    const auto trail = world.ask("Rechnung als PDF");
    const auto number = world.file("Rechnung fehlt", trail);
    const auto details = ok(tickets::TicketStore(*world.database).details(number));
    REQUIRE(details.trail.size() == 1);
    CHECK(details.trail[0].outcome == Outcome::left_for_form);
}
