#include "indexer/analysis/synonyms.h"

#include <algorithm>

#include "indexer/analysis/word_names_internal.h"
#include "indexer/base/text.h"

namespace lotse::analysis {
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
        const auto left = names_of(line.substr(0, arrow), lang, analyzer);
        const auto right = one_way ? names_of(line.substr(arrow + 2), lang, analyzer) : left;
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
