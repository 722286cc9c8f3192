#include "searchd/search/term_table.h"

#include <algorithm>

#include "indexer/index/schema.h"

namespace lotse::search {

using index::Field;

TermTable::TermTable(const Plan& plan) : maybe_(1024, 0) {
    const auto take = [&](const Group& group, std::size_t g, std::uint16_t part) {
        for (const Alternative& one : group.alternatives)
            entries_.push_back({index::term_hash(index::term(one.lang, one.kind, one.text)),
                                static_cast<std::uint16_t>(g), part, static_cast<float>(one.worth),
                                one.rule});
    };
    for (std::size_t g = 0; g < plan.groups.size(); ++g) {
        take(plan.groups[g], g, whole);
        for (std::size_t p = 0; p < plan.groups[g].parts.size(); ++p)
            take(plan.groups[g].parts[p], g, static_cast<std::uint16_t>(p));
    }
    std::sort(entries_.begin(), entries_.end(),
              [](const Entry& a, const Entry& b) { return a.hash < b.hash; });
    for (const Entry& entry : entries_)
        maybe_[entry.hash >> 6U & 1023U] |= std::uint64_t{1} << (entry.hash & 63U);
}

std::pair<const TermTable::Entry*, const TermTable::Entry*>
TermTable::find(std::uint32_t hash) const {
    const auto first = std::lower_bound(entries_.begin(), entries_.end(), hash,
                                        [](const Entry& e, std::uint32_t h) { return e.hash < h; });
    auto last = first;
    while (last != entries_.end() && last->hash == hash)
        ++last;
    return {entries_.data() + (first - entries_.begin()),
            entries_.data() + (last - entries_.begin())};
}

} // namespace lotse::search
