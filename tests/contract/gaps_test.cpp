// What means the same is one gap, and what people make of gaps holds for later searches.

#include "tests/contract/store_fixture.h"
#include "tickets/gap_store.h"
#include "tickets/topic_index.h"

using namespace lotse;
using namespace lotse::tickets;
using namespace lotse::tickets::testing;

namespace {

struct Gaps : StoreFixture {
    GapStore store{*database};
    int visitors = 0;

    /// Somebody new searches in vain; the words are the topic as well.
    GapId ask(const std::string& words, const std::string& visitor = "") {
        const std::string who = visitor.empty() ? "v" + std::to_string(++visitors) : visitor;
        auto search = failing("trail of " + who + words, who, words);
        search.topic = words;
        REQUIRE(ok(searches.record(search)));
        clock.advance(Milliseconds{1000});
        return gap_with(words);
    }
    GapId gap_with(const std::string& words) {
        const auto all = searches.gaps({.limit = 500}).value();
        for (const Gap& gap : all)
            for (const GapQuestion& question : gap.questions)
                if (question.text == words)
                    return gap.id;
        return {};
    }
    Gap gap(GapId id) { return searches.gap(id).value(); }
    std::size_t gap_tickets() { return tickets.list({.kind = Kind::gap}).value().size(); }
    TicketNumber request_of(const std::string& words, const std::string& email) {
        const std::string trail = "request " + email + words;
        auto search = failing(trail, email, words);
        search.topic = words;
        REQUIRE(ok(searches.record(search)));
        auto form = draft();
        form.trail = trail;
        form.contact.email = email;
        return created(form).number;
    }
};

} // namespace

TEST_CASE_METHOD(Gaps, "other order, a typing error and one word more are the same gap",
                 "[contract][gaps]") {
    const auto one = ask("glasfaser doppelhaus kosten");
    CHECK(ask("kosten doppelhaus glasfaser") == one);
    CHECK(ask("glasfasr doppelhaus kosten") == one);
    CHECK(ask("dringend glasfaser doppelhaus kosten") == one);
    CHECK(ask("glasfaser/glas/faser kosten doppelhaus/doppel/haus") == one);
    CHECK(ask("rechnung papier") != one);
    CHECK(gap_tickets() == 1);
    CHECK(gap(one).visitors == 5);
}

TEST_CASE_METHOD(Gaps, "gaps go on where they were after a restart", "[contract][gaps]") {
    const auto one = ask("glasfaser doppelhaus kosten");
    database.reset();
    database = place.open(clock, random);
    SearchLog again(*database);
    auto search = failing("t2", "v9", "glasfaser im doppelhaus");
    search.topic = "doppelhaus glasfaser kosten";
    REQUIRE(ok(again.record(search)));
    search.trail = "t3";
    search.topic = "doppelhaus glasfasr kosten";
    REQUIRE(ok(again.record(search)));
    CHECK(again.gap(one).value().count == 3);
}

TEST_CASE_METHOD(Gaps, "a gap tells its trend", "[contract][gaps]") {
    const auto one = ask("glasfaser");
    clock.advance(std::chrono::days{8});
    ask("glasfaser");
    ask("glasfaser");
    CHECK(gap(one).last_week == 2);
    CHECK(gap(one).week_before == 1);
}

TEST_CASE_METHOD(Gaps, "merged gaps are one, and later searches of either go there",
                 "[contract][gaps]") {
    ask("kiste blinkt");
    const auto one = ask("kiste blinkt");
    ask("router rot");
    const auto two = ask("router rot");
    REQUIRE(one != two);
    const auto ticket = gap(one).ticket.value();
    const auto kept = gap(two).ticket.value();
    REQUIRE(ok(store.merge(agent, one, two)));
    CHECK(gap(one).state == GapState::merged);
    CHECK(gap(one).merged_into == two);
    CHECK(gap(two).count == 4);
    CHECK(gap(two).visitors == 4);
    CHECK(read(ticket).state == State::merged);
    CHECK(read(ticket).merged_into == kept);
    CHECK(ask("kiste blinkt") == two);
    CHECK(ask("kiste blinkt abends") == two);
    CHECK(ask("router rot") == two);
    CHECK(gap(two).count == 7);
    CHECK(failure(store.merge(agent, one, two)) == Code::conflict);
    CHECK(failure(store.merge(agent, two, two)) == Code::invalid_argument);
    CHECK(failure(store.merge(agent, {99}, two)) == Code::not_found);
    check_chain();
}

TEST_CASE_METHOD(Gaps, "two gaps that one visitor each has met become a ticket when merged",
                 "[contract][gaps]") {
    const auto one = ask("kiste blinkt");
    const auto two = ask("router rot");
    CHECK(gap_tickets() == 0);
    REQUIRE(ok(store.merge(agent, one, two)));
    CHECK(gap_tickets() == 1);
}

TEST_CASE_METHOD(Gaps, "a gap is split by its questions, and later searches follow",
                 "[contract][gaps]") {
    for (int i = 0; i < 2; ++i)
        ask("router tauschen alt");
    const auto one = ask("router tauschen alt kaputt");
    REQUIRE(one == gap_with("router tauschen alt"));
    const auto request = request_of("router tauschen alt kaputt", "p@kunde.example");
    const auto made = store.split(agent, one, {{"router tauschen alt kaputt", "de"}});
    REQUIRE(ok(made));
    CHECK(gap(one).count == 2);
    CHECK(gap(one).requests.empty());
    CHECK(gap(*made).count == 2);
    CHECK(gap(*made).requests == std::vector{request});
    CHECK(gap(*made).ticket == request);
    CHECK(ask("router tauschen alt kaputt") == *made);
    CHECK(ask("kaputt alt router tauschn") == *made);
    CHECK(ask("router tauschen alt") == one);
    CHECK(failure(store.split(agent, one, {{"nie gefragt", "de"}})) == Code::invalid_argument);
    CHECK(failure(store.split(agent, one, {{"router tauschen alt", "de"}})) ==
          Code::invalid_argument);
    check_chain();
}

TEST_CASE_METHOD(Gaps, "an ignored gap stays quiet until it is heeded", "[contract][gaps]") {
    ask("pizza bestellen");
    const auto one = ask("pizza bestellen");
    const auto ticket = gap(one).ticket.value();
    CHECK(failure(store.ignore(agent, one, " ")) == Code::invalid_argument);
    REQUIRE(ok(store.ignore(agent, one, "gehört nicht zu uns")));
    CHECK(gap(one).state == GapState::ignored);
    CHECK(read(ticket).state == State::solved);
    for (int i = 0; i < 3; ++i)
        CHECK(ask("pizza bestelen") == one);
    CHECK(read(ticket).state == State::solved);
    CHECK(gap_tickets() == 1);
    REQUIRE(ok(store.heed(agent, one)));
    CHECK(read(ticket).state == State::open);
    CHECK(gap(one).state == GapState::open);
    CHECK(failure(store.heed(agent, one)) == Code::conflict);

    const auto quiet = ask("wetter morgen"); // of one visitor, without a ticket
    REQUIRE(ok(store.ignore(agent, quiet, "kein Anliegen")));
    ask("wetter morgen");
    CHECK_FALSE(gap(quiet).ticket);
    check_chain();
}

TEST_CASE_METHOD(Gaps, "each requester of an answered gap is told once", "[contract][gaps]") {
    const auto first = request_of("satellit internet", "a@kunde.example");
    const auto second = request_of("satellit internet", "b@kunde.example");
    const auto twice = request_of("internet satellit", "B@kunde.example");
    const auto one = gap_with("satellit internet");
    REQUIRE(gap(one).requests == std::vector{first, second, twice});
    CHECK(failure(store.tell(agent, one, {})) == Code::conflict);
    REQUIRE(ok(tickets.resolve(agent, first, linked("satellit"))));
    CHECK(gap(one).untold == 3);
    const auto told = store.tell(agent, one, {.de = "Jetzt steht es hier: /satellit"});
    REQUIRE(ok(told));
    CHECK(*told == std::vector{first, second});
    CHECK(tickets.public_messages(second).value().back().body == "Jetzt steht es hier: /satellit");
    CHECK(tickets.public_messages(twice).value().size() == 1);
    CHECK(read(first).state == State::solved);
    CHECK(read(second).state == State::new_);
    CHECK(gap(one).untold == 0);
    CHECK(store.tell(agent, one, {}).value().empty());

    const auto late = request_of("satellit internet", "c@kunde.example");
    CHECK(store.tell(agent, one, {}).value() == std::vector{late});
    check_chain();
}

TEST_CASE_METHOD(Gaps, "a flood of other wordings from one visitor makes no ticket",
                 "[contract][gaps]") {
    ask("glasfaser doppelhaus kosten", "flood");
    for (int i = 0; i < 20; ++i)
        ask("glasfaser doppelhaus kosten wort" + std::to_string(i), "flood");
    CHECK(gap_tickets() == 0);
    CHECK(searches.gaps({}).value().size() == 1);
    CHECK(searches.gaps({}).value()[0].visitors == 1);
}

TEST_CASE_METHOD(Gaps, "the setting says from how many visitors on a gap becomes a ticket",
                 "[contract][gaps]") {
    database.reset();
    auto options = place.options();
    options.min_gap_visitors = 4;
    database = std::move(Database::open(options, clock, random).value());
    SearchLog log(*database);
    TicketStore store_of_tickets(*database);
    for (int i = 1; i <= 4; ++i) {
        CHECK(store_of_tickets.list({.kind = Kind::gap}).value().empty());
        auto search = failing("t" + std::to_string(i), "v" + std::to_string(i), "sat internet");
        REQUIRE(ok(log.record(search)));
    }
    CHECK(store_of_tickets.list({.kind = Kind::gap}).value().size() == 1);
}

TEST_CASE_METHOD(Gaps, "a request needs no second visitor", "[contract][gaps]") {
    const auto number = request_of("satellit internet", "a@kunde.example");
    CHECK(read(number).state == State::new_);
    CHECK(gap(gap_with("satellit internet")).ticket == number);
    CHECK(gap(gap_with("satellit internet")).visitors == 1);
}

TEST_CASE_METHOD(Gaps, "what is shown of a gap stays small however often it is asked for",
                 "[contract][gaps]") {
    for (int i = 0; i < 230; ++i) {
        auto search =
            failing("t" + std::to_string(i), "v" + std::to_string(i), "frage " + std::to_string(i));
        REQUIRE(ok(searches.record(search)));
    }
    for (int i = 0; i < 3; ++i)
        REQUIRE(ok(searches.record(failing("u" + std::to_string(i), "u", "Satellit?"))));
    const auto all = searches.gaps({}).value();
    REQUIRE(all.size() == 1);
    CHECK(all[0].count == 233);
    CHECK(all[0].visitors == 231);
    CHECK(all[0].last_week == 233);
    CHECK(all[0].questions.size() == 20);
    CHECK(all[0].questions.at(0) == GapQuestion{"Satellit?", "de", 3});
    const auto ticket = all[0].ticket.value();
    CHECK(details(ticket).trail.size() == 200);
    CHECK(details(ticket).trail.back().text == "Satellit?");
    const auto asked = solutions.failed_questions(ticket).value();
    CHECK(asked.size() == 200);
    CHECK(asked.at(0).text == "Satellit?");
}

TEST_CASE_METHOD(Gaps, "a gap closes by the questions that it is asked by most",
                 "[contract][gaps]") {
    for (int i = 0; i < 205; ++i)
        REQUIRE(ok(searches.record(failing("t" + std::to_string(i), "v" + std::to_string(i),
                                           "frage " + std::to_string(i)))));
    const auto one = searches.gaps({}).value().at(0);
    REQUIRE(ok(tickets.resolve(agent, *one.ticket, linked("satellit"))));
    std::vector<Replay> replays;
    const auto asked = solutions.failed_questions(*one.ticket).value();
    for (const Question& question : asked)
        replays.push_back({.question = question.text, .lang = question.lang, .found_rank = 1});
    replays.back().found_rank.reset();
    REQUIRE(ok(solutions.record_replays(*one.ticket, replays)));
    CHECK(gap(one.id).state == GapState::answered);
    replays.back().found_rank = 3;
    REQUIRE(ok(solutions.record_replays(*one.ticket, replays)));
    CHECK(gap(one.id).state == GapState::closed);
}

TEST_CASE_METHOD(Gaps, "a search that has not failed after all is taken out of every count",
                 "[contract][gaps]") {
    ask("satellit internet");
    auto search = failing("late", "v9", "satellit");
    search.topic = "satellit internet";
    search.shown = {"satellit"};
    search.outcome = Outcome::answered;
    REQUIRE(ok(searches.record(search)));
    REQUIRE(ok(searches.mark_outcome("late", Outcome::no_click)));
    const auto one = gap_with("satellit internet");
    CHECK(gap(one).count == 2);
    CHECK(gap(one).visitors == 2);
    CHECK(gap(one).last_week == 2);
    REQUIRE(ok(searches.mark_opened("late", "satellit")));
    CHECK(gap(one).count == 1);
    CHECK(gap(one).visitors == 1);
    CHECK(gap(one).last_week == 1);
    CHECK(gap(one).questions == std::vector{GapQuestion{"satellit internet", "de", 1}});
}

TEST_CASE_METHOD(Gaps, "nearest articles are looked up once for each gap with a ticket",
                 "[contract][gaps]") {
    const auto one = ask("kiste blinkt");
    CHECK(searches.without_nearest(10).value().empty());
    ask("kiste blinkt");
    REQUIRE(searches.without_nearest(10).value().size() == 1);
    const std::vector<NearArticle> near{{"router", "de", "Router einrichten"},
                                        {"lamp", "en", "Lamps"}};
    REQUIRE(ok(searches.keep_nearest(one, near)));
    CHECK(searches.without_nearest(10).value().empty());
    CHECK(gap(one).nearest == near);
    const auto two = ask("router rot");
    REQUIRE(ok(store.merge(agent, two, one)));
    CHECK(searches.without_nearest(10).value().size() == 1);
    CHECK(gap(one).nearest.empty());
    REQUIRE(ok(searches.keep_nearest({99}, near))); // gone meanwhile
}
