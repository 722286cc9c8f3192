#pragma once
// A town whose visitors write tickets with known chances, with and without suggestions: what the
// causal figure of deflection should find is known before it is measured. The lot is the product's
// own; habits and their chances are only here.

#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "searchd/deflect/holdout.h"
#include "tickets/reports/interval.h"

namespace lotse::testing {

/// Visitors of one kind.
struct Habit {
    double weight = 1; // how many of them there are, against the others
    double writes = 0; // chance of a ticket, without suggestions
    double spared = 0; // share of those tickets that suggestions spare us; below 0: they cost more
};

struct Town {
    const char* name = "";
    std::vector<Habit> habits{};
    double percent = 5; // held out
    int visitors = 1000;
};

class SimulatedTown {
  public:
    SimulatedTown(Town town, std::uint64_t seed) : town_(std::move(town)), random_(seed) {
        std::vector<double> weights;
        for (const Habit& habit : town_.habits)
            weights.push_back(habit.weight);
        habit_ = std::discrete_distribution<std::size_t>(weights.begin(), weights.end());
    }

    /// Tickets that suggestions spare, for each visitor.
    double truth() const {
        double weights = 0, spared = 0;
        for (const Habit& habit : town_.habits) {
            weights += habit.weight;
            spared += habit.weight * habit.writes * habit.spared;
        }
        return spared / weights;
    }

    /// Whether the next visitor writes a ticket when he is treated so.
    bool writes(bool held_out) {
        const Habit& habit = town_.habits[habit_(random_)];
        const double chance = held_out ? habit.writes : habit.writes * (1 - habit.spared);
        return std::bernoulli_distribution(chance)(random_);
    }

    struct Counts {
        tickets::Proportion held_out, others;
    };
    /// A period of all its visitors, each drawn by the product's lot.
    Counts period() {
        Counts counts;
        for (int i = 0; i < town_.visitors; ++i) {
            std::string key;
            for (int part = 0; part < 2; ++part)
                key += std::to_string(random_()) + '-';
            const bool held = deflect::held_out(key, town_.percent);
            tickets::Proportion& arm = held ? counts.held_out : counts.others;
            ++arm.total;
            arm.hits += writes(held) ? 1 : 0;
        }
        return counts;
    }

  private:
    Town town_;
    std::mt19937_64 random_;
    std::discrete_distribution<std::size_t> habit_;
};

} // namespace lotse::testing
