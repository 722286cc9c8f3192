// Every report over populations small enough to be counted by hand.

#include <map>

#include "tests/contract/store_fixture.h"
#include "tickets/intake/self_service.h"
#include "tickets/levels/findings.h"
#include "tickets/levels/level_store.h"
#include "tickets/privacy.h"
#include "tickets/reports/exposures.h"
#include "tickets/reports/output.h"
#include "tickets/reports/reports.h"

using namespace lotse;
using namespace lotse::tickets;
using namespace lotse::tickets::testing;

namespace {

using Counts = std::map<std::string, std::pair<std::int64_t, std::int64_t>>;

struct ReportFixture : StoreFixture {
    LevelStore levels{*database};
    FindingStore findings{*database};
    Lookups lookups{*database};
    SelfServiceStore self_service{*database};
    Exposures exposures{*database};
    TimePoint start = clock.now();

    std::vector<Figure> figures(const std::string& name, ReportQuery query = {}) {
        query.report = name;
        query.from = query.from.value_or(start);
        query.to = query.to.value_or(clock.now() + Milliseconds{1});
        const auto reports = compute_reports(*database, query);
        INFO((reports ? std::string() : reports.error().to_string()));
        REQUIRE(reports);
        REQUIRE(reports->reports.size() == 1);
        return reports->reports[0].figures;
    }
    Figure figure(const std::string& name, const ReportQuery& query = {}) {
        const auto all = figures(name, query);
        REQUIRE(all.size() == 1);
        return all[0];
    }
    std::pair<std::int64_t, std::int64_t> counted(const std::string& name) {
        const Figure one = figure(name);
        return {one.numerator, one.denominator.value_or(-1)};
    }
    Counts by(By way, const std::string& name) {
        Counts counts;
        for (const Figure& one : figures(name, {.by = way}))
            counts[one.group] = {one.numerator, one.denominator.value_or(-1)};
        return counts;
    }

    struct Visit {
        std::string trail, visitor;
        std::string lang = "de";
        Channel channel = Channel::portal;
        Outcome outcome = Outcome::answered;
        std::vector<std::string> shown{"a", "b"};
        std::string topic = "wlan";
    };
    void visit(const Visit& what) {
        REQUIRE(ok(searches.record({.trail = what.trail,
                                    .visitor = what.visitor,
                                    .text = "frage " + what.topic,
                                    .lang = what.lang,
                                    .outcome = what.outcome,
                                    .shown = what.shown,
                                    .topic = what.topic,
                                    .channel = what.channel})));
    }
    void opens(const std::string& trail) { REQUIRE(ok(searches.mark_opened(trail, "a"))); }

    TicketNumber request(const std::string& trail, Channel channel = Channel::portal) {
        auto what = draft();
        what.trail = trail;
        what.channel = channel;
        return created(what).number;
    }
    /// A call that is searched at once: its words are on `topic`.
    TicketNumber call_about(const std::string& topic) {
        const auto one = request("", Channel::phone);
        const std::string own = "ticket-" + std::to_string(one.value);
        REQUIRE(ok(self_service.record(lookups.waiting().value().back(), {.answered = true},
                                       {.trail = own,
                                        .visitor = own,
                                        .text = "frage " + topic,
                                        .lang = "de",
                                        .outcome = Outcome::answered,
                                        .shown = {"a"},
                                        .topic = topic})));
        return one;
    }

    /// Four visits: one opens and is helped, one only looks, one finds nothing, one becomes a
    /// ticket; and a call, whose words are searched by us.
    void four_visits() {
        visit({"t1", "v1"});
        opens("t1");
        REQUIRE(ok(searches.mark_helped("t1", "a")));
        visit({.trail = "t2",
               .visitor = "v2",
               .lang = "en",
               .channel = Channel::api,
               .topic = "invoice"});
        visit({.trail = "t3",
               .visitor = "v3",
               .outcome = Outcome::no_results,
               .shown = {},
               .topic = "fax"});
        visit({.trail = "t4",
               .visitor = "v4",
               .outcome = Outcome::low_confidence,
               .shown = {},
               .topic = "satellit"});
        request("t4");
        call_about("rechnung");
    }
};

using Pair = std::pair<std::int64_t, std::int64_t>;
constexpr auto a_day = std::chrono::days{1};

} // namespace

TEST_CASE_METHOD(ReportFixture, "searches and visits are those of visitors alone",
                 "[contract][reports]") {
    four_visits();
    CHECK(counted("search_success") == Pair{2, 4});
    CHECK(counted("zero_results") == Pair{2, 4});
    CHECK(counted("search_to_ticket") == Pair{1, 4});
    CHECK(counted("self_service_score") == Pair{4, 2});
    CHECK(counted("self_service_reach") == Pair{1, 1});
    CHECK(counted("deflection_claimed") == Pair{1, 4});
    const Figure success = figure("search_success");
    CHECK(success.value == 0.5);
    CHECK(success.interval == wilson({2, 4}));
    CHECK(figure("self_service_score").value == 2.0);

    CHECK(by(By::language, "search_success") == Counts{{"de", {1, 3}}, {"en", {1, 1}}});
    CHECK(by(By::channel, "zero_results") == Counts{{"api", {0, 1}}, {"portal", {2, 3}}});
    CHECK(by(By::channel, "self_service_score") ==
          Counts{{"api", {1, 0}}, {"phone", {0, 1}}, {"portal", {3, 1}}});
    CHECK_FALSE(figures("self_service_score", {.by = By::channel})[0].value);
}

TEST_CASE_METHOD(ReportFixture, "several searches of one trail on one day are one visit",
                 "[contract][reports]") {
    visit({"t1", "v1"});
    visit({.trail = "t1", .visitor = "v1", .topic = "router"});
    visit({.trail = "t2", .visitor = "v1", .topic = "router"});
    CHECK(counted("search_to_ticket") == Pair{0, 2});
    CHECK(counted("search_success") == Pair{2, 3}); // the first was left with nothing opened
    clock.advance(a_day);
    visit({"t1", "v9"});
    CHECK(counted("search_to_ticket") == Pair{0, 3});
}

TEST_CASE_METHOD(ReportFixture, "what a visitor takes back was not claimed",
                 "[contract][reports]") {
    visit({"t1", "v1"});
    REQUIRE(ok(searches.mark_helped("t1", "a")));
    CHECK(counted("deflection_claimed") == Pair{1, 1});
    REQUIRE(ok(searches.mark_outcome("t1", Outcome::not_helped)));
    CHECK(counted("deflection_claimed") == Pair{0, 1});
}

TEST_CASE_METHOD(ReportFixture, "a visit is deflected when it opened something and no ticket came",
                 "[contract][reports]") {
    visit({"alone", "v1"});
    opens("alone");
    visit({"only-looked", "v2"});
    visit({"wrote", "v3"});
    opens("wrote");
    request("wrote");
    visit({"came-back", "v4"});
    opens("came-back");
    clock.advance(Milliseconds{60'000});
    visit({"second-trail", "v4"}); // the same person as one minute ago
    request("second-trail", Channel::api);

    CHECK(counted("deflection_inferred") == Pair{0, 0}); // the seven days are not over
    clock.advance(7 * a_day);
    CHECK(counted("deflection_inferred") == Pair{1, 5});
}

TEST_CASE_METHOD(ReportFixture,
                 "a ticket through another channel takes back one visit on its topic",
                 "[contract][reports]") {
    for (const char* trail : {"t1", "t2"}) {
        visit({.trail = trail, .visitor = trail, .topic = "rechnung"});
        opens(trail);
    }
    visit({.trail = "t3", .visitor = "t3", .topic = "umzug"});
    opens("t3");
    clock.advance(3 * a_day);
    const auto call = call_about("rechnung");
    clock.advance(5 * a_day);
    call_about("umzug"); // on the eighth day
    CHECK(counted("deflection_inferred") == Pair{2, 3});

    // A ticket whose own visit opened something has that one to answer for, and no other.
    visit({.trail = "t4", .visitor = "v4", .topic = "umzug"});
    opens("t4");
    clock.advance(Milliseconds{1000});
    visit({.trail = "t5", .visitor = "v5", .topic = "umzug"});
    opens("t5");
    const auto own = request("t5");
    REQUIRE(ok(self_service.record(lookups.waiting().value().back(), {},
                                   {.trail = "ticket-x", .visitor = "x", .topic = "umzug"})));
    clock.advance(7 * a_day);
    CHECK(counted("deflection_inferred") == Pair{3, 5});
    CHECK(self_service.of(own).value());
    CHECK(self_service.of(call).value());
}

TEST_CASE_METHOD(ReportFixture, "the held-out are compared with all others",
                 "[contract][reports]") {
    const auto enrol = [&](const std::string& who, bool held_out, int tickets_written) {
        REQUIRE(ok(exposures.enrol({.visitor = who, .held_out = held_out, .lang = "de"})));
        for (int i = 0; i < tickets_written; ++i)
            REQUIRE(ok(exposures.count_ticket(who)));
    };
    for (int i = 0; i < 10; ++i)
        enrol("held-" + std::to_string(i), true, i < 4 ? 1 : 0);
    for (int i = 0; i < 40; ++i)
        enrol("other-" + std::to_string(i), false, i < 4 ? 2 : 0);
    enrol("held-0", false, 0); // was drawn already
    REQUIRE(ok(exposures.count_ticket("nobody")));

    const Figure causal = figure("deflection_causal");
    CHECK(causal.numerator == 4);
    CHECK(causal.denominator == 40);
    CHECK(causal.held_out == Proportion{4, 10});
    CHECK(*causal.value == lotse::testing::Approx(0.3));
    CHECK(causal.interval == newcombe({4, 10}, {4, 40}));

    const auto side_by_side = compute_reports(*database, {.report = "deflection"}).value();
    REQUIRE(side_by_side.reports.size() == 3);
    CHECK(side_by_side.reports[0].definition->name == "deflection_claimed");
    CHECK(side_by_side.reports[2].definition->name == "deflection_causal");
}

TEST_CASE_METHOD(ReportFixture, "link rate and first contact count what was solved and stayed so",
                 "[contract][reports]") {
    const auto at_once = number();
    REQUIRE(ok(tickets.reply(agent, at_once, "Bitte neu starten.")));
    REQUIRE(ok(tickets.resolve(agent, at_once, linked("dsl"))));
    const auto handed_over = number();
    REQUIRE(ok(levels.hand_over(agent, handed_over,
                                {.to = 2, .slip = {.ruled_out = "x", .next_step = "y"}})));
    REQUIRE(ok(tickets.resolve(agent, handed_over, linked("dsl"))));
    const auto talked = number();
    REQUIRE(ok(tickets.reply(agent, talked, "Welcher Router?")));
    REQUIRE(ok(tickets.reply(agent, talked, "Bitte neu starten.")));
    REQUIRE(ok(tickets.resolve(
        agent, talked, {.kind = ResolutionKind::no_knowledge, .cause = NoKnowledge::one_off})));
    const auto reopened = number();
    REQUIRE(ok(tickets.resolve(agent, reopened, linked("dsl"))));
    REQUIRE(ok(tickets.reopen(agent, reopened, "")));
    REQUIRE(ok(tickets.resolve(agent, reopened,
                               {.kind = ResolutionKind::shared_solution,
                                .lang = "de",
                                .title = "Neustart",
                                .text = "Neu starten."})));
    const auto open_again = number();
    REQUIRE(ok(tickets.resolve(agent, open_again, linked("dsl"))));
    REQUIRE(ok(tickets.reopen(agent, open_again, "")));
    REQUIRE(ok(tickets.close(agent, number()))); // without a resolution

    CHECK(counted("link_rate") == Pair{3, 4});
    CHECK(counted("first_contact_resolution") == Pair{1, 4});
}

TEST_CASE_METHOD(ReportFixture, "from solved to findable what is not in the index counts until now",
                 "[contract][reports]") {
    const auto solve = [&] {
        REQUIRE(ok(tickets.resolve(agent, number(), linked("dsl"))));
        return outbox.head().value();
    };
    const JobId first = solve();
    clock.advance(Milliseconds{1000});
    const JobId second = solve();
    REQUIRE(ok(outbox.mark_findable(first)));
    clock.advance(Milliseconds{3000});
    REQUIRE(ok(outbox.mark_findable(second))); // the first keeps its time
    REQUIRE(ok(outbox.acknowledge(second)));
    solve();
    REQUIRE(ok(tickets.resolve(
        agent, number(), {.kind = ResolutionKind::no_knowledge, .cause = NoKnowledge::spam})));
    clock.advance(Milliseconds{5000});
    const Figure findable = figure("solved_to_findable");
    CHECK(findable.numerator == 1000 + 3000 + 5000);
    CHECK(findable.denominator == 3);
    CHECK(findable.value == 3000.0);
    CHECK(findable.median == 3000.0);
}

TEST_CASE_METHOD(ReportFixture, "a gap counts as closed once its questions find the answer",
                 "[contract][reports]") {
    for (const char* topic : {"satellit", "fax"})
        for (const char* visitor : {"v1", "v2"})
            visit({.trail = std::string(topic) + visitor,
                   .visitor = visitor,
                   .outcome = Outcome::no_results,
                   .shown = {},
                   .topic = topic});
    const auto gaps = tickets.list({.kind = Kind::gap, .order = Order::oldest}).value();
    REQUIRE(gaps.size() == 2);
    CHECK(counted("loop_closure") == Pair{0, 0});
    clock.advance(Milliseconds{1000});
    for (const Ticket& gap : gaps)
        REQUIRE(ok(tickets.resolve(agent, gap.number, linked("dsl"))));
    CHECK(counted("loop_closure") == Pair{0, 2});
    const auto questions = solutions.failed_questions(gaps[0].number).value();
    REQUIRE(questions.size() == 1);
    REQUIRE(ok(solutions.record_replays(
        gaps[0].number,
        {{.question = questions[0].text, .lang = questions[0].lang, .found_rank = 1}}, {})));
    CHECK(counted("loop_closure") == Pair{1, 2});
}

TEST_CASE_METHOD(ReportFixture, "a hand-over that is judged counts as solvable or not",
                 "[contract][reports]") {
    const auto hand_over = [&](const std::string& found) {
        const auto one = number();
        REQUIRE(ok(
            levels.hand_over(agent, one, {.to = 2, .slip = {.ruled_out = "x", .next_step = "y"}})));
        const auto waiting = lookups.waiting().value();
        REQUIRE(waiting.back().kind == LookupKind::hand_over);
        REQUIRE(ok(findings.record(waiting.back(), 1,
                                   {{.rank = 1, .kind = "article", .document = found}})));
        return one;
    };
    const auto known = hand_over("dsl");
    const auto unknown = hand_over("wlan");
    CHECK(counted("solvable_at_level_1") == Pair{0, 0});
    for (const auto one : {known, unknown}) {
        REQUIRE(ok(tickets.resolve(agent, one, linked("dsl"))));
        REQUIRE(ok(findings.judge(one, SolvedBy{.article = "dsl"})));
    }
    CHECK(counted("solvable_at_level_1") == Pair{1, 2});
}

TEST_CASE_METHOD(ReportFixture, "the backlog lies by level and team, as it stood at the end",
                 "[contract][reports]") {
    number();
    number();
    const auto expert = number();
    REQUIRE(ok(levels.hand_over(
        agent, expert, {.to = 3, .team = "Glas", .slip = {.ruled_out = "x", .next_step = "y"}})));
    const auto solved = number();
    clock.advance(a_day);
    const TimePoint yesterday = clock.now();
    clock.advance(a_day);
    REQUIRE(ok(tickets.resolve(agent, solved, linked("dsl"))));
    const auto now = figures("backlog");
    REQUIRE(now.size() == 2);
    CHECK(now[0].level == 1);
    CHECK(now[0].numerator == 2);
    CHECK_FALSE(now[0].denominator);
    CHECK(now[1].level == 3);
    CHECK(now[1].team == "Glas");
    CHECK(now[1].value == 1.0);
    CHECK(figures("backlog", {.to = yesterday})[0].numerator == 3);
}

TEST_CASE_METHOD(ReportFixture, "days and weeks are named by the day on which they begin",
                 "[contract][reports]") {
    visit({"t1", "v1"}); // Monday, 24 November 2025
    clock.advance(6 * a_day);
    visit({"t2", "v2"});
    clock.advance(a_day);
    visit({"t3", "v3"});
    CHECK(by(By::day, "search_success") ==
          Counts{{"2025-11-24", {1, 1}}, {"2025-11-30", {1, 1}}, {"2025-12-01", {1, 1}}});
    CHECK(by(By::week, "search_success") == Counts{{"2025-11-24", {2, 2}}, {"2025-12-01", {1, 1}}});
}

TEST_CASE_METHOD(ReportFixture, "a period includes its beginning and not its end",
                 "[contract][reports]") {
    visit({"t1", "v1"});
    const auto within = [&](TimePoint from, TimePoint to) {
        return figure("search_success", {.from = from, .to = to}).denominator;
    };
    CHECK(within(start, start + Milliseconds{1}) == 1);
    CHECK(within(start - a_day, start) == 0);
    CHECK(failure(compute_reports(*database, {.from = start, .to = start})) ==
          Code::invalid_argument);
    CHECK(failure(compute_reports(*database, {.report = "happiness"})) == Code::not_found);
    CHECK(failure(by_named("mood")) == Code::invalid_argument);
}

TEST_CASE_METHOD(ReportFixture, "an empty database has every report, with nothing to divide by",
                 "[contract][reports]") {
    const auto all = compute_reports(*database, {}).value();
    CHECK(all.reports.size() == report_definitions().size());
    CHECK(all.to - all.from == std::chrono::days{30});
    for (const Report& report : all.reports) {
        INFO(report.definition->name);
        REQUIRE(report.figures.size() == 1);
        CHECK(report.figures[0].numerator == 0);
        CHECK(report.figures[0].value.value_or(0) == 0);
    }
}

TEST_CASE_METHOD(ReportFixture, "figures stay what they were when a person is erased",
                 "[contract][reports][privacy]") {
    four_visits();
    visit({"t5", "v4"}); // the one who writes had been here before, and opened something
    opens("t5");
    clock.advance(Milliseconds{60'000});
    visit({"t6", "v4"});
    const auto solved = request("t6");
    REQUIRE(ok(tickets.resolve(agent, solved, linked("dsl"))));
    REQUIRE(ok(outbox.mark_findable(outbox.head().value())));
    visit({.trail = "t7", .visitor = "v7", .topic = "rechnung"});
    opens("t7");
    call_about("rechnung");
    clock.advance(8 * a_day);
    const auto everything = [&] {
        std::string text;
        for (const By way : {By::nothing, By::language, By::channel, By::day})
            text += reports_as_csv(
                compute_reports(*database, {.from = start, .to = clock.now(), .by = way}).value());
        return text;
    };
    const std::string before = everything();
    CHECK(counted("deflection_inferred") == Pair{1, 7});
    REQUIRE(ok(erase_person(*database, root, "p.schmidt@kunde.example")));
    CHECK(everything() == before);
    REQUIRE(ok(erase_person(*database, root, std::to_string(kaya.id.value))));
    CHECK(everything() == before);
}
