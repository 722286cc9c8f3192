#include "indexer/analysis/synonyms.h"

#include <algorithm>

#include "indexer/analysis/word_names_internal.h"

namespace lotse::analysis {

std::optional<ListFault> Synonyms::add(std::string_view entry, Lang lang,
                                       const Analyzer& analyzer) {
    const std::size_t arrow = entry.find("=>");
    const bool one_way = arrow != std::string_view::npos;
    const auto left = names_of(entry.substr(0, arrow), lang, analyzer);
    const auto right = one_way ? names_of(entry.substr(arrow + 2), lang, analyzer) : left;
    if (left.empty() || right.empty() || (!one_way && left.size() < 2))
        return ListFault{0, "this line equates nothing",
                         "write \"word, other word\" or \"word => other word\""};
    for (const auto& from : left)
        for (const auto& to : right)
            if (from != to)
                rules_.push_back({from, to});
    return std::nullopt;
}

std::vector<ListFault> Synonyms::read(std::string_view text, Lang lang, const Analyzer& analyzer) {
    auto faults =
        read_entries(text, [&](std::string_view entry) { return add(entry, lang, analyzer); });
    std::stable_sort(rules_.begin(), rules_.end(),
                     [](const Rule& a, const Rule& b) { return a.from < b.from; });
    return faults;
}

Result<Synonyms> Synonyms::parse(std::string_view text, Lang lang, const Analyzer& analyzer,
                                 std::string_view source) {
    Synonyms result;
    if (const auto refused = refuse_faults(result.read(text, lang, analyzer), source); !refused)
        return refused.error();
    return result;
}

std::vector<ListFault> Synonyms::faults(std::string_view text, Lang lang,
                                        const Analyzer& analyzer) {
    return Synonyms().read(text, lang, analyzer);
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
