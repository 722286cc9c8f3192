#include "searchd/search/document_cache.h"

namespace lotse::search {
namespace {

std::size_t size_of(const index::StoredDocument& document) {
    return sizeof document + document.text.size() + document.title.size() +
           document.summary.size() + document.tokens.size() * sizeof(index::Token) +
           document.own.readings.size() + document.own.list.size() + 512;
}

// One for each kind of caller, and those that searches under way still read.
constexpr std::size_t most_numberings = 8;

} // namespace

std::shared_ptr<const index::StoredDocument> DocumentCache::find(const std::string& name) {
    const std::lock_guard lock(mutex_);
    const auto found = by_name_.find(name);
    if (found == by_name_.end())
        return nullptr;
    entries_.splice(entries_.begin(), entries_, found->second);
    return found->second->document;
}

void DocumentCache::keep(const std::string& name,
                         std::shared_ptr<const index::StoredDocument> document) {
    const std::size_t bytes = size_of(*document);
    const std::lock_guard lock(mutex_);
    if (by_name_.contains(name))
        return;
    entries_.push_front({name, std::move(document), bytes});
    by_name_.emplace(name, entries_.begin());
    bytes_ += bytes;
    while (bytes_ > most_bytes_ && !entries_.empty()) {
        bytes_ -= entries_.back().bytes;
        by_name_.erase(entries_.back().name);
        entries_.pop_back();
    }
}

std::vector<std::shared_ptr<const index::StoredDocument>>
DocumentCache::at(const std::string& numbering, const std::vector<Place>& places) {
    std::vector<std::shared_ptr<const index::StoredDocument>> found(places.size());
    const std::lock_guard lock(mutex_);
    const auto known = by_place_.find(numbering);
    if (known == by_place_.end())
        return found;
    for (std::size_t i = 0; i < places.size(); ++i)
        if (const auto it = known->second.find(places[i]); it != known->second.end())
            found[i] = it->second.lock();
    return found;
}

void DocumentCache::note(const std::string& numbering, Place place,
                         const std::shared_ptr<const index::StoredDocument>& document) {
    const std::lock_guard lock(mutex_);
    if (!by_place_.contains(numbering) && by_place_.size() >= most_numberings)
        by_place_.clear();
    by_place_[numbering].insert_or_assign(place, document);
}

} // namespace lotse::search
