#include "tests/contract/store_fixture.h"
#include "tickets/levels/findings.h"
#include "tickets/levels/level_store.h"
#include "tickets/levels/teams.h"

using namespace lotse;
using namespace lotse::tickets;
using namespace lotse::tickets::testing;
using lotse::testing::contains;

namespace {

struct LevelFixture : StoreFixture {
    TeamStore teams{*database};
    LevelStore levels{*database};
    FindingStore findings{*database};
    Lookups lookups{*database};

    HandOver up(int to = 2, std::string team = "") const {
        return {.to = to,
                .team = std::move(team),
                .slip = {.ruled_out = "Leitung gemessen, in Ordnung",
                         .next_step = "Profil am DSLAM prüfen"}};
    }

    /// A request of somebody who searched, opened an article and wrote that it did not help.
    TicketNumber after_a_search() {
        REQUIRE(ok(searches.record({.trail = "t1",
                                    .visitor = "v",
                                    .text = "internet langsam",
                                    .lang = "de",
                                    .outcome = Outcome::answered,
                                    .shown = {"dsl-neustart", "wlan-reichweite"}})));
        REQUIRE(ok(searches.mark_opened("t1", "dsl-neustart")));
        REQUIRE(ok(searches.mark_outcome("t1", Outcome::not_helped)));
        auto request = draft("Internet ist abends langsam");
        request.trail = "t1";
        return created(request).number;
    }
};

} // namespace

TEST_CASE_METHOD(LevelFixture, "a team has a level, topics, categories and agents",
                 "[contract][levels]") {
    const TeamDraft glass{.name = "Glasfaser",
                          .topics = {"ONT", "Glasfaser", "ONT"},
                          .categories = {"internet"},
                          .members = {kaya.id, weber.id}};
    const auto team = teams.add(root, glass);
    REQUIRE(ok(team));
    CHECK(team->topics == std::vector<std::string>{"Glasfaser", "ONT"});
    CHECK(team->members == std::vector{weber.id, kaya.id});
    CHECK(teams.find(team->id).value() == *team);

    CHECK(failure(teams.add(root, glass)) == Code::conflict);
    CHECK(failure(teams.add(root, {.name = "  "})) == Code::invalid_argument);
    CHECK(failure(teams.add(root, {.name = "x", .level = 4})) == Code::invalid_argument);
    const auto customer = person("Kunde", "k@kunde.example", {Role::customer});
    CHECK(failure(teams.add(root, {.name = "x", .members = {customer.id}})) ==
          Code::invalid_argument);

    REQUIRE(ok(teams.add(root, {.name = "Ebene eins", .level = 1})));
    auto changed = static_cast<TeamDraft>(*team);
    changed.topics = {"Glasfaser", "PON"};
    CHECK(teams.change(root, team->id, changed).value().topics == changed.topics);
    const auto all = teams.list().value();
    REQUIRE(all.size() == 2);
    CHECK(all[0].name == "Ebene eins");
    CHECK(all[1].topics == changed.topics);
    check_chain();
}

TEST_CASE_METHOD(LevelFixture, "a team that is renamed keeps its tickets, one with tickets stays",
                 "[contract][levels]") {
    const auto team = teams.add(root, {.name = "dsl"}).value();
    const auto one = number();
    REQUIRE(ok(levels.hand_over(agent, one, up(3, "dsl"))));
    REQUIRE(ok(teams.change(root, team.id, {.name = "Kupfer"})));
    CHECK(read(one).team == "Kupfer");
    CHECK(failure(teams.remove(root, team.id)) == Code::conflict);
    REQUIRE(ok(tickets.close(agent, one)));
    REQUIRE(ok(teams.remove(root, team.id)));
    CHECK(failure(teams.find(team.id)) == Code::not_found);
}

TEST_CASE_METHOD(LevelFixture, "the slip fills itself from what the customer did and agents noted",
                 "[contract][levels]") {
    const auto one = after_a_search();
    REQUIRE(ok(tickets.note(agent, one, "Leitung gemessen: 16 dB")));
    const auto slip = levels.draft(one, "de").value();
    CHECK_THAT(slip.problem, contains("Internet ist abends langsam"));
    CHECK_THAT(slip.problem, contains("Seit gestern geht nichts."));
    CHECK(slip.searched == std::vector<std::string>{"internet langsam"});
    REQUIRE(slip.articles.size() == 2);
    CHECK(slip.articles[0].document == "dsl-neustart");
    CHECK(slip.articles[0].use == ArticleUse::tried);
    CHECK_THAT(slip.articles[0].why_not, contains("nicht geholfen"));
    CHECK(slip.articles[1] == SlipArticle{"wlan-reichweite", ArticleUse::shown, ""});
    CHECK(slip.ruled_out == "Leitung gemessen: 16 dB");
    CHECK(missing_facts(slip) == std::vector<std::string>{"next_step"});
}

TEST_CASE_METHOD(LevelFixture, "an article that a ticket came back with counts as tried",
                 "[contract][levels]") {
    const auto one = number();
    REQUIRE(ok(tickets.resolve(agent, one, linked("dsl-neustart"))));
    REQUIRE(ok(tickets.reopen(agent, one, "")));
    const auto slip = levels.draft(one, "en").value();
    REQUIRE(slip.articles.size() == 1);
    CHECK(slip.articles[0].use == ArticleUse::tried);
    CHECK_THAT(slip.articles[0].why_not, contains("came back"));
}

TEST_CASE_METHOD(LevelFixture, "a hand-over up without its facts is refused, naming them",
                 "[contract][levels]") {
    const auto one = number();
    const auto refused = levels.hand_over(agent, one, {.to = 2});
    REQUIRE(failure(refused) == Code::invalid_argument);
    CHECK_THAT(refused.error().message, contains("ruled_out, next_step"));
    auto tried = up();
    tried.slip.articles = {{"dsl-neustart", ArticleUse::tried, ""}};
    const auto silent = levels.hand_over(agent, one, tried);
    REQUIRE(failure(silent) == Code::invalid_argument);
    CHECK_THAT(silent.error().message, contains("why_not:dsl-neustart"));
    CHECK(read(one).level == 1);
    CHECK(levels.slips(one).value().empty());
}

TEST_CASE_METHOD(LevelFixture, "a slip is kept with its hand-over, what it left out from the draft",
                 "[contract][levels]") {
    const auto one = after_a_search();
    REQUIRE(ok(levels.hand_over(agent, one, up())));
    CHECK(read(one).level == 2);
    CHECK(details(one).moves.at(0).reason == "Profil am DSLAM prüfen");
    const auto slips = levels.slips(one).value();
    REQUIRE(slips.size() == 1);
    CHECK(slips[0].from == 1);
    CHECK(slips[0].slip.searched == std::vector<std::string>{"internet langsam"});
    CHECK(slips[0].slip.articles.at(0).document == "dsl-neustart");
    CHECK(slips[0].slip.next_step == "Profil am DSLAM prüfen");
    CHECK(failure(levels.hand_over(agent, one, up(1))) == Code::conflict);
    CHECK(failure(levels.hand_over(agent, one, up(2))) == Code::conflict);
    check_chain();
}

TEST_CASE_METHOD(LevelFixture, "level 3 wants one of its teams, once there are any",
                 "[contract][levels]") {
    const auto one = number();
    REQUIRE(ok(levels.hand_over(agent, one, up(3, "irgendwer"))));
    REQUIRE(ok(teams.add(root, {.name = "Glasfaser"})));
    const auto other = number();
    const auto refused = levels.hand_over(agent, other, up(3, "irgendwer"));
    REQUIRE(failure(refused) == Code::invalid_argument);
    CHECK_THAT(refused.error().hint, contains("Glasfaser"));
    CHECK(failure(levels.hand_over(agent, other, up(3))) == Code::invalid_argument);
    REQUIRE(ok(levels.hand_over(agent, other, up(2))));
    REQUIRE(ok(levels.hand_over(agent, other, up(3, "Glasfaser"))));
    CHECK(read(other).team == "Glasfaser");
    CHECK(tickets.list({.team = "Glasfaser"}).value().size() == 1);
}

TEST_CASE_METHOD(LevelFixture, "a hand-back teaches the lower level and names the article",
                 "[contract][levels]") {
    const auto one = number();
    REQUIRE(ok(levels.hand_over(agent, one, up())));
    CHECK(failure(levels.hand_back(agent, one, {.to = 1})) == Code::invalid_argument);
    CHECK(failure(levels.hand_back(agent, one, {.to = 2, .training_note = "x"})) == Code::conflict);
    REQUIRE(ok(levels.hand_back(agent, one,
                                {.to = 1,
                                 .training_note = "Das Profil setzt ihr selbst: Menü Technik.",
                                 .article = "dsl-profil"})));
    CHECK(read(one).level == 1);
    const auto notes = levels.training_notes_for(1).value();
    REQUIRE(notes.size() == 1);
    CHECK(notes[0].article == "dsl-profil");
    CHECK(notes[0].ticket == one);
    CHECK(levels.training_notes_for(2).value().empty());
    CHECK(levels.training_notes_of(one).value() == notes);
    CHECK_THAT(details(one).history.back().detail, contains("dsl-profil"));
    check_chain();
}

TEST_CASE_METHOD(LevelFixture, "what level 1 could find is asked for once, when level 1 hands over",
                 "[contract][levels]") {
    const auto one = number();
    REQUIRE(ok(levels.hand_over(agent, one, up(2))));
    REQUIRE(ok(levels.hand_over(agent, one, up(3, "x"))));
    std::vector<Lookup> waiting;
    const auto all = lookups.waiting().value();
    for (const Lookup& lookup : all)
        if (lookup.kind == LookupKind::hand_over)
            waiting.push_back(lookup);
    REQUIRE(waiting.size() == 1);
    CHECK(waiting[0].ticket == one);

    const std::vector<Find> finds{{"", 1, "ticket", "1001", ""},
                                  {"", 2, "article", "dsl-profil", "profile"},
                                  {"internet langsam", 4, "article", "dsl-profil", "profile"}};
    REQUIRE(ok(findings.record(waiting[0], 7, finds)));
    REQUIRE(ok(findings.record(waiting[0], 8, {}))); // somebody was quicker: nothing happens
    CHECK(findings.finds(waiting[0].move).value() == finds);
    const auto asked = findings.verdicts(one).value();
    REQUIRE(asked.size() == 1);
    CHECK(asked[0].generation == 7);
    CHECK_FALSE(asked[0].solvable);
}

TEST_CASE_METHOD(LevelFixture,
                 "level 1 could have solved it when the article stood in the first three",
                 "[contract][levels]") {
    const auto one = number();
    REQUIRE(ok(levels.hand_over(agent, one, up(2))));
    const auto lookup = lookups.waiting().value().back();
    REQUIRE(ok(findings.record(lookup, 1,
                               {{"", 5, "article", "wlan", ""},
                                {"", 3, "article", "profil-de", "profile"},
                                {"a", 9, "article", "profil-de", "profile"}})));
    const auto verdict = [&](const std::optional<SolvedBy>& solved) {
        REQUIRE(ok(findings.judge(one, solved)));
        return findings.verdicts(one).value().at(0);
    };
    CHECK(verdict(SolvedBy{"profil-de", ""}).solvable == true);
    CHECK(verdict(SolvedBy{"profile-en", "profile"}).rank == 3);
    CHECK(verdict(SolvedBy{"wlan", ""}).solvable == false);
    CHECK(verdict(SolvedBy{"wlan", ""}).rank == 5);
    CHECK(verdict(SolvedBy{"nie-gesehen", ""}).solvable == false);
    CHECK(verdict(SolvedBy{"", ""}).solvable == false); // written only afterwards
    CHECK_FALSE(verdict(std::nullopt).solvable);
}
