// A word under way: it may become any of several words of the index.

#include <algorithm>
#include <cmath>

#include "searchd/search/planner.h"
#include "searchd/search/worth.h"

namespace lotse::search {
namespace {

constexpr double least_likely_ending = 0.25; // of the likeliest; what is rarer yet counts as much

} // namespace

void Planner::last_may_be(Plan& plan, const std::vector<Lookalike>& words) {
    if (plan.question.tokens.empty() || words.empty())
        return;
    const std::size_t last = plan.question.tokens.size() - 1;
    const auto found = std::find_if(plan.groups.begin(), plan.groups.end(), [&](const Group& one) {
        return one.token == last && !one.function_word;
    });
    if (found == plan.groups.end())
        return;
    std::uint32_t most = 1;
    for (const Lookalike& word : words)
        most = std::max(most, word.documents);
    const auto& analyzer = *snapshot_.analyzer();
    for (const Lookalike& word : words) {
        const double share =
            std::max(least_likely_ending, std::sqrt(word.documents / double(most)));
        const auto analysis = analyzer.analyze(word.word, plan.lang, *snapshot_.vocabulary());
        if (analysis.tokens.size() != 1 || analysis.tokens.front().stop)
            continue;
        own_terms(*found, analysis.terms, plan.lang, worth::begun * share, Rule::form);
        for (const auto& term : analysis.terms)
            if (term.kind == TermKind::stem) {
                translations(*found, term.text, plan.lang,
                             worth::begun * share * worth::translated);
                break;
            }
    }
    weigh(*found);
}

} // namespace lotse::search
