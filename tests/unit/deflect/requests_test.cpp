#include "searchd/deflect/requests.h"

#include "tests/unit/deflect/world.h"

using namespace lotse;
using namespace lotse::deflect;
using namespace lotse::deflect::testing;

namespace {

RequestForm form(const std::string& subject, const std::string& key = "") {
    tickets::TicketDraft draft;
    draft.subject = subject;
    draft.body = "Seit gestern geht hier gar nichts mehr.\nWas kann ich tun?";
    draft.contact.email = "kunde@example.org";
    return {draft, key};
}

const tickets::Actor stranger = tickets::Actor::stranger();

} // namespace

TEST_CASE("a request is a new first-level ticket with the searches that led to it", "[deflect]") {
    World world;
    const auto trail = world.ask("Glasfaser Doppelhaus");
    world.ask("Rechnung", trail);
    auto sent = form("Glasfaser");
    sent.draft.trail = trail;
    const auto filed = ok(world.requests->file(stranger, sent));
    CHECK(filed.link_token.size() >= 43);
    tickets::TicketStore store(*world.database);
    const auto details = ok(store.details(filed.number));
    CHECK(details.ticket.level == 1);
    CHECK(details.ticket.state == tickets::State::new_);
    CHECK(details.ticket.kind == tickets::Kind::request);
    REQUIRE(details.trail.size() == 2);
    CHECK(details.trail[0].outcome == tickets::Outcome::no_results);
    CHECK(details.trail[1].outcome == tickets::Outcome::left_for_form);
    CHECK(ok(store.find_by_link(filed.link_token)).number == filed.number);
}

TEST_CASE("the same key files a request once", "[deflect]") {
    World world;
    const auto first = ok(world.requests->file(stranger, form("Störung", "key-1")));
    const auto again = ok(world.requests->file(stranger, form("Störung", "key-1")));
    CHECK_FALSE(first.repeated);
    CHECK(again.repeated);
    CHECK(again.number == first.number);
    CHECK(again.link_token == first.link_token);
    CHECK(ok(world.requests->file(stranger, form("Störung", "key-2"))).number != first.number);
    CHECK(ok(world.requests->file(stranger, form("Störung"))).number != first.number);
}

TEST_CASE("a key of another request is refused", "[deflect]") {
    World world;
    ok(world.requests->file(stranger, form("Störung", "key-1")));
    const auto other = world.requests->file(stranger, form("Kündigung", "key-1"));
    REQUIRE_FALSE(other);
    CHECK(other.error().code == Code::conflict);
    const auto long_key = world.requests->file(stranger, form("Störung", std::string(201, 'k')));
    REQUIRE_FALSE(long_key);
    CHECK(long_key.error().code == Code::invalid_argument);
}

TEST_CASE("a key is forgotten after a day, and a refused request leaves none", "[deflect]") {
    World world;
    const auto first = ok(world.requests->file(stranger, form("Störung", "key-1")));
    world.clock.advance(std::chrono::hours{24});
    CHECK(ok(world.requests->file(stranger, form("Störung", "key-1"))).number != first.number);
    auto empty = form("Störung", "key-2");
    empty.draft.body = " ";
    CHECK_FALSE(world.requests->file(stranger, empty));
    CHECK_FALSE(ok(world.requests->file(stranger, form("Störung", "key-2"))).repeated);
}

TEST_CASE("a request without a subject is named after what was searched or written", "[deflect]") {
    World world;
    tickets::TicketStore store(*world.database);
    auto sent = form("");
    sent.draft.trail = world.ask("Glasfaser Doppelhaus");
    CHECK(ok(store.find(ok(world.requests->file(stranger, sent)).number)).subject ==
          "Glasfaser Doppelhaus");
    CHECK(ok(store.find(ok(world.requests->file(stranger, form(" "))).number)).subject ==
          "Seit gestern geht hier gar nichts mehr.");
    auto endless = form("");
    endless.draft.body = std::string(70, 'x') + " wörterwörter und noch mehr";
    CHECK(ok(store.find(ok(world.requests->file(stranger, endless)).number)).subject ==
          std::string(70, 'x') + "…");
}
