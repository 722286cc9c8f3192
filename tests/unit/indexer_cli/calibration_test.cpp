#include "indexer/cli/calibration.h"

#include "tests/support/catch.h"

using namespace lotse::cli;
using lotse::testing::Approx;

namespace {

const std::vector<Judged> answers{{0.9, true, true},   {0.8, true, true},   {0.6, true, false},
                                  {0.3, true, true},   {0.1, true, false},  {0.7, false, false},
                                  {0.2, false, false}, {0.0, false, false}, {0.05, false, false}};

std::vector<Judged> many(std::size_t count, double confidence, bool useful) {
    return std::vector<Judged>(count, Judged{confidence, true, useful});
}

} // namespace

TEST_CASE("separation counts the pairs in the right order", "[eval]") {
    // Of 20 pairs, .6, .3 and .1 lose to .7 and .1 to .2 as well.
    CHECK(separation(answers) == Approx(16.0 / 20));
    CHECK(separation({{0.5, true, true}, {0.5, false, false}}) == Approx(0.5));
    CHECK(separation({{0.5, true, true}}) == 0);
}

TEST_CASE("where most answerable questions are answered some others are too", "[eval]") {
    CHECK(wrongly_answered(answers, 0.4) == 0);
    CHECK(wrongly_answered(answers, 0.8) == Approx(0.25));
    CHECK(wrongly_answered(answers, 1.0) == Approx(0.5));
}

TEST_CASE("a floor withholds what is below", "[eval]") {
    const FloorRow row = at_floor(answers, 0.6);
    CHECK(row.shown == 4);
    CHECK(row.useless == Approx(0.5));
    CHECK(row.unanswered == Approx(0.4));
    CHECK(at_floor(answers, 1).useless == 0);
}

TEST_CASE("the lowest floor keeps the share of useless answers", "[eval]") {
    auto judged = many(95, 0.8, true);
    for (const auto& more : {many(5, 0.7, false), many(50, 0.3, false)})
        judged.insert(judged.end(), more.begin(), more.end());
    const double floor = lowest_floor(judged, 0.05);
    CHECK(floor == Approx(0.31));
    CHECK(at_floor(judged, floor).useless <= 0.05);
    CHECK(lowest_floor(judged, 0.01) == Approx(0.71));
    CHECK(lowest_floor(judged, 1) == 0);
    CHECK(lowest_floor(many(30, 0.9, false), 0.1) > 0.9);
}

TEST_CASE("bands say what confidence claims and what was useful", "[eval]") {
    auto judged = many(3, 0.85, true);
    judged.push_back({0.85, true, false});
    judged.push_back({1.0, true, true});
    const auto found = bands(judged);
    REQUIRE(found.size() == 2);
    CHECK(found[0].answers == 4);
    CHECK(found[0].confidence == Approx(0.85));
    CHECK(found[0].useful == Approx(0.75));
    CHECK(found[1].from == Approx(0.9));
}
