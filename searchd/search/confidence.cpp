#include "searchd/search/confidence.h"

#include <algorithm>
#include <cmath>

namespace lotse::search {
namespace {

// The sample's rarest words: the unit of masses.
constexpr double usual_rarest = 4.0;
constexpr std::size_t fifth = 4;
constexpr std::size_t crowd_from = 3; // hits: the first ones may all be answers
constexpr std::size_t crowd_to = 20;
constexpr double least_deviation = 0.3;
constexpr double usual_spread = 3; // where there is no crowd

// `lotse-indexer fit-confidence SET…` finds the constants below anew; run it when the ranking's
// scores have changed. `lotse-indexer eval corpus/questions` shows by "confidence" and "useful"
// whether they still hold.
constexpr double offset = -6.703;

double from_score(const Evidence& e) {
    return std::log1p(e.score);
}
double from_unmet(const Evidence& e) {
    return -std::log1p(e.unmet);
}
double from_words(const Evidence& e) {
    return std::log1p(e.words);
}
double from_pack(const Evidence& e) {
    return -e.pack;
}
double from_spread(const Evidence& e) {
    return std::log1p(e.spread);
}

struct Target {
    double useless; // share of the answers that are shown
    double floor;
};
constexpr std::array targets{Target{0.00, 1.00}, Target{0.02, 0.94}, Target{0.04, 0.87},
                             Target{0.06, 0.77}, Target{0.08, 0.68}, Target{0.10, 0.59},
                             Target{0.12, 0.51}, Target{0.15, 0.40}, Target{0.20, 0.24},
                             Target{0.25, 0.11}, Target{0.30, 0.00}};

} // namespace

const std::array<Signal, 5> signals{
    Signal{"score", "what was found, by the ranking", from_score, 2.026},
    Signal{"unmet", "what no single passage of it holds", from_unmet, 1.307},
    Signal{"words", "how many of the question's words it holds", from_words, 1.701},
    Signal{"pack", "how far the fifth document lies behind", from_pack, 0.778},
    Signal{"spread", "how far it stands out from the crowd", from_spread, 1.442}};

double meant(const Scored& scored) {
    return scored.score - scored.function_words - scored.answer;
}

Crowd::Crowd(const std::vector<double>& scores) {
    if (scores.size() <= fifth)
        return;
    fifth_ = scores[fifth];
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

double Crowd::pack(double score) const {
    return score > 0 ? std::clamp(fifth_ / score, 0.0, 1.0) : 1;
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
    evidence.pack = crowd.pack(score);
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
