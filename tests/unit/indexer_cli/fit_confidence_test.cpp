// Fitting confidence anew: the regression, which sets are of one matter, the floors.

#include "indexer/cli/fit_confidence.h"

#include <cmath>

#include "tests/support/catch.h"

using namespace lotse;
using namespace lotse::cli;
using lotse::testing::Approx;

namespace {

/// Outcomes as these weights would have them, over a grid of two signals.
std::vector<Observation> made_by(double first, double second, double offset) {
    std::vector<Observation> observations;
    for (double a = -2; a <= 2; a += 0.5)
        for (double b = -2; b <= 2; b += 0.5) {
            const double chance = 1 / (1 + std::exp(-(offset + first * a + second * b)));
            observations.push_back({{{a, b}}, true, 100 * chance});
            observations.push_back({{{a, b}}, false, 100 * (1 - chance)});
        }
    return observations;
}

NamedSet set(const std::string& name, const std::string& question) {
    NamedSet made;
    made.name = name;
    made.folder = "/sets/" + name;
    made.questions.documents.emplace();
    made.questions.questions.push_back({name + "-1", analysis::Lang::de, question, {}, {}});
    return made;
}

std::vector<std::size_t> matters(std::vector<NamedSet> sets) {
    tell_matters(sets);
    std::vector<std::size_t> found;
    for (const NamedSet& one : sets)
        found.push_back(one.matter);
    return found;
}

Occasion occasion(Kin kin, double score, bool useful) {
    search::Evidence evidence;
    evidence.score = score;
    evidence.words = 2;
    evidence.spread = 2;
    return {0, kin, {evidence}, useful};
}

} // namespace

TEST_CASE("a regression finds the weights that made the outcomes", "[eval][fit]") {
    const Logistic found = fit(made_by(1.5, 0.5, -0.7));
    CHECK(std::abs(found.weights[0] - 1.5) < 0.05);
    CHECK(std::abs(found.weights[1] - 0.5) < 0.05);
    CHECK(std::abs(found.offset + 0.7) < 0.05);
    CHECK(found.of({0, 0}) == Approx(1 / (1 + std::exp(-found.offset))));
}

TEST_CASE("a signal that would count the wrong way does not count", "[eval][fit]") {
    const Logistic found = fit(made_by(1, -1, 0));
    CHECK(found.weights[0] > 0.5);
    CHECK(found.weights[1] == 0);
}

TEST_CASE("of several things seen the surest decides", "[eval][fit]") {
    const Logistic by{{1.0}, 0};
    CHECK(by.of(Observation{{{-1}, {2}, {0}}, true, 1}) == Approx(by.of({2})));
    CHECK(fit({}).weights.empty());
}

TEST_CASE("sets are of one matter by name, by a shared question, and by way of a third",
          "[eval][fit]") {
    CHECK(matters({set("wiki-de", "a"), set("faq-de", "b"), set("wiki-en", "c"), set("own", "b"),
                   set("else", "d")}) == std::vector<std::size_t>{0, 1, 0, 1, 4});
    CHECK(matters({set("one", "a"), set("two", "b"), set("two-more", "a")}) ==
          std::vector<std::size_t>{0, 0, 0});
}

TEST_CASE("a floor is where confidence itself expects no more useless answers", "[eval][fit]") {
    std::vector<Judged> answers(80, Judged{0.95, true, true});
    answers.insert(answers.end(), 20, Judged{0.5, true, false});
    const auto floors = expected_floors(answers);
    for (std::size_t i = 1; i < floors.size(); ++i) {
        CHECK(floors[i].most_useless > floors[i - 1].most_useless);
        CHECK(floors[i].floor <= floors[i - 1].floor);
    }
    for (const Floor& floor : floors) {
        if (floor.most_useless < 0.05) // nothing keeps it
            CHECK(floor.floor > 0.95);
        else if (floor.most_useless < 0.14) // the surer ones only
            CHECK(floor.floor > 0.5);
        else // 80 × .05 + 20 × .5 of 100
            CHECK(floor.floor == 0);
    }
}

TEST_CASE("what is fitted to sets tells their answers from the rest", "[eval][fit]") {
    std::vector<NamedSet> sets{set("one", "a"), set("two", "b")};
    tell_matters(sets);
    std::vector<Occasion> occasions;
    for (std::size_t which : {0U, 1U})
        for (int i = 0; i < 60; ++i) {
            for (auto one : {occasion(Kin::own, 8 + i % 9, i % 10 != 0),
                             occasion(Kin::bereft, 2 + i % 8, false),
                             occasion(Kin::stranger, 1 + i % 5, false)}) {
                one.set = which;
                occasions.push_back(one);
            }
        }
    const ConfidenceFit found = fit_confidence(sets, occasions);
    REQUIRE(found.sets.size() == 2);
    for (const SetJudgement& one : found.sets) {
        CHECK(one.from_bereft > 0.9);
        CHECK(one.from_strangers > one.from_bereft);
        CHECK(one.usual.size() == 72);
    }
    CHECK(to_table(found).find("offset") != std::string::npos);
}
