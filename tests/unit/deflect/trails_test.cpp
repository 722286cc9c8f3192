#include "searchd/deflect/trails.h"

#include "tests/unit/deflect/world.h"

using namespace lotse;
using namespace lotse::deflect;
using namespace lotse::deflect::testing;

TEST_CASE("a trail is minted with the first search and goes on with the next", "[deflect]") {
    World world;
    const auto trail = world.ask("Glasfaser");
    CHECK(is_trail(trail));
    world.clock.advance(std::chrono::minutes{1});
    CHECK(world.ask("Glasfaser Anschluss", trail) == trail);
    CHECK(ok(world.trails->searches(trail)).size() == 2);
    CHECK(world.ask("Glasfaser") != trail);
}

TEST_CASE("what is no token starts a new trail", "[deflect]") {
    World world;
    const auto trail = world.ask("Glasfaser", "'; DROP TABLE searches; --");
    CHECK(is_trail(trail));
    CHECK_FALSE(is_trail(""));
    CHECK_FALSE(is_trail("aaaaaaaaaaaaaaaaaaaaa"));
    CHECK_FALSE(is_trail("aaaaaaaaaaaaaaaaaaaaa!"));
}

TEST_CASE("searches more than half an hour apart do not belong together", "[deflect]") {
    World world;
    const auto trail = world.ask("Glasfaser");
    world.clock.advance(std::chrono::minutes{31});
    world.ask("Doppelhaus", trail);
    const auto searches = ok(world.trails->searches(trail));
    REQUIRE(searches.size() == 1);
    CHECK(searches[0].text == "Doppelhaus");
}

TEST_CASE("a page loaded again is no second search", "[deflect]") {
    World world;
    const auto trail = world.ask("Glasfaser");
    world.ask(" Glasfaser ", trail);
    world.ask("", trail);
    CHECK(ok(world.trails->searches(trail)).size() == 1);
    CHECK(ok(tickets::SearchLog(*world.database).gaps({})).at(0).count == 1);
}

TEST_CASE("personal data is scrubbed before a search is written", "[deflect]") {
    World world;
    const auto trail = world.ask("Glasfaser erika@example.org");
    const auto text = ok(world.trails->searches(trail)).at(0).text;
    CHECK(text.find("Glasfaser") != std::string::npos);
    CHECK(text.find("erika") == std::string::npos);
    world.ask("Glasfaser erika@example.org", trail);
    CHECK(ok(world.trails->searches(trail)).size() == 1);
}

TEST_CASE("a gap counts a visitor once and becomes one ticket from two visitors on", "[deflect]") {
    World world;
    tickets::SearchLog log(*world.database);
    world.ask("Glasfaser Doppelhaus", "", "192.0.2.1");
    world.ask("Doppelhaus Glasfaser", "", "192.0.2.99"); // the same household, other words order
    auto gaps = ok(log.gaps({}));
    REQUIRE(gaps.size() == 1);
    CHECK(gaps[0].count == 2);
    CHECK(gaps[0].visitors == 1);
    CHECK_FALSE(gaps[0].ticket);
    world.ask("Glasfaser Doppelhaus", "", "198.51.100.7");
    world.ask("Glasfaser Doppelhaus", "", "203.0.113.7");
    gaps = ok(log.gaps({}));
    REQUIRE(gaps.size() == 1);
    CHECK(gaps[0].visitors == 3);
    REQUIRE(gaps[0].ticket);
    const auto list = ok(tickets::TicketStore(*world.database).list({}));
    REQUIRE(list.size() == 1);
    CHECK(list[0].kind == tickets::Kind::gap);
    CHECK(list[0].level == 1);
}

TEST_CASE("a visitor is told apart by network and browser, for one day", "[deflect]") {
    lotse::testing::ManualClock clock;
    SystemRandom random;
    VisitorKeys keys(clock, random);
    const auto key = keys.key({"192.0.2.17", "Firefox"});
    CHECK(key.size() == 22);
    CHECK(keys.key({"192.0.2.200", "Firefox"}) == key);
    CHECK(keys.key({"192.0.3.17", "Firefox"}) != key);
    CHECK(keys.key({"192.0.2.17", "Chrome"}) != key);
    CHECK(VisitorKeys(clock, random).key({"192.0.2.17", "Firefox"}) != key);
    clock.advance(std::chrono::hours{24});
    CHECK(keys.key({"192.0.2.17", "Firefox"}) != key);
}

TEST_CASE("only the network of an address counts", "[deflect]") {
    CHECK(address_prefix("192.0.2.17") == "192.0.2.0/24");
    CHECK(address_prefix("::ffff:192.0.2.17") == "192.0.2.0/24");
    CHECK(address_prefix("2001:db8:1:2::7") == "2001:db8:1::/48");
    CHECK(address_prefix("not an address") == "not an address");
}
