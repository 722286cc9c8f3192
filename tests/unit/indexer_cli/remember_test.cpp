#include "indexer/cli/eval_report.h"
#include "indexer/cli/remember.h"

#include "tests/support/catch.h"

#include <algorithm>

using namespace lotse;
using namespace lotse::cli;

namespace {

/// `documents` documents, each the answer of `each` questions.
JudgedSet set_of(std::size_t documents, std::size_t each) {
    JudgedSet set;
    for (std::size_t d = 0; d < documents; ++d)
        for (std::size_t q = 0; q < each; ++q) {
            const std::string id = "d" + std::to_string(d) + "q" + std::to_string(q);
            set.questions.push_back(
                {id, analysis::Lang::en, "text of " + id, {{"d" + std::to_string(d), 1}}});
        }
    return set;
}

std::size_t wrong_links(const Remembered& remembered) {
    std::size_t wrong = 0;
    for (const auto& [document, questions] : remembered)
        for (const auto& text : questions)
            wrong += text.starts_with("text of " + document + "q") ? 0U : 1U;
    return wrong;
}

std::size_t links(const Remembered& remembered) {
    std::size_t all = 0;
    for (const auto& [document, questions] : remembered)
        all += questions.size();
    return all;
}

} // namespace

TEST_CASE("what a document remembers is not asked, and one question at least is left to ask",
          "[eval][remember]") {
    JudgedSet set = set_of(3, 4);
    set.questions.push_back({"few", analysis::Lang::en, "few", {{"d9", 1}}});
    const Remembered remembered = take_remembered(set, {.questions = 2});
    CHECK(remembered.size() == 3);
    CHECK(links(remembered) == 6);
    CHECK(wrong_links(remembered) == 0);
    CHECK(set.questions.size() == 3 * 2 + 1);
    for (const auto& question : set.questions)
        for (const auto& [document, questions] : remembered)
            CHECK(std::find(questions.begin(), questions.end(), question.text) == questions.end());
}

TEST_CASE("the same seed remembers the same, another one other questions", "[eval][remember]") {
    const auto with_seed = [](std::uint32_t seed) {
        JudgedSet set = set_of(8, 5);
        return take_remembered(set, {.questions = 2, .noise = 0.25, .seed = seed});
    };
    CHECK(with_seed(1) == with_seed(1));
    CHECK(with_seed(1) != with_seed(2));
}

TEST_CASE("noise links its share of the questions wrongly", "[eval][remember]") {
    JudgedSet set = set_of(10, 3);
    const Remembered remembered = take_remembered(set, {.questions = 2, .noise = 0.2});
    CHECK(links(remembered) == 20);
    CHECK(wrong_links(remembered) == 4);
}

TEST_CASE("a source with memory gives its documents the remembered questions", "[eval][remember]") {
    index::Document known;
    known.key = {index::Kind::article, "a"};
    index::Document other;
    other.key = {index::Kind::article, "b"};
    const index::VectorSource documents({known, other});
    const RememberingSource source(documents, {{"a", {"how", "why"}}});
    REQUIRE(source.size() == 2);
    CHECK(source.load(0).value()->questions == std::vector<std::string>{"how", "why"});
    CHECK(source.load(1).value()->questions.empty());
}

TEST_CASE("answers in the asker's own language are counted apart", "[eval]") {
    EvalReport report;
    report.languages = {{"a", analysis::Lang::de}, {"b", analysis::Lang::en}};
    Asked own;
    own.question = {"1", analysis::Lang::de, "", {{"a", 1}}};
    own.hits = {{"a", 1.0}};
    Asked foreign;
    foreign.question = {"2", analysis::Lang::de, "", {{"b", 1}}};
    report.answered = {own, foreign};
    REQUIRE(report.own_language());
    CHECK(report.own_language()->queries == 1);
    CHECK(report.own_language()->scores.mrr_at_10 == 1);
    report.answered = {own};
    CHECK_FALSE(report.own_language());
}
