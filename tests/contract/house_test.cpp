#include "tests/contract/store_fixture.h"
#include "tickets/house/answer_time.h"
#include "tickets/house/kept_settings.h"
#include "tickets/sql_internal.h"

using namespace lotse;
using namespace lotse::tickets;
using namespace lotse::tickets::testing;
using namespace std::chrono_literals;

namespace {

struct HouseFixture : StoreFixture {
    KeptSettings settings{*database};
    Actor admin = actor_of(person("R. Root", "root@help.example", {Role::admin}));
    OpeningHours always;

    /// A request that had its first answer after so long; 0: it still waits.
    void asked_and_answered(Milliseconds after) {
        const auto ticket = number();
        if (after == 0ms)
            return;
        clock.advance(after);
        REQUIRE(tickets.reply(agent, ticket, "Bitte starten Sie den Router neu."));
    }
    std::optional<AnswerTime> time(Milliseconds target = 0ms) {
        auto found = answer_time(*database, always, target, clock.now());
        REQUIRE(found);
        return *found;
    }
};

} // namespace

TEST_CASE_METHOD(HouseFixture, "settings are kept, changed and given back to the file",
                 "[contract][house]") {
    REQUIRE(settings.put(admin, {{"site_name", "Fördenet"}, {"accent", "#aa0000"}}));
    REQUIRE(settings.put(admin, {{"site_name", "Hilfe"}, {"accent", std::nullopt}}));
    CHECK(settings.all().value() == std::map<std::string, std::string>{{"site_name", "Hilfe"}});
    CHECK(failure(settings.put(agent, {{"site_name", "X"}})) == Code::forbidden);
    CHECK(settings.all().value().at("site_name") == "Hilfe");
}

TEST_CASE_METHOD(HouseFixture, "the answer time is what four of five waited, backlog and all",
                 "[contract][house]") {
    CHECK_FALSE(time());
    CHECK(time(4h)->within == 4h);
    CHECK(time(4h)->measured == 0);
    for (int i = 1; i <= 40; ++i)
        asked_and_answered(i * 1min);
    CHECK(time(4h)->within == 32min); // of 40, the 32nd
    CHECK(time(4h)->measured == 40);
    // Ten that still wait weigh in with what they have waited.
    for (int i = 0; i < 10; ++i)
        asked_and_answered(0ms);
    CHECK(time()->within == 32min); // they have not waited at all yet
    clock.advance(20h);
    CHECK(time()->within == 40min); // 40 of 50 were answered, the last after 40 minutes
    for (int i = 0; i < 10; ++i)
        asked_and_answered(0ms);
    clock.advance(20h);
    CHECK_FALSE(time()); // of 60 a third waits: nobody knows
    CHECK(time(8h)->within == 8h);
}

TEST_CASE_METHOD(HouseFixture, "old searches are forgotten unless something rests on them",
                 "[contract][house]") {
    const auto record = [&](const char* trail, const char* visitor, const char* text,
                            Outcome outcome, const char* topic) {
        REQUIRE(searches.record({.trail = trail,
                                 .visitor = visitor,
                                 .text = text,
                                 .lang = "de",
                                 .outcome = outcome,
                                 .shown = {"wlan"},
                                 .topic = topic}));
    };
    record("t1", "v1", "wlan passwort", Outcome::answered, "");
    record("t2", "v2", "internet per satellit", Outcome::no_results, "satellit");
    record("t3", "v3", "router einrichten", Outcome::answered, "");
    REQUIRE(searches.mark_helped("t3", "wlan"));
    clock.advance(48h);
    REQUIRE(searches.settle_due());
    record("t4", "v4", "rechnung", Outcome::answered, "");
    CHECK(searches.forget_before(clock.now() - 24h).value() == 1);
    CHECK(searches.forget_before(clock.now() - 24h).value() == 0);
    const Status seen = database->read([&](soci::session& sql) -> Status {
        std::vector<std::string> left;
        each_row<std::string>(sql, "SELECT body FROM searches ORDER BY id",
                              [&](const std::string& body) { left.push_back(body); });
        CHECK(left ==
              std::vector<std::string>{"internet per satellit", "router einrichten", "rechnung"});
        return Done{};
    });
    CHECK(seen);
}
