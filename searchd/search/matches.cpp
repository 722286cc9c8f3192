#include "searchd/search/matches.h"

#include <algorithm>

#include "indexer/analysis/tokenizer.h"

namespace lotse::search {
namespace {

constexpr std::uint32_t beyond = 0xFFFF; // where positions end to be counted
constexpr std::uint32_t gap = 16;        // between two texts of one field (index::Token)

void add(std::vector<Match>& found, const Match& match) {
    for (auto known = found.rbegin(); known != found.rend() && known->at == match.at; ++known)
        if (known->group == match.group) {
            if (known->worth < match.worth)
                *known = match;
            return;
        }
    found.push_back(match);
}

} // namespace

Matches::Matches(const Plan& plan, const TermTable& table, const index::StoredDocument& document) {
    for (const auto& token : document.tokens) {
        for (const TermTable::Entry& entry : table.find(token.hash))
            if (!plan.groups[entry.group].function_word && token.position < beyond)
                by_field_[static_cast<std::size_t>(token.field)].push_back(
                    {token.position, &entry});
    }
}

std::vector<Match> Matches::in(index::Field field, std::string_view text) const {
    const Occurrences& occurrences = by_field_[static_cast<std::size_t>(field)];
    if (occurrences.empty())
        return {};
    std::vector<Match> found;
    const auto places = analysis::word_places(text, occurrences.back().position + 1);
    for (const auto& [position, entry] : occurrences)
        if (position < places.size())
            add(found, {{places[position].begin, places[position].end},
                        entry->group,
                        entry->part,
                        entry->worth,
                        entry->rule});
    return found;
}

std::vector<std::vector<Match>> Matches::in(index::Field field,
                                            const std::vector<std::string>& texts) const {
    const Occurrences& occurrences = by_field_[static_cast<std::size_t>(field)];
    std::vector<std::vector<Match>> found(texts.size());
    std::uint32_t base = 0;
    auto next = occurrences.begin();
    for (std::size_t t = 0; t < texts.size() && next != occurrences.end(); ++t) {
        const auto places = analysis::word_places(texts[t], beyond);
        for (; next != occurrences.end() && next->position < base + places.size(); ++next) {
            const auto& place = places[next->position - base];
            const auto& entry = *next->entry;
            add(found[t],
                {{place.begin, place.end}, entry.group, entry.part, entry.worth, entry.rule});
        }
        base += static_cast<std::uint32_t>(places.size()) + gap;
    }
    return found;
}

} // namespace lotse::search
