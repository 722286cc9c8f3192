#include "indexer/analysis/synonyms.h"

#include <algorithm>

#include "indexer/base/text.h"

namespace lotse::analysis {
namespace {

constexpr std::size_t longest_name = 4; // words

/// One stem a word; function words count too, because "An Aus" differs from "Aus".
std::vector<std::string> stems_of(const Analysis& analysis) {
    std::vector<std::string> stems(analysis.tokens.size());
    for (const Term& term : analysis.terms)
        if (stems[term.token].empty() &&
            (term.kind == TermKind::stem || term.kind == TermKind::code))
            stems[term.token] = term.text;
    return stems;
}

std::vector<std::vector<std::string>> names(std::string_view list, Lang lang,
                                            const Analyzer& analyzer) {
    std::vector<std::vector<std::string>> result;
    for (const std::string_view item : split(list, ',')) {
        auto stems = stems_of(analyzer.words(item, lang));
        if (!stems.empty() && stems.size() <= longest_name)
            result.push_back(std::move(stems));
    }
    return result;
}

} // namespace

Result<Synonyms> Synonyms::parse(std::string_view text, Lang lang, const Analyzer& analyzer,
                                 std::string_view source) {
    Synonyms result;
    std::size_t number = 0;
    for (std::string_view line : split(text, '\n')) {
        ++number;
        line = trimmed(line.substr(0, line.find('#')));
        if (line.empty())
            continue;
        const std::size_t arrow = line.find("=>");
        const bool one_way = arrow != std::string_view::npos;
        const auto left = names(line.substr(0, arrow), lang, analyzer);
        const auto right = one_way ? names(line.substr(arrow + 2), lang, analyzer) : left;
        if (left.empty() || right.empty() || (!one_way && left.size() < 2))
            return Error{Code::invalid_argument,
                         std::string(source) + ":" + std::to_string(number) +
                             ": this line equates nothing",
                         "write \"word, other word\" or \"word => other word\""};
        for (const auto& from : left)
            for (const auto& to : right)
                if (from != to)
                    result.rules_.push_back({from, to});
    }
    std::stable_sort(result.rules_.begin(), result.rules_.end(),
                     [](const Rule& a, const Rule& b) { return a.from < b.from; });
    return result;
}

std::vector<Synonym> Synonyms::lookup(const Analysis& question) const {
    std::vector<Synonym> found;
    const auto stems = stems_of(question);
    for (std::size_t first = 0; first < stems.size(); ++first) {
        for (std::size_t count = 1; count <= longest_name && first + count <= stems.size();
             ++count) {
            const std::vector<std::string> name(stems.begin() + static_cast<std::ptrdiff_t>(first),
                                                stems.begin() +
                                                    static_cast<std::ptrdiff_t>(first + count));
            auto rule = std::lower_bound(rules_.begin(), rules_.end(), name,
                                         [](const Rule& r, const auto& n) { return r.from < n; });
            for (; rule != rules_.end() && rule->from == name; ++rule)
                found.push_back({first, count, rule->to});
        }
    }
    return found;
}

} // namespace lotse::analysis
