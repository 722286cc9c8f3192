#include "tests/contract/store_fixture.h"
#include "tickets/past_searches.h"

using namespace lotse;
using namespace lotse::tickets;
using namespace lotse::tickets::testing;

TEST_CASE_METHOD(StoreFixture, "searches are scrubbed before they are stored", "[contract]") {
    auto search = failing("t1", "v1", "login p.schmidt@kunde.example iban DE89370400440532013000");
    search.topic = "login 0431 5550142";
    REQUIRE(ok(searches.record(search)));
    const auto trail = searches.trail("t1").value();
    REQUIRE(trail.size() == 1);
    CHECK(trail[0].text == "login […] iban […]");
    CHECK(searches.gaps({}).value().at(0).topic == "login […]");
}

TEST_CASE_METHOD(StoreFixture, "a trail holds the searches of its last half hour", "[contract]") {
    REQUIRE(ok(searches.record(failing("t1", "v1", "alt"))));
    clock.advance(std::chrono::minutes{31});
    REQUIRE(ok(searches.record(failing("t1", "v1", "neu"))));
    REQUIRE(ok(searches.record(failing("t2", "v1", "fremd"))));
    const auto trail = searches.trail("t1").value();
    REQUIRE(trail.size() == 1);
    CHECK(trail[0].text == "neu");
    CHECK(searches.trail("unbekannt").value().empty());
    CHECK(searches.trail("").value().empty());
}

TEST_CASE_METHOD(StoreFixture, "what was shown and opened is kept", "[contract]") {
    REQUIRE(ok(searches.record({.trail = "t1",
                                .visitor = "v1",
                                .text = "wlan passwort",
                                .lang = "de",
                                .shown = {"wlan-passwort", "gastnetz"}})));
    REQUIRE(ok(searches.mark_opened("t1", "gastnetz")));
    const auto search = searches.trail("t1").value().at(0);
    CHECK(search.shown == std::vector<std::string>{"wlan-passwort", "gastnetz"});
    CHECK(search.opened == std::vector<std::string>{"gastnetz"});
    CHECK(search.outcome == Outcome::opened);
    CHECK(failure(searches.mark_opened("t1", "nie-gezeigt")) == Code::not_found);
    CHECK(failure(searches.mark_opened("t9", "gastnetz")) == Code::not_found);
}

TEST_CASE_METHOD(StoreFixture, "a request brings its trail along, the last search left for it",
                 "[contract]") {
    REQUIRE(ok(searches.record(failing("t1", "v1", "sat internet"))));
    auto found = failing("t1", "v1", "internet über satellit");
    found.outcome = Outcome::answered;
    found.shown = {"a"};
    REQUIRE(ok(searches.record(found)));
    auto request = draft();
    request.trail = "t1";
    const auto one = created(request).number;
    const auto trail = details(one).trail;
    REQUIRE(trail.size() == 2);
    CHECK(trail[0].outcome == Outcome::no_results);
    CHECK(trail[1].outcome == Outcome::left_for_form);
    const auto questions = solutions.failed_questions(one).value();
    REQUIRE(questions.size() == 2);
    CHECK(questions[0] == Question{"sat internet", "de"});

    request.trail = "t1"; // a second request does not take the first one's searches
    CHECK(details(created(request).number).trail.empty());
}

TEST_CASE_METHOD(StoreFixture, "searches that did not fail make no gap", "[contract]") {
    auto search = failing("t1", "v1", "x");
    search.outcome = Outcome::answered;
    REQUIRE(ok(searches.record(search)));
    search.trail = "t2"; // the next one of its own trail would say that nothing was opened
    search.outcome = Outcome::no_results;
    search.topic = "";
    REQUIRE(ok(searches.record(search)));
    CHECK(searches.gaps({}).value().empty());
    CHECK(failure(searches.gap({1})) == Code::not_found);
}

TEST_CASE_METHOD(StoreFixture, "a gap becomes one first-level ticket from two visitors on",
                 "[contract]") {
    for (int i = 0; i < 5; ++i) // a flood from one visitor is one visitor
        REQUIRE(ok(searches.record(failing("t1", "v1", "sat internet"))));
    CHECK(tickets.list({}).value().empty());
    clock.advance(Milliseconds{5000});
    auto english = failing("t2", "v2", "satellite internet");
    english.lang = "en";
    REQUIRE(ok(searches.record(english)));
    REQUIRE(ok(searches.record(failing("t3", "v3", "sat internet"))));

    const auto all = tickets.list({.kind = Kind::gap}).value();
    REQUIRE(all.size() == 1);
    CHECK(all[0].level == 1);
    CHECK(all[0].state == State::new_);
    CHECK(all[0].subject == "sat internet");
    const Gap gap = searches.gap_of(all[0].number).value();
    CHECK(gap.count == 7);
    CHECK(gap.visitors == 3);
    CHECK(gap.langs == std::vector<std::string>{"de", "en"});
    CHECK(gap.questions.at(0) == GapQuestion{"sat internet", "de", 6});
    CHECK(gap.first_seen + Milliseconds{5000} == gap.last_seen);
    CHECK(details(all[0].number).trail.size() == 7);
    CHECK(solutions.failed_questions(all[0].number).value().size() == 2);
    check_chain();
}

TEST_CASE_METHOD(StoreFixture, "saying that it did not help counts a search into its gap, once",
                 "[contract]") {
    auto search = failing("t1", "v1", "sat internet");
    search.outcome = Outcome::answered;
    REQUIRE(ok(searches.record(search)));
    REQUIRE(ok(searches.mark_outcome("t1", Outcome::not_helped)));
    REQUIRE(ok(searches.mark_outcome("t1", Outcome::left_for_form)));
    const auto gaps = searches.gaps({}).value();
    REQUIRE(gaps.size() == 1);
    CHECK(gaps[0].count == 1);
    CHECK(searches.trail("t1").value().at(0).outcome == Outcome::left_for_form);
    CHECK(failure(searches.mark_outcome("t7", Outcome::not_helped)) == Code::not_found);
}

TEST_CASE_METHOD(StoreFixture, "a gap whose trail became a request is linked to it, not doubled",
                 "[contract]") {
    REQUIRE(ok(searches.record(failing("t1", "v1", "sat internet"))));
    auto request = draft();
    request.trail = "t1";
    const auto one = created(request).number;
    REQUIRE(ok(searches.record(failing("t2", "v2", "sat internet"))));
    REQUIRE(ok(searches.record(failing("t3", "v3", "sat internet"))));
    CHECK(tickets.list({.kind = Kind::gap}).value().empty());
    const Gap gap = searches.gap_of(one).value();
    CHECK(gap.requests == std::vector<TicketNumber>{one});
    CHECK(gap.visitors == 3);

    request.trail = "t2";
    const auto two = created(request).number;
    CHECK(searches.gap(gap.id).value().requests == std::vector<TicketNumber>{one, two});
    CHECK(searches.gap(gap.id).value().ticket == one);
}

TEST_CASE_METHOD(StoreFixture, "an answered gap that is asked again by two comes back to work",
                 "[contract]") {
    for (const char* visitor : {"v1", "v2"})
        REQUIRE(ok(searches.record(failing(visitor, visitor, "sat internet"))));
    const auto one = tickets.list({.kind = Kind::gap}).value().at(0).number;
    clock.advance(Milliseconds{1000});
    REQUIRE(ok(tickets.resolve(agent, one, linked("satellit"))));
    CHECK(searches.gap_of(one).value().state == GapState::answered);
    clock.advance(Milliseconds{1000});
    REQUIRE(ok(searches.record(failing("v1", "v1", "sat internet"))));
    CHECK(read(one).state == State::solved);
    REQUIRE(ok(searches.record(failing("v3", "v3", "sat internet"))));
    CHECK(read(one).state == State::open);
    CHECK(searches.gap_of(one).value().state == GapState::open);
    CHECK(tickets.list({}).value().size() == 1);
}

TEST_CASE_METHOD(StoreFixture, "a gap that needs no knowledge stays quiet", "[contract]") {
    for (const char* visitor : {"v1", "v2"})
        REQUIRE(ok(searches.record(failing(visitor, visitor, "pizza"))));
    const auto one = tickets.list({.kind = Kind::gap}).value().at(0).number;
    REQUIRE(ok(tickets.resolve(
        agent, one, {.kind = ResolutionKind::no_knowledge, .reason = "gehört nicht zu uns"})));
    clock.advance(Milliseconds{1000});
    for (const char* visitor : {"v3", "v4", "v5"})
        REQUIRE(ok(searches.record(failing(visitor, visitor, "pizza"))));
    CHECK(read(one).state == State::solved);
    CHECK(tickets.list({}).value().size() == 1);
    CHECK(searches.gap_of(one).value().state == GapState::ignored);
    CHECK(searches.gaps({.state = GapState::open}).value().empty());
}

TEST_CASE_METHOD(StoreFixture,
                 "what two visitors say was answered is remembered, one is not enough",
                 "[contract]") {
    const auto ask = [&](const char* trail, const char* visitor, const char* text) {
        REQUIRE(ok(searches.record({.trail = trail,
                                    .visitor = visitor,
                                    .text = text,
                                    .lang = "de",
                                    .shown = {"gastnetz", "wlan"},
                                    .topic = "gast internet"})));
        REQUIRE(ok(searches.mark_opened(trail, "gastnetz")));
    };
    ask("t1", "v1", "internet für gäste");
    REQUIRE(ok(searches.mark_helped("t1", "gastnetz")));
    ask("t2", "v1", "internet für die gäste"); // the same person again
    REQUIRE(ok(searches.mark_helped("t2", "gastnetz")));
    ask("t3", "v3", "gäste ins internet"); // opened only
    CHECK(solutions.remembered("gastnetz").value().empty());

    ask("t4", "v4", "gast p.schmidt@kunde.example internet");
    REQUIRE(ok(searches.mark_helped("t4", "gastnetz")));
    CHECK(solutions.remembered("gastnetz").value() ==
          std::vector<Question>{{"gast […] internet", "de"},
                                {"internet für die gäste", "de"},
                                {"internet für gäste", "de"}});
    CHECK(solutions.remembered("wlan").value().empty());
    CHECK(solutions.all_remembered().value().size() == 3);
    CHECK(solutions.all_remembered().value()[0] ==
          RememberedQuestion{"gastnetz", {}, {"gast […] internet", "de"}});

    REQUIRE(ok(searches.mark_outcome("t4", Outcome::not_helped))); // takes the word back
    CHECK(solutions.remembered("gastnetz").value().empty());
    CHECK(failure(searches.mark_helped("t4", "nie-gezeigt")) == Code::not_found);
}

TEST_CASE_METHOD(StoreFixture, "what was searched is told once for each wording, and how often",
                 "[contract]") {
    const auto search = [&](const char* trail, const char* text, Outcome outcome,
                            const char* audience = "public") {
        auto record = failing(trail, trail, text);
        record.outcome = outcome;
        record.topic = "";
        record.audience = audience;
        REQUIRE(ok(searches.record(record)));
        clock.advance(std::chrono::minutes{40});
    };
    for (const char* trail : {"t1", "t2", "t3"})
        search(trail, "wlan passwort", Outcome::opened);
    search("t4", "router blinkt", Outcome::no_results);
    search("t5", "router blinkt", Outcome::opened);
    search("t6", "sat internet", Outcome::low_confidence);
    search("t7", "sat internet", Outcome::low_confidence);
    search("t8", "sat internet", Outcome::no_results, "staff");
    search("t9", "", Outcome::no_results);

    const auto all = past_searches(*database, 10).value();
    REQUIRE(all.size() == 4);
    CHECK(all[0].text == "sat internet"); // failed most often
    CHECK(all[0].audience == "public");
    CHECK(all[0].times == 2);
    CHECK(all[0].failed == 2);
    CHECK(all[1].text == "wlan passwort"); // asked most often
    CHECK(all[1].times == 3);
    CHECK(all[1].failed == 0);
    CHECK(all[2].audience == "staff"); // failed last
    CHECK(all[3].text == "router blinkt");
    CHECK(all[3].times == 2);
    CHECK(all[3].failed == 1);

    CHECK(past_searches(*database, 2).value() == std::vector{all[0], all[1]});
    // Of the last two searches one has no words.
    CHECK(past_searches(*database, 10, 2).value() == std::vector{all[2]});
    CHECK(past_searches(*database, 0).value().empty());
}
