// How a database is named, and what happens when its server is not there, goes away, or speaks of
// things that nobody else shall read.

#include "tests/contract/store_fixture.h"

using namespace lotse;
using namespace lotse::tickets;
using namespace lotse::tickets::testing;
using lotse::testing::contains;

namespace {

Error refused(const std::string& place) {
    const SystemClock clock;
    SystemRandom random;
    const auto opened = Database::open(database_at(place), clock, random);
    REQUIRE_FALSE(opened);
    return opened.error();
}

} // namespace

TEST_CASE("an address is PostgreSQL's, everything else is a file", "[contract]") {
    CHECK(database_at("tickets.db").path == "tickets.db");
    CHECK(database_at("tickets.db").postgresql.empty());
    CHECK(database_at("postgresql").postgresql.empty());
    CHECK(database_at("postgresql://lotse@db/tickets").postgresql ==
          "postgresql://lotse@db/tickets");
    CHECK(database_at("postgres://db/tickets").path.empty());
}

TEST_CASE("a password is in no error, however wrong the address", "[contract]") {
    for (const std::string place :
         {"postgresql://lotse:s3cr%65t@/tickets?host=/nonexistent",
          "postgresql://lotse:s3cret@127.0.0.1:1/tickets",
          "postgresql://lotse:s3/cret@127.0.0.1:1/tickets",
          "postgresql://lotse:s3cret@[::1/tickets", "postgresql://lotse:s3%ret@127.0.0.1:1/tickets",
          "postgresql://lotse@/tickets?host=/nonexistent&password=s3cret",
          "postgresql://lotse@/tickets?host=/nonexistent&pasword=s3cret"}) {
        const Error error = refused(place);
        INFO(place);
        CHECK_THAT(error.to_string(), !contains("s3"));
        CHECK_THAT(error.to_string(), !contains("cret"));
        CHECK_FALSE(error.hint.empty());
    }
}

TEST_CASE("a server that is not there is unavailable, and the error says which", "[contract]") {
    const Error error = refused("postgresql://lotse@/tickets?host=/nonexistent");
    CHECK(error.code == Code::unavailable);
    CHECK_THAT(error.message, contains("/nonexistent"));
}

TEST_CASE_METHOD(StoreFixture, "what a database refuses is told without the values it was given",
                 "[contract]") {
    const Status twice = database->write([&](soci::session&) -> Status { return Done{}; });
    REQUIRE(ok(twice));
    REQUIRE(ok(searches.record(failing("t1", "v1", "sat internet"))));
    // Bytes that are no text: one database takes them, the other says so.
    const Status odd = searches.mark_opened("t1", "geheim\xff");
    REQUIRE_FALSE(odd);
    CHECK_THAT(odd.error().to_string(), !contains("geheim"));
}

TEST_CASE_METHOD(StoreFixture, "connections that were cut while idle are made anew",
                 "[contract][postgresql]") {
    const auto one = number();
    const auto mark = database->change_mark().value();
    PostgresServer::shared().disconnect_all();
    CHECK(database->change_mark().value() == mark);
    CHECK(ok(tickets.find(one)));
    PostgresServer::shared().disconnect_all();
    CHECK(ok(tickets.note(agent, one, "weiter")));
    CHECK(details(one).messages.size() == 2);
    check_chain();
}

TEST_CASE_METHOD(StoreFixture,
                 "a connection that is cut on the way is an error, and the next works",
                 "[contract][postgresql]") {
    const auto one = number();
    const Status cut = database->write([&](soci::session&) -> Status {
        PostgresServer::shared().disconnect_all();
        return Done{};
    });
    REQUIRE(failure(cut) == Code::unavailable);
    CHECK_THAT(cut.error().hint, contains("may have been written"));
    const Status read_cut = database->read([&](soci::session&) -> Status {
        PostgresServer::shared().disconnect_all();
        return Done{};
    });
    CHECK(ok(read_cut)); // it had read what it wanted
    CHECK(ok(tickets.find(one)));
    CHECK(ok(tickets.note(agent, one, "weiter")));
    check_chain();
}

TEST_CASE_METHOD(StoreFixture, "times beyond thirty-two bits and ids beyond them fit",
                 "[contract]") {
    clock.advance(std::chrono::days{365 * 200});
    const auto one = number();
    CHECK(read(one).created == clock.now());
    place.run("UPDATE ids SET last = 5000000000 WHERE name = 'ticket'");
    CHECK(number().value == 5'000'000'001);
}

TEST_CASE_METHOD(StoreFixture, "text sorts by its bytes on every database", "[contract]") {
    for (const char* article : {"b", "ä", "B", "a"}) {
        REQUIRE(ok(searches.record(failing(article, article, "sat internet"))));
        auto request = draft();
        request.trail = article;
        REQUIRE(ok(tickets.resolve(agent, created(request).number, linked(article))));
    }
    std::vector<std::string> order;
    const auto remembered = solutions.all_remembered().value();
    for (const RememberedQuestion& each : remembered)
        order.push_back(each.article);
    CHECK(order == std::vector<std::string>{"B", "a", "b", "ä"});
}
