#include "searchd/search/confidence.h"

#include <algorithm>
#include <cmath>

namespace lotse::search {
namespace {

// The sample's rarest words: the unit of masses.
constexpr double usual_rarest = 4.0;
constexpr std::size_t least_crowd = 5;
constexpr std::size_t crowd_from = 3; // hits: the first ones may all be answers
constexpr std::size_t crowd_to = 20;
constexpr double least_deviation = 0.3;
constexpr double usual_spread = 3; // where there is no crowd

// `lotse-indexer fit-confidence SET…` finds the constants below anew; run it when the ranking's
// scores have changed. `lotse-indexer eval corpus/questions` shows by "confidence" and "useful"
// whether they still hold.
constexpr double offset = -6.665;

// Roots: the fifth word says less than the second, but more than a logarithm would let it (tried on
// eleven sets, each with weights fitted to the others).
double from_score(const Evidence& e) {
    return std::sqrt(e.score);
}
double from_unmet(const Evidence& e) {
    return -std::sqrt(e.unmet);
}
double from_words(const Evidence& e) {
    return std::sqrt(e.words);
}
double from_direct(const Evidence& e) {
    return e.direct;
}
double from_spread(const Evidence& e) {
    return std::sqrt(e.spread);
}

struct Target {
    double useless; // share of the answers that are shown
    double floor;
};
constexpr std::array targets{Target{0.00, 1.00}, Target{0.02, 0.92}, Target{0.04, 0.83},
                             Target{0.06, 0.76}, Target{0.08, 0.66}, Target{0.10, 0.54},
                             Target{0.12, 0.47}, Target{0.15, 0.36}, Target{0.20, 0.23},
                             Target{0.25, 0.07}, Target{0.30, 0.00}};

} // namespace

const std::array<Signal, 5> signals{
    Signal{"score", "what was found, by the ranking", from_score, 1.244},
    Signal{"unmet", "what no single passage of it holds", from_unmet, 1.185},
    Signal{"words", "how many of the question's words it holds", from_words, 1.636},
    Signal{"direct", "how much of the question it holds as asked", from_direct, 0.108},
    Signal{"spread", "how far it stands out from the crowd", from_spread, 1.174}};

double meant(const Scored& scored) {
    return scored.score - scored.whole - scored.function_words - scored.answer;
}

Crowd::Crowd(const std::vector<double>& scores) {
    if (scores.size() < least_crowd)
        return;
    alone_ = false;
    const auto begin = scores.begin() + crowd_from;
    const auto end =
        scores.begin() + static_cast<std::ptrdiff_t>(std::min(scores.size(), crowd_to));
    const auto count = static_cast<double>(end - begin);
    for (auto one = begin; one != end; ++one)
        mean_ += *one / count;
    for (auto one = begin; one != end; ++one)
        deviation_ += (*one - mean_) * (*one - mean_) / count;
    deviation_ = std::sqrt(deviation_);
}

double Crowd::spread(double score, double unit) const {
    return alone_ ? usual_spread
                  : std::max(0.0, (score - mean_) * unit / (deviation_ * unit + least_deviation));
}

Evidence evidence_of(const Scored& scored, const Passage& passage, const Crowd& crowd) {
    const double unit = scored.rarest > 0 ? usual_rarest / scored.rarest : 1;
    const double score = meant(scored);
    Evidence evidence;
    evidence.score = score * unit;
    evidence.unmet = passage.unmet * unit;
    evidence.words = passage.words;
    evidence.direct = passage.direct;
    evidence.spread = crowd.spread(score, unit);
    return evidence;
}

double confidence(const Evidence& evidence) {
    if (evidence.score <= 0)
        return 0;
    double logit = offset;
    for (const Signal& signal : signals)
        logit += signal.weight * signal.of(evidence);
    return 1 / (1 + std::exp(-logit));
}

double floor_for(double most_useless) {
    const double wanted = std::clamp(most_useless, 0.0, 1.0);
    for (std::size_t i = 1; i < targets.size(); ++i)
        if (wanted <= targets[i].useless) {
            const Target& low = targets[i - 1];
            const double way = (wanted - low.useless) / (targets[i].useless - low.useless);
            return low.floor + way * (targets[i].floor - low.floor);
        }
    return 0;
}

} // namespace lotse::search
