// The table of tickets/failure.h, row by row: what a visitor does, and as what the search counts.

#include "searchd/deflect/failure.h"

#include <set>

#include "tests/unit/deflect/world.h"
#include "tickets/failure.h"
#include "tickets/people.h"

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

std::vector<Outcome> outcomes(World& world, const std::string& trail) {
    std::vector<Outcome> all;
    for (const auto& search : ok(world.trails->searches(trail)))
        all.push_back(search.outcome);
    return all;
}

Outcome last_outcome(World& world, const std::string& trail) {
    return outcomes(world, trail).back();
}

std::vector<tickets::Gap> gaps(World& world) {
    return ok(tickets::SearchLog(*world.database).gaps({}));
}

/// As what the search counts when half an hour has passed.
Outcome outcome_in_the_end(World& world, const std::string& trail) {
    world.clock.advance(std::chrono::minutes{29});
    ok(world.loop->step());
    const auto id = ok(world.trails->searches(trail)).back().id;
    world.clock.advance(std::chrono::minutes{1});
    ok(world.loop->step());
    world.clock.advance(-std::chrono::minutes{1});
    const auto all = ok(world.trails->searches(trail));
    CHECK(all.back().id == id);
    return all.back().outcome;
}

constexpr std::chrono::seconds a_moment{3};
constexpr std::chrono::seconds a_while{40};

} // namespace

TEST_CASE("what is found decides how a search counts at first", "[deflect]") {
    CHECK(outcome_of(answer(true, false, 3)) == Outcome::answered);
    CHECK(outcome_of(answer(false, false, 0)) == Outcome::no_results);
    CHECK(outcome_of(answer(false, true, 0)) == Outcome::low_confidence);
    CHECK(outcome_of(answer(false, false, 2)) == Outcome::low_confidence);
}

TEST_CASE("a search that finds something is answered, and opened when it is read", "[deflect]") {
    World world;
    const auto trail = world.ask("Rechnung als PDF");
    CHECK(last_outcome(world, trail) == Outcome::answered);
    ok(world.trails->opened(trail, "rechnung"));
    CHECK(last_outcome(world, trail) == Outcome::opened);
    CHECK(ok(world.trails->searches(trail)).back().opened == Keys{"rechnung"});
    CHECK(outcome_in_the_end(world, trail) == Outcome::opened);
    CHECK(gaps(world).empty());
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

TEST_CASE("a search of whose answers none was opened has failed, half an hour later or with the "
          "next search",
          "[deflect]") {
    World world;
    const auto trail = world.ask("Rechnung als PDF");
    CHECK(gaps(world).empty());
    CHECK(outcome_in_the_end(world, trail) == Outcome::no_click);
    CHECK(gaps(world).size() == 1);

    const auto other = world.ask("Rechnung als PDF");
    world.clock.advance(a_while);
    world.ask("WLAN-Passwort", other);
    CHECK(outcomes(world, other) == std::vector{Outcome::no_click, Outcome::answered});
    CHECK(gaps(world).at(0).count == 2);
}

TEST_CASE("a search whose answer is opened late has not failed", "[deflect]") {
    World world;
    const auto trail = world.ask("Rechnung als PDF");
    world.clock.advance(a_while);
    world.ask("WLAN-Passwort", trail);
    REQUIRE(gaps(world).size() == 1);
    ok(world.trails->opened(trail, "rechnung")); // back to the first results
    CHECK(outcomes(world, trail).front() == Outcome::opened);
    CHECK(gaps(world).empty());
}

TEST_CASE("an answer that is left at once has not been read", "[deflect]") {
    World world;
    SECTION("to search on") {
        const auto trail = world.ask("Rechnung als PDF");
        ok(world.trails->opened(trail, "rechnung"));
        world.clock.advance(a_moment);
        world.ask("WLAN-Passwort", trail);
        CHECK(outcomes(world, trail).front() == Outcome::back_at_once);
        CHECK(gaps(world).size() == 1);
    }
    SECTION("for the results, and nothing more") {
        const auto trail = world.ask("Rechnung als PDF");
        ok(world.trails->opened(trail, "rechnung"));
        world.clock.advance(a_moment);
        world.ask("Rechnung als PDF", trail);
        CHECK(outcome_in_the_end(world, trail) == Outcome::back_at_once);
        CHECK(gaps(world).size() == 1);
    }
    SECTION("but not when another one is read then") {
        const auto trail = world.ask("Rechnung als PDF");
        ok(world.trails->opened(trail, "rechnung"));
        world.clock.advance(a_moment);
        world.ask("Rechnung als PDF", trail);
        ok(world.trails->opened(trail, "rechnung"));
        CHECK(outcome_in_the_end(world, trail) == Outcome::opened);
    }
    SECTION("nor after a while") {
        const auto trail = world.ask("Rechnung als PDF");
        ok(world.trails->opened(trail, "rechnung"));
        world.clock.advance(a_while);
        world.ask("WLAN-Passwort", trail);
        CHECK(outcomes(world, trail).front() == Outcome::opened);
        CHECK(gaps(world).empty());
    }
}

TEST_CASE("who asks for the same in other words has not found it", "[deflect]") {
    World world;
    const auto trail = world.ask("Rechnung als PDF");
    ok(world.trails->opened(trail, "rechnung"));
    world.clock.advance(a_while);
    world.ask("PDF der Rechnung herunterladen", trail);
    CHECK(outcomes(world, trail) == std::vector{Outcome::asked_otherwise, Outcome::answered});
    world.clock.advance(std::chrono::minutes{3}); // that is no longer the same breath
    ok(world.trails->opened(trail, "rechnung"));
    world.clock.advance(a_while);
    world.ask("Rechnung PDF", trail);
    CHECK(outcomes(world, trail).at(1) == Outcome::opened);
}

TEST_CASE("a customer who writes or calls soon after has not found it, whatever he opened",
          "[deflect]") {
    World world;
    tickets::PeopleStore people(*world.database);
    const auto erika = ok(people.add(
        world.agent,
        {.name = "Erika", .email = "erika@kunde.example", .roles = {tickets::Role::customer}}));
    const auto agent = ok(people.add(
        world.agent,
        {.name = "Weber", .email = "weber@help.example", .roles = {tickets::Role::agent}}));
    Searched signed_in{"", {"192.0.2.1", "Browser"}, "Rechnung als PDF"};
    signed_in.customer = erika.id;
    const auto trail = world.trails->record(signed_in, world.search(signed_in.text));
    ok(world.trails->opened(trail, "rechnung"));
    const auto stranger = world.ask("WLAN-Passwort", "", "198.51.100.1");
    world.clock.advance(std::chrono::minutes{20});
    tickets::TicketDraft call;
    call.subject = "Rechnung fehlt";
    call.body = "Am Telefon: sie findet die Rechnung nicht.";
    call.channel = tickets::Channel::phone;
    call.contact.email = "Erika@kunde.example";
    tickets::TicketStore store(*world.database);

    SECTION("the phone, where the agent knows who calls") {
        const auto ticket = ok(store.create(tickets::actor_of(agent), call)).number;
        CHECK(last_outcome(world, trail) == Outcome::ticket_soon);
        CHECK(ok(store.details(ticket)).trail.size() == 1);
        REQUIRE(gaps(world).size() == 1);
        CHECK(gaps(world)[0].requests == std::vector{ticket});
        CHECK(last_outcome(world, stranger) == Outcome::answered);
    }
    SECTION("anybody may give an address, so that says nothing") {
        const auto ticket = ok(store.create(tickets::Actor::stranger(), call)).number;
        CHECK(last_outcome(world, trail) == Outcome::opened);
        CHECK(ok(store.details(ticket)).trail.empty());
    }
    SECTION("after half an hour it is another matter, and nobody knows who it was") {
        world.clock.advance(std::chrono::minutes{11});
        ok(world.loop->step());
        world.clock.advance(-std::chrono::minutes{11}); // as if the store had forgotten the time
        (void)ok(store.create(tickets::actor_of(agent), call));
        CHECK(last_outcome(world, trail) == Outcome::opened);
    }
}

TEST_CASE("keystrokes of one typing are one search", "[deflect]") {
    World world;
    std::string trail;
    for (const char* typed : {"Gl", "Glasf", "Glasfasr", "Glasf", "Glasfaser", "Glasfaser Doppel",
                              "Glasfaser Doppelhaus"}) {
        trail = world.ask(typed, trail);
        world.clock.advance(std::chrono::seconds{1});
    }
    const auto searches = ok(world.trails->searches(trail));
    REQUIRE(searches.size() == 1);
    CHECK(searches[0].text == "Glasfaser Doppelhaus");
    REQUIRE(gaps(world).size() == 1);
    CHECK(gaps(world)[0].count == 1);
    CHECK(gaps(world)[0].questions.at(0).text == "Glasfaser Doppelhaus");

    world.clock.advance(a_while);
    world.ask("Glasfaser Doppelhaus Kosten", trail); // thought over
    CHECK(ok(world.trails->searches(trail)).size() == 2);
}
