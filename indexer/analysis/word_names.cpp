#include "indexer/analysis/word_names_internal.h"

#include "indexer/base/text.h"

namespace lotse::analysis {

std::vector<std::string> stems_of(const Analysis& analysis) {
    std::vector<std::string> stems(analysis.tokens.size());
    for (const Term& term : analysis.terms)
        if (stems[term.token].empty() &&
            (term.kind == TermKind::stem || term.kind == TermKind::code))
            stems[term.token] = term.text;
    return stems;
}

std::vector<std::vector<std::string>> names_of(std::string_view list, Lang lang,
                                               const Analyzer& analyzer) {
    std::vector<std::vector<std::string>> result;
    for (const std::string_view item : split(list, ',')) {
        auto stems = stems_of(analyzer.words(item, lang));
        if (!stems.empty() && stems.size() <= longest_name)
            result.push_back(std::move(stems));
    }
    return result;
}

} // namespace lotse::analysis
