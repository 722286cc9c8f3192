#pragma once
// Logistic regression with few weights, none of them negative: signals are made so that more of one
// is never a reason to be less sure, and fitting keeps it so.
//
//     Logistic found = fit(observations);
//     double chance = found.of({1.2, 0.4});

#include <cstddef>
#include <vector>

namespace lotse::cli {

using Signals = std::vector<double>; // as many for every observation

/// What was seen, and what came of it. Where several things were seen at once (the first hits of an
/// answer), the surest of them decides; at least one.
struct Observation {
    std::vector<Signals> seen;
    bool outcome = false;
    double weight = 1;
};

struct Logistic {
    std::vector<double> weights; // one for each signal, none negative
    double offset = 0;

    double logit(const Signals& signals) const;
    double of(const Signals& signals) const; // in (0, 1)
    /// Of the surest of what was seen.
    double of(const Observation& observation) const;
};

/// The likeliest, with a little ridge so that it exists; weights all 0 when there is nothing to
/// learn from.
Logistic fit(const std::vector<Observation>& observations);

} // namespace lotse::cli
