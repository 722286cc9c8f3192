#include "searchd/search/may_meet.h"

#include <utility>

namespace lotse::search {

MayMeet::MayMeet(const index::ReadingIndex& index, const TermTable& table, const GramQuery* grams)
    : readings_(index.readings()) {
    const auto set = [&](std::uint32_t hash, std::vector<std::uint64_t>& bits) {
        index.each(hash, [&](std::uint32_t number) {
            bits[number / 64] |= std::uint64_t{1} << (number % 64);
        });
    };
    std::vector<std::uint64_t> in_both(readings_ / 64 + 1);
    std::uint64_t before = ~std::uint64_t{0}; // several words may have a term: it is done once
    for (const TermTable::Entry& entry : table.all())
        if (std::exchange(before, entry.hash) != entry.hash)
            set(entry.hash, in_both);
    if (grams == nullptr) {
        bits_.fill(in_both);
        return;
    }
    // Nearly all grams are looked for in both languages: the words as they were typed.
    const auto is_in_both = [&](const GramQuery::Entry& entry) {
        return grams->has(entry.hash, index::Lang::de) && grams->has(entry.hash, index::Lang::en);
    };
    for (const GramQuery::Entry& entry : grams->all(index::Lang::de))
        if (is_in_both(entry))
            set(entry.hash, in_both);
    bits_.fill(in_both);
    for (const index::Lang lang : analysis::all_langs)
        for (const GramQuery::Entry& entry : grams->all(lang))
            if (!is_in_both(entry))
                set(entry.hash, bits_[static_cast<std::size_t>(lang)]);
}

} // namespace lotse::search
