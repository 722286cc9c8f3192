#include "searchd/search/may_meet.h"

namespace lotse::search {

MayMeet::MayMeet(const index::ReadingIndex& index, const TermTable& table, const GramQuery* grams)
    : readings_(index.readings()) {
    const auto set = [&](std::uint32_t hash, std::vector<std::uint64_t>& bits) {
        index.each(hash, [&](std::uint32_t number) {
            bits[number / 64] |= std::uint64_t{1} << (number % 64);
        });
    };
    std::vector<std::uint64_t> terms(readings_ / 64 + 1);
    for (const TermTable::Entry& entry : table.all())
        set(entry.hash, terms);
    bits_ = {terms, terms};
    if (grams == nullptr)
        return;
    for (const index::Lang lang : analysis::all_langs)
        for (const GramQuery::Entry& entry : grams->all(lang))
            set(entry.hash, bits_[static_cast<std::size_t>(lang)]);
}

} // namespace lotse::search
