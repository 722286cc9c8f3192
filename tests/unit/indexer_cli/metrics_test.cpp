#include "indexer/cli/eval_report.h"
#include "indexer/cli/judged_set.h"
#include "indexer/cli/metrics.h"
#include "indexer/cli/terminal.h"

#include "tests/support/catch.h"
#include "tests/support/manual_clock.h"
#include "tests/support/temp_dir.h"

#include <cmath>
#include <sstream>

using namespace lotse;
using namespace lotse::cli;
using lotse::testing::Approx;

TEST_CASE("a right answer at the top is perfect", "[eval]") {
    const Scores scores = score({"a", "b"}, {{"a", 1}});
    CHECK(scores.recall_at_1 == 1);
    CHECK(scores.mrr_at_10 == 1);
    CHECK(scores.ndcg_at_10 == Approx(1));
    CHECK(scores.success_at_5 == 1);
}

TEST_CASE("a right answer further down counts less", "[eval]") {
    const Scores scores = score({"x", "y", "z", "a"}, {{"a", 1}});
    CHECK(scores.recall_at_1 == 0);
    CHECK(scores.recall_at_3 == 0);
    CHECK(scores.success_at_5 == 1);
    CHECK(scores.mrr_at_10 == Approx(0.25));
    CHECK(scores.ndcg_at_10 == Approx(1 / std::log2(5.0)));
}

TEST_CASE("recall counts every right answer, gains are linear in the grade", "[eval]") {
    const Scores scores = score({"b", "x", "a"}, {{"a", 2}, {"b", 1}, {"c", 0}});
    CHECK(scores.recall_at_1 == Approx(0.5));
    CHECK(scores.recall_at_3 == 1);
    // (1/log2(2) + 2/log2(4)) / (2/log2(2) + 1/log2(3)), as trec_eval's ndcg_cut_10
    CHECK(scores.ndcg_at_10 == Approx((1 + 1.0) / (2 + 1 / std::log2(3.0))));
}

TEST_CASE("beyond ten nothing counts, and nothing found is zero", "[eval]") {
    std::vector<std::string> ranking(10, "x");
    ranking.push_back("a");
    CHECK(score(ranking, {{"a", 1}}).mrr_at_10 == 0);
    CHECK(score({}, {{"a", 1}}).ndcg_at_10 == 0);
}

TEST_CASE("percentiles are values that occurred", "[eval]") {
    CHECK(percentile({}, 0.5) == 0);
    CHECK(percentile({3, 1, 2}, 0.5) == 2);
    CHECK(percentile({1, 2, 3, 4}, 0.95) == 4);
}

TEST_CASE("a run's scores fall strictly, in the order of the answer", "[eval]") {
    EvalReport report;
    Asked asked;
    asked.question.id = "q";
    asked.hits = {{"b", 1.0}, {"a", 1.0}, {"c", 2.0}};
    report.answered = {asked};
    CHECK(to_trec_run(report) == "q Q0 b 1 1.000000 lotse\nq Q0 a 2 0.999999 lotse\n"
                                 "q Q0 c 3 0.999998 lotse\n");
}

TEST_CASE("a judged set is read, questions without a judgment left out", "[eval]") {
    const lotse::testing::TempDir dir;
    dir.write("a.queries.jsonl", "{\"id\":\"q1\",\"lang\":\"de\",\"text\":\"eins\"}\n\n");
    dir.write("b.queries.jsonl", "{\"id\":\"q2\",\"lang\":\"en\",\"text\":\"two\"}\n");
    dir.write("a.qrels.tsv", "q1\td1\t2\nq1\td2\t1\n");
    dir.write("a.unanswerable.jsonl", "{\"id\":\"n1\",\"lang\":\"en\",\"text\":\"none\"}\n");
    const auto set = read_judged_set(dir.path());
    REQUIRE(set);
    REQUIRE(set->questions.size() == 1);
    CHECK(set->questions[0].grades == Grades{{"d1", 2}, {"d2", 1}});
    CHECK(set->unanswerable.size() == 1);
    CHECK_FALSE(set->documents);
}

TEST_CASE("a fault in a judged set is named with file and line", "[eval]") {
    const lotse::testing::TempDir dir;
    const std::string good = "{\"id\":\"q1\",\"lang\":\"de\",\"text\":\"eins\"}\n";
    dir.write("qrels.tsv", "q1\td1\t1\n");
    for (const char* bad :
         {"{\"id\":", "[1]", "{\"lang\":\"de\"}", "{\"id\":\"q\",\"lang\":\"fr\"}"}) {
        dir.write("queries.jsonl", good + bad + "\n");
        const auto set = read_judged_set(dir.path());
        REQUIRE_FALSE(set);
        CHECK_THAT(set.error().message, lotse::testing::contains("queries.jsonl:2: "));
    }
    dir.write("queries.jsonl", good);
    dir.write("qrels.tsv", "q1 d1 1\n");
    CHECK_THAT(read_judged_set(dir.path()).error().message,
               lotse::testing::contains("qrels.tsv:1: "));
}

TEST_CASE("trouble is told with a hint, in the language of the place", "[cli]") {
    CHECK(language_of_locale("de_DE.UTF-8") == analysis::Lang::de);
    CHECK(language_of_locale("C") == analysis::Lang::en);
    const lotse::testing::ManualClock clock;
    const auto told = [&clock](analysis::Lang lang) {
        std::ostringstream out;
        std::ostringstream err;
        Terminal terminal(out, err, lang, false, clock);
        CHECK(terminal.fail({Code::no_space, "disk full", "free some"}) == 3);
        CHECK(out.str().empty());
        return err.str();
    };
    CHECK(told(analysis::Lang::en) ==
          "lotse-indexer: error: disk full\nlotse-indexer: hint: free some\n");
    CHECK_THAT(told(analysis::Lang::de), lotse::testing::contains("Kein Platz"));
}

TEST_CASE("progress moves on one line for a watcher and keeps to whole lines else", "[cli]") {
    const lotse::testing::ManualClock clock;
    const auto shown = [&clock](bool watched) {
        std::ostringstream out;
        std::ostringstream err;
        Terminal terminal(out, err, analysis::Lang::en, watched, clock);
        terminal.progress({index::Progress::Stage::indexing, 5, 10, 100, 2});
        terminal.progress({index::Progress::Stage::indexing, 10, 10, 100, 0});
        terminal.warn("careful");
        return err.str();
    };
    CHECK(shown(false) == "indexing 10/10, 100/s\nlotse-indexer: warning: careful\n");
    CHECK_THAT(shown(true), lotse::testing::contains("\r\x1b[Kindexing 5/10, 100/s, 2 s left"));
    CHECK_THAT(shown(true), lotse::testing::contains("\r\x1b[K"
                                                     "lotse-indexer: warning"));
}
