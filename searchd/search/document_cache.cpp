#include "searchd/search/document_cache.h"

namespace lotse::search {
namespace {

std::size_t size_of(const index::StoredDocument& document) {
    return sizeof document + document.text.size() + document.title.size() +
           document.summary.size() + document.tokens.size() * sizeof(index::Token) +
           document.own.readings.size() + document.own.list.size() + 512;
}

} // namespace

std::shared_ptr<const index::StoredDocument> DocumentCache::find(const Place& place) {
    const std::lock_guard lock(mutex_);
    const auto found = by_place_.find(place);
    if (found == by_place_.end())
        return nullptr;
    entries_.splice(entries_.begin(), entries_, found->second);
    return found->second->document;
}

void DocumentCache::keep(const Place& place,
                         std::shared_ptr<const index::StoredDocument> document) {
    const std::size_t bytes = size_of(*document);
    const std::lock_guard lock(mutex_);
    if (by_place_.contains(place))
        return;
    entries_.push_front({place, std::move(document), bytes});
    by_place_.emplace(place, entries_.begin());
    bytes_ += bytes;
    while (bytes_ > most_bytes_ && !entries_.empty()) {
        bytes_ -= entries_.back().bytes;
        by_place_.erase(entries_.back().place);
        entries_.pop_back();
    }
}

} // namespace lotse::search
