// How sure the documents that ranking found are.

#include <algorithm>

#include "searchd/search/confidence.h"
#include "searchd/search/courtesy.h"
#include "searchd/search/impl.h"
#include "searchd/search/passage.h"

namespace lotse::search {
namespace {

constexpr std::size_t looked_at_closely = 10; // hits
constexpr double chatter_counts = 0.3;        // of a word that stands in letters about anything

/// What each group counts as evidence.
std::vector<double> counts_of(const Plan& plan, const analysis::Letters& letters) {
    std::vector<double> counts;
    for (const Group& group : plan.groups) {
        const auto& word = plan.question.tokens[group.token].folded;
        counts.push_back(letters.chatter(word, plan.lang) ? chatter_counts : 1);
    }
    return counts;
}

/// A translation may be shown in the place of the document that earned the score: the question's
/// words are where they are in either.
Passage passage_of(const Ranked& ranked, const Plan& plan, const TermTable& table,
                   const std::vector<double>& counts) {
    const auto read = [&](const FoundDocument& one) {
        return best_passage(plan, table, one.forward.lang, one.forward.tokens(), counts);
    };
    Passage found = read(ranked.earned_by);
    if (!ranked.shown.is(ranked.earned_by)) {
        const Passage shown = read(ranked.shown);
        found = {std::min(found.unmet, shown.unmet), std::max(found.words, shown.words),
                 std::max(found.direct, shown.direct)};
    }
    return found;
}

} // namespace

double Ranking::confidence() const {
    double most = 0;
    for (std::size_t i = 0; i < std::min(decisive_hits, documents.size()); ++i)
        most = std::max(most, documents[i].scored.confidence);
    return most;
}

void judge(Ranking& ranking, const TermTable& table, const analysis::Letters& letters,
           Helpers& helpers) {
    auto& documents = ranking.documents;
    if (only_courtesy(ranking.plan.question, letters))
        return; // nothing was asked: whatever was found answers nothing
    const auto near = std::min(documents.size(), looked_at_closely);
    std::vector<double> scores;
    for (const Ranked& one : documents)
        scores.push_back(meant(one.scored));
    const Crowd crowd(scores);
    const auto counts = counts_of(ranking.plan, letters);
    helpers.share(near, [&](std::size_t i, std::size_t) {
        Ranked& one = documents[i];
        one.evidence = evidence_of(one.scored, passage_of(one, ranking.plan, table, counts), crowd);
        one.scored.confidence = confidence(one.evidence);
    });
    // Further down nobody looks for reasons: less sure than the last one judged, by the score.
    for (std::size_t i = near; i < documents.size(); ++i)
        documents[i].scored.confidence =
            documents[near - 1].scored.confidence *
            std::clamp(scores[i] / std::max(scores[near - 1], 1e-9), 0.0, 1.0);
}

} // namespace lotse::search
