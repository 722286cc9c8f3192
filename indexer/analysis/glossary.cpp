#include "indexer/analysis/glossary.h"

#include <algorithm>

#include "indexer/analysis/word_names_internal.h"

namespace lotse::analysis {

std::optional<ListFault> Glossary::add(std::string_view entry, const Analyzer& analyzer) {
    const std::size_t middle = entry.find('=');
    const bool pair = middle != std::string_view::npos &&
                      entry.find_first_of("=>", middle + 1) == std::string_view::npos;
    const auto german = names_of(entry.substr(0, middle), Lang::de, analyzer);
    const auto english = pair ? names_of(entry.substr(middle + 1), Lang::en, analyzer) : german;
    if (!pair || german.empty() || english.empty())
        return ListFault{0, "this line translates nothing",
                         "write \"deutsches Wort = English word\", up to four words a side"};
    for (const auto& left : german)
        for (const auto& right : english) {
            rules_[0].push_back({left, right});
            rules_[1].push_back({right, left});
        }
    return std::nullopt;
}

std::vector<ListFault> Glossary::read(std::string_view text, const Analyzer& analyzer) {
    auto faults = read_entries(text, [&](std::string_view entry) { return add(entry, analyzer); });
    for (auto& rules : rules_)
        std::stable_sort(rules.begin(), rules.end(),
                         [](const Rule& a, const Rule& b) { return a.from < b.from; });
    return faults;
}

Result<Glossary> Glossary::parse(std::string_view text, const Analyzer& analyzer,
                                 std::string_view source) {
    Glossary result;
    if (const auto refused = refuse_faults(result.read(text, analyzer), source); !refused)
        return refused.error();
    return result;
}

std::vector<ListFault> Glossary::faults(std::string_view text, const Analyzer& analyzer) {
    return Glossary().read(text, analyzer);
}

std::vector<GlossaryName> Glossary::lookup(const Analysis& question) const {
    std::vector<GlossaryName> found;
    const auto stems = stems_of(question);
    const auto& rules = rules_[static_cast<std::size_t>(question.lang)];
    for (std::size_t first = 0; first < stems.size();) {
        std::size_t taken = 1;
        for (std::size_t count = std::min(longest_name, stems.size() - first); count > 0; --count) {
            const auto begin = stems.begin() + static_cast<std::ptrdiff_t>(first);
            const std::vector<std::string> name(begin, begin + static_cast<std::ptrdiff_t>(count));
            auto rule = std::lower_bound(rules.begin(), rules.end(), name,
                                         [](const Rule& r, const auto& n) { return r.from < n; });
            if (rule == rules.end() || rule->from != name)
                continue;
            for (; rule != rules.end() && rule->from == name; ++rule)
                found.push_back({first, count, rule->to});
            taken = count;
            break;
        }
        first += taken;
    }
    return found;
}

} // namespace lotse::analysis
