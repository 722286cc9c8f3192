#include "indexer/cli/logistic.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace lotse::cli {
namespace {

constexpr double ridge = 1e-3; // for each unit of the observations' weight
constexpr int most_steps = 40;
constexpr double still = 1e-7;
constexpr int most_halvings = 20; // of a step that leads nowhere better
constexpr int most_rounds = 6;    // of choosing the surest anew

using Matrix = std::vector<std::vector<double>>;

double chance(double logit) {
    return 1 / (1 + std::exp(-logit));
}

/// Gaussian elimination with pivots; the matrix is positive definite.
std::vector<double> solve(Matrix a, std::vector<double> b) {
    const std::size_t n = b.size();
    for (std::size_t i = 0; i < n; ++i) {
        std::size_t pivot = i;
        for (std::size_t r = i + 1; r < n; ++r)
            if (std::abs(a[r][i]) > std::abs(a[pivot][i]))
                pivot = r;
        std::swap(a[i], a[pivot]);
        std::swap(b[i], b[pivot]);
        for (std::size_t r = i + 1; r < n; ++r) {
            const double share = a[r][i] / a[i][i];
            for (std::size_t c = i; c < n; ++c)
                a[r][c] -= share * a[i][c];
            b[r] -= share * b[i];
        }
    }
    for (std::size_t i = n; i-- > 0;) {
        for (std::size_t c = i + 1; c < n; ++c)
            b[i] -= a[i][c] * b[c];
        b[i] /= a[i][i];
    }
    return b;
}

/// Newton's method over the weights that are not held at zero.
class Newton {
  public:
    Newton(const std::vector<Observation>& observations, std::size_t signals)
        : observations_(observations), held_(signals, false) {
        at_.weights.assign(signals, 0);
    }

    /// `chosen`: of each observation, which of what was seen decides.
    Logistic run(const std::vector<std::size_t>& chosen) {
        for (int step = 0; step < most_steps && take_step(chosen) > still; ++step)
            ;
        return at_;
    }

    /// Weights held at zero may move again.
    void release() { std::fill(held_.begin(), held_.end(), false); }

  private:
    /// How far it went.
    double take_step(const std::vector<std::size_t>& chosen) {
        std::vector<std::size_t> free;
        for (std::size_t j = 0; j < held_.size(); ++j)
            if (!held_[j])
                free.push_back(j);
        const std::size_t n = free.size() + 1;
        Matrix curvature(n, std::vector<double>(n, 0));
        std::vector<double> slope(n, 0);
        double mass = 0;
        std::vector<double> row(n, 1); // last: the offset
        for (std::size_t i = 0; i < observations_.size(); ++i) {
            const Signals& signals = observations_[i].seen[chosen[i]];
            const double p = chance(at_.logit(signals));
            const double weight = observations_[i].weight;
            mass += weight;
            for (std::size_t j = 0; j < free.size(); ++j)
                row[j] = signals[free[j]];
            const double off = weight * ((observations_[i].outcome ? 1 : 0) - p);
            for (std::size_t a = 0; a < n; ++a) {
                slope[a] += off * row[a];
                for (std::size_t b = 0; b <= a; ++b)
                    curvature[a][b] += weight * p * (1 - p) * row[a] * row[b];
            }
        }
        for (std::size_t a = 0; a < n; ++a) {
            for (std::size_t b = 0; b < a; ++b)
                curvature[b][a] = curvature[a][b];
            curvature[a][a] += ridge * mass;
            if (a < free.size())
                slope[a] -= ridge * mass * at_.weights[free[a]];
        }
        return move(free, solve(std::move(curvature), std::move(slope)), chosen);
    }

    /// As far along the step as it gets better: where answers are nearly told apart, a whole one
    /// leaps over the summit.
    double move(const std::vector<std::size_t>& free, std::vector<double> step,
                const std::vector<std::size_t>& chosen) {
        const Logistic before = at_;
        const double had = likelihood(chosen);
        for (int halved = 0; halved < most_halvings; ++halved) {
            at_ = before;
            double farthest = 0;
            for (std::size_t a = 0; a < step.size(); ++a) {
                farthest = std::max(farthest, std::abs(step[a]));
                double& value = a == free.size() ? at_.offset : at_.weights[free[a]];
                value += step[a];
                if (a < free.size())
                    value = std::max(value, 0.0);
                step[a] /= 2;
            }
            if (likelihood(chosen) > had) {
                for (const std::size_t j : free)
                    held_[j] = at_.weights[j] == 0;
                return farthest;
            }
        }
        at_ = before;
        return 0;
    }

    /// Its logarithm, less the ridge.
    double likelihood(const std::vector<std::size_t>& chosen) const {
        double sum = 0;
        double mass = 0;
        for (std::size_t i = 0; i < observations_.size(); ++i) {
            const double logit = at_.logit(observations_[i].seen[chosen[i]]);
            const double wrong = observations_[i].outcome ? -logit : logit;
            sum -= observations_[i].weight * // log(1 + exp(wrong)), without overflow
                   (std::max(wrong, 0.0) + std::log1p(std::exp(-std::abs(wrong))));
            mass += observations_[i].weight;
        }
        for (const double weight : at_.weights)
            sum -= ridge * mass * weight * weight / 2;
        return sum;
    }

    const std::vector<Observation>& observations_;
    std::vector<bool> held_;
    Logistic at_;
};

std::size_t surest(const Logistic& by, const Observation& observation) {
    std::size_t best = 0;
    double most = -std::numeric_limits<double>::infinity();
    for (std::size_t s = 0; s < observation.seen.size(); ++s)
        if (const double logit = by.logit(observation.seen[s]); logit > most) {
            most = logit;
            best = s;
        }
    return best;
}

} // namespace

double Logistic::logit(const Signals& signals) const {
    double sum = offset;
    for (std::size_t i = 0; i < weights.size(); ++i)
        sum += weights[i] * signals[i];
    return sum;
}

double Logistic::of(const Signals& signals) const {
    return chance(logit(signals));
}

double Logistic::of(const Observation& observation) const {
    return of(observation.seen[surest(*this, observation)]);
}

Logistic fit(const std::vector<Observation>& observations) {
    if (observations.empty())
        return {};
    Newton newton(observations, observations.front().seen.front().size());
    std::vector<std::size_t> chosen(observations.size(), 0);
    Logistic found;
    for (int round = 0; round < most_rounds; ++round) {
        newton.release();
        found = newton.run(chosen);
        const auto before = chosen;
        for (std::size_t i = 0; i < observations.size(); ++i)
            chosen[i] = surest(found, observations[i]);
        if (round > 0 && chosen == before)
            break;
    }
    return found;
}

} // namespace lotse::cli
