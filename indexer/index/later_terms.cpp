#include "indexer/index/later_terms_internal.h"

#include "indexer/index/schema.h"

#include <algorithm>

namespace lotse::index {

void LaterTerms::take_in(const Xapian::Database& database, Xapian::docid built,
                         Xapian::docid last) {
    const std::lock_guard lock(mutex_);
    const Xapian::docid from = std::max(taken_in_, built);
    if (last <= from)
        return;
    if (last - from > most_at_once) {
        for (auto& bits : bits_)
            bits.store(~std::uint64_t{0}, std::memory_order_relaxed);
    } else {
        auto document = database.postlist_begin(""); // of all that there are
        document.skip_to(from + 1);
        for (; document != database.postlist_end("") && *document <= last; ++document)
            for (auto term = database.termlist_begin(*document);
                 term != database.termlist_end(*document); ++term)
                add(term_hash(*term));
    }
    taken_in_ = last;
}

void LaterTerms::add(std::uint32_t hash) {
    const std::uint32_t place = place_of(hash);
    bits_[place / 64].fetch_or(std::uint64_t{1} << (place % 64), std::memory_order_relaxed);
}

} // namespace lotse::index
