#include "searchd/search/confidence.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace lotse::search {
namespace {

// How the constants came about, and how to find them anew when the ranking's scores change:
// Questions of ten judged sets were asked three times: as they are; of the documents without their
// right answers; of the documents of another set. A logistic regression tells the first from the
// others by the logarithm of the evidence. Fitted without the sample knowledge base's questions it
// does as well on them as fitted with them. A second one with slope and offset only
// makes of it the share of useful answers among the sample's questions, a sixth of which has no
// answer. `lotse-indexer eval corpus/questions` shows by "confidence" and "useful" whether
// it still holds.
constexpr double from_score = 2.940;
constexpr double from_unmet = -1.029;
constexpr double from_pack = -0.989;
constexpr double offset = -4.797;
// The sample's rarest words, for which the above was fitted.
constexpr double usual_rarest = 4.0;

struct Target {
    double useless; // share of the answers that are shown
    double floor;
};
constexpr std::array targets{Target{0.00, 1.00}, Target{0.02, 0.95}, Target{0.05, 0.85},
                             Target{0.08, 0.75}, Target{0.10, 0.68}, Target{0.12, 0.60},
                             Target{0.15, 0.50}, Target{0.20, 0.36}, Target{0.25, 0.18},
                             Target{0.30, 0.00}};

} // namespace

double meant(const Scored& scored) {
    return scored.score - scored.function_words;
}

Evidence evidence_of(const Scored& scored, double fifth_score) {
    const double unit = scored.rarest > 0 ? usual_rarest / scored.rarest : 1;
    Evidence evidence;
    evidence.score = meant(scored) * unit;
    evidence.unmet = scored.mass * std::max(0.0, 1 - scored.coverage) * unit;
    evidence.pack = meant(scored) > 0 ? std::clamp(fifth_score / meant(scored), 0.0, 1.0) : 1;
    return evidence;
}

double confidence(const Evidence& evidence) {
    if (evidence.score <= 0)
        return 0;
    const double logit = offset + from_score * std::log1p(evidence.score) +
                         from_unmet * std::log1p(evidence.unmet) + from_pack * evidence.pack;
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
