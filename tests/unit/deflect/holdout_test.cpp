// The lot, and whether what it measures is the truth.

#include "searchd/deflect/holdout.h"

#include <random>

#include "tests/support/catch.h"
#include "tests/support/manual_clock.h"
#include "tests/support/simulated_visitors.h"
#include "tests/support/temp_dir.h"
#include "tickets/reports/reports.h"

using namespace lotse;
using namespace lotse::deflect;
using lotse::testing::SimulatedTown;
using lotse::testing::Town;

namespace {

/// The same bytes in each run, so that a chance of one in twenty does not make a test fail now and
/// then.
class SeededRandom final : public Random {
  public:
    void fill(std::span<std::byte> bytes) override {
        const std::lock_guard lock(mutex_);
        for (std::byte& byte : bytes)
            byte = static_cast<std::byte>(generator_() & 0xff);
    }

  private:
    std::mutex mutex_;
    std::mt19937_64 generator_{17};
};

struct Lot {
    lotse::testing::TempDir dir;
    lotse::testing::ManualClock clock;
    SeededRandom random;
    NullLog log;
    std::unique_ptr<tickets::Database> database =
        std::move(tickets::Database::open({.path = dir / "tickets.db"}, clock, random)).value();

    static Visitor visitor(int number) {
        return {"10." + std::to_string(number / 250) + "." + std::to_string(number % 250) + ".1",
                "browser"};
    }
    tickets::Figure causal() {
        const auto found =
            tickets::compute_reports(*database, {.report = "deflection_causal",
                                                 .from = clock.now() - std::chrono::days{2},
                                                 .to = clock.now() + Milliseconds{1}});
        REQUIRE(found);
        return found->reports.at(0).figures.at(0);
    }
};

/// People who only look, people who search, people who are stuck; and what suggestions do to them.
const std::vector<Town> towns{
    {"a usual day", {{6, 0.01, 0.3}, {3, 0.15, 0.4}, {1, 0.6, 0.1}}, 5, 2000},
    {"few held out", {{6, 0.01, 0.3}, {3, 0.15, 0.4}, {1, 0.6, 0.1}}, 2, 1500},
    {"a small desk", {{1, 0.05, 0.5}, {1, 0.3, 0.5}}, 20, 300},
    {"half and half", {{1, 0.2, 0.8}}, 50, 400},
    {"suggestions without effect", {{4, 0.05, 0}, {1, 0.4, 0}}, 10, 1000},
    {"suggestions that annoy", {{4, 0.1, -0.3}, {1, 0.4, -0.2}}, 10, 1000},
};

} // namespace

TEST_CASE("the lot falls the same way each time, for its share of the keys", "[deflect][holdout]") {
    int few = 0, many = 0;
    for (int i = 0; i < 20'000; ++i) {
        const std::string key = "visitor-" + std::to_string(i);
        const bool held = held_out(key, 5);
        CHECK(held == held_out(key, 5));
        if (held)
            CHECK(held_out(key, 20));
        few += held ? 1 : 0;
        many += held_out(key, 20) ? 1 : 0;
    }
    CHECK(std::abs(few - 1000) < 150); // five standard deviations
    CHECK(std::abs(many - 4000) < 285);
    CHECK_FALSE(held_out("anybody", 0));
    CHECK(held_out("anybody", 100));
}

TEST_CASE("at nought percent nobody is held out, and nothing is written", "[deflect][holdout]") {
    Lot lot;
    Holdout holdout(*lot.database, 0, lot.log);
    CHECK_FALSE(holdout.holds_out({.visitor = Lot::visitor(1), .lang = "de"}));
    holdout.wrote_ticket(Lot::visitor(1));
    CHECK(lot.causal().denominator == 0);
    CHECK_FALSE(lot.causal().value);
}

TEST_CASE("a visitor is drawn once a day and counts once", "[deflect][holdout]") {
    Lot lot;
    Holdout holdout(*lot.database, 100, lot.log);
    const Arrival arrival{.visitor = Lot::visitor(1), .lang = "de"};
    for (int i = 0; i < 3; ++i)
        CHECK(holdout.holds_out(arrival));
    holdout.wrote_ticket(Lot::visitor(1));
    holdout.wrote_ticket(Lot::visitor(1));
    holdout.wrote_ticket(Lot::visitor(2)); // takes no part
    CHECK(lot.causal().held_out == tickets::Proportion{1, 1});
    lot.clock.advance(std::chrono::days{1});
    CHECK(holdout.holds_out(arrival));
    CHECK(lot.causal().held_out == tickets::Proportion{1, 2});
}

TEST_CASE("the causal interval covers the truth in nine of ten simulated periods and more",
          "[deflect][holdout]") {
    constexpr int runs = 1000;
    for (const Town& town : towns) {
        SimulatedTown simulated(town, 20'260'302);
        int covered = 0, above = 0;
        for (int run = 0; run < runs; ++run) {
            const auto counts = simulated.period();
            const auto interval = tickets::newcombe(counts.held_out, counts.others);
            REQUIRE(interval);
            covered +=
                interval->low <= simulated.truth() && simulated.truth() <= interval->high ? 1 : 0;
            above += interval->low > 0 ? 1 : 0;
        }
        INFO(town.name << ": truth " << simulated.truth() << ", covered " << covered << " of "
                       << runs << ", above nought " << above);
        CHECK(covered >= 900);
        CHECK(covered <= 995); // an interval that covers everything says nothing
        if (simulated.truth() <= 0)
            CHECK(above <= 50);
        if (town.percent == 50)
            CHECK(above >= 900);
    }
}

TEST_CASE("a simulated period through the store is counted as it happened", "[deflect][holdout]") {
    Lot lot;
    Holdout holdout(*lot.database, 20, lot.log);
    SimulatedTown town({"", {{1, 0.05, 0.6}, {1, 0.5, 0.6}}, 20, 0}, 5);
    tickets::Proportion held, others;
    for (int i = 0; i < 600; ++i) {
        const bool held_back = holdout.holds_out({.visitor = Lot::visitor(i), .lang = "de"});
        tickets::Proportion& arm = held_back ? held : others;
        ++arm.total;
        if (!town.writes(held_back))
            continue;
        ++arm.hits;
        holdout.wrote_ticket(Lot::visitor(i));
    }
    const auto causal = lot.causal();
    CHECK(causal.held_out == held);
    CHECK(causal.numerator == others.hits);
    CHECK(causal.denominator == others.total);
    REQUIRE(causal.interval);
    CHECK(causal.interval->low <= town.truth());
    CHECK(town.truth() <= causal.interval->high);
    CHECK(causal.interval->low > 0); // and they are seen to help
}
