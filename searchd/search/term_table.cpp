#include "searchd/search/term_table.h"

#include "indexer/index/schema.h"

namespace lotse::search {

using index::Field;

TermTable::TermTable(const Plan& plan) {
    std::vector<Entry> entries;
    const auto take = [&](const Group& group, std::size_t g, std::uint16_t part) {
        for (const Alternative& one : group.alternatives)
            entries.push_back({index::term_hash(index::term(one.lang, one.kind, one.text)),
                               static_cast<std::uint16_t>(g), part, static_cast<float>(one.worth),
                               one.rule});
    };
    for (std::size_t g = 0; g < plan.groups.size(); ++g) {
        take(plan.groups[g], g, whole);
        for (std::size_t p = 0; p < plan.groups[g].parts.size(); ++p)
            take(plan.groups[g].parts[p], g, static_cast<std::uint16_t>(p));
    }
    entries_ = ByHash<Entry>(std::move(entries));
}

} // namespace lotse::search
