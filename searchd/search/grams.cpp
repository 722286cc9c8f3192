#include "searchd/search/grams.h"

#include <algorithm>
#include <unordered_map>

#include "indexer/analysis/grams.h"

namespace lotse::search {
namespace {

constexpr double names_k1 = 1.0;
constexpr double names_b = 0.75;
// Of a gram against its word: one that is common by what else it is called ("wifi" beside many a
// "WLAN") does not become rare by its letters.
constexpr double most_rarity = 2;
constexpr std::size_t names_there = 3; // translations of a word whose grams are looked for

/// What a word is called in documents of `lang`, best first.
std::vector<const Alternative*> translations_of(const Group& group, Lang lang) {
    std::vector<const Alternative*> found;
    const auto take = [&](const std::vector<Alternative>& alternatives) {
        for (const Alternative& one : alternatives)
            if (one.lang == lang && one.rule == Rule::translated && one.kind == TermKind::stem)
                found.push_back(&one);
    };
    take(group.alternatives);
    for (const Group& part : group.parts)
        take(part.alternatives);
    std::sort(found.begin(), found.end(),
              [](const Alternative* a, const Alternative* b) { return a->worth > b->worth; });
    found.resize(std::min(found.size(), names_there));
    return found;
}

} // namespace

GramQuery::GramQuery(const Plan& plan, const index::GramRarity& rarity) {
    if (plan.without(Idea::grams))
        return;
    std::vector<std::uint32_t> grams;
    for (const Lang lang : analysis::all_langs) {
        std::unordered_map<std::uint32_t, double> worth;
        const auto take = [&](std::string_view word, double share, double most) {
            grams.clear();
            analysis::append_grams(word, grams);
            for (const std::uint32_t gram : grams)
                worth[gram] = std::max(worth[gram], share * std::min(rarity.of(gram, lang), most));
        };
        for (const Group& group : plan.groups) {
            if (group.function_word)
                continue;
            const double most = most_rarity * group.rarity[static_cast<std::size_t>(lang)];
            take(plan.question.tokens[group.token].folded, 1, most);
            if (lang != plan.lang)
                for (const Alternative* one : translations_of(group, lang))
                    take(one->text, one->worth, most);
        }
        std::vector<Entry> entries;
        for (const auto& [gram, weight] : worth)
            entries.push_back({gram, static_cast<float>(weight)});
        entries_[static_cast<std::size_t>(lang)] = ByHash<Entry>(std::move(entries));
    }
}

void GramQuery::append_hits(std::span<const std::uint32_t> grams, Lang lang,
                            std::vector<Hit>& into) const {
    const ByHash<Entry>& entries = entries_[static_cast<std::size_t>(lang)];
    const auto first = static_cast<std::ptrdiff_t>(into.size());
    for (const std::uint32_t gram : grams) {
        const auto entry = entries.find(gram);
        if (entry.empty())
            continue;
        const auto place = static_cast<std::uint16_t>(entry.data() - entries.all().data());
        const auto known = std::find_if(into.begin() + first, into.end(),
                                        [&](const Hit& hit) { return hit.entry == place; });
        if (known != into.end())
            ++known->times;
        else
            into.push_back({place, 1});
    }
}

GramScore GramQuery::score(const index::Forward& document, Counts& counts,
                           const Lengths& lengths) const {
    const double names_norm =
        names_k1 * (1 - names_b + names_b * document.name_grams / lengths.title_grams);
    const double text_k1 = lengths.k1();
    const double text_norm =
        text_k1 * (1 - lengths.b() + lengths.b() * document.text_grams / lengths.text_grams);
    const auto& entries = all(document.lang);
    counts.names.resize(entries.size());
    counts.text.resize(entries.size());
    GramScore sum;
    for (std::size_t e = 0; e < entries.size(); ++e) {
        // A gram that a name holds counts there only: said twice it would drown the rest.
        if (counts.names[e] > 0) // five aliases say it once
            sum.names += entries[e].weight * (names_k1 + 1) / (1 + names_norm);
        else if (const double times = counts.text[e]; times > 0)
            sum.text += double{entries[e].weight} * times * (text_k1 + 1) / (times + text_norm);
    }
    std::fill(counts.names.begin(), counts.names.end(), 0);
    std::fill(counts.text.begin(), counts.text.end(), 0);
    return sum;
}

} // namespace lotse::search
