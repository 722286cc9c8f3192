#include "searchd/search/posting_cache.h"

#include <algorithm>

#include "indexer/index/xapian_internal.h"

namespace lotse::search {

namespace {

constexpr double k1 = 1.2;
constexpr double b = 0.75;
constexpr double least_length = 0.5; // of the average: shorter documents gain no more

// One for each kind of caller, and one that searches under way still read.
constexpr std::size_t most_lengths = 4;

std::shared_ptr<const PostingList> read_list(const Xapian::Database& database,
                                             const std::string& term) {
    auto list = std::make_shared<PostingList>();
    const std::size_t size = database.get_termfreq(term);
    list->documents.reserve(size);
    list->counts.reserve(size);
    for (auto at = database.postlist_begin(term); at != database.postlist_end(term); ++at) {
        list->documents.push_back(*at);
        list->counts.push_back(at.get_wdf());
    }
    return list;
}

std::shared_ptr<const DocumentLengths> read_lengths(const Xapian::Database& database) {
    auto lengths = std::make_shared<DocumentLengths>();
    lengths->documents = database.get_doccount();
    lengths->norm.resize(std::size_t{database.get_lastdocid()} + 1);
    const double average = std::max(1.0, database.get_avlength());
    for (auto at = database.postlist_begin(""); at != database.postlist_end(""); ++at)
        lengths->norm[*at] = static_cast<float>(
            k1 * (b * std::max(least_length, at.get_doclength() / average) + 1 - b));
    return lengths;
}

} // namespace

std::string numbering(const index::Snapshot& snapshot) {
    return std::string(index::name(snapshot.caller())) + " " + snapshot.revision();
}

std::shared_ptr<const PostingList> PostingCache::list(const index::Snapshot& snapshot,
                                                      const std::string& term) {
    const std::string name = numbering(snapshot) + " " + term;
    {
        const std::lock_guard lock(mutex_);
        if (const auto found = by_name_.find(name); found != by_name_.end()) {
            entries_.splice(entries_.begin(), entries_, found->second);
            return found->second->list;
        }
    }
    auto list = read_list(index::database(snapshot), term);
    const std::size_t bytes = list->documents.size() * 8 + name.size() * 2 + 200;
    const std::lock_guard lock(mutex_);
    if (!by_name_.contains(name)) {
        entries_.push_front({name, list, bytes});
        by_name_.emplace(name, entries_.begin());
        bytes_ += bytes;
        make_room();
    }
    return list;
}

/// With the mutex held. The one just added stays, however large.
void PostingCache::make_room() {
    while (bytes_ > most_bytes_ && entries_.size() > 1) {
        bytes_ -= entries_.back().bytes;
        by_name_.erase(entries_.back().name);
        entries_.pop_back();
    }
}

std::shared_ptr<const DocumentLengths> PostingCache::lengths(const index::Snapshot& snapshot) {
    const std::string name = numbering(snapshot);
    {
        const std::lock_guard lock(mutex_);
        for (auto known = lengths_.begin(); known != lengths_.end(); ++known)
            if (known->first == name) {
                lengths_.splice(lengths_.begin(), lengths_, known);
                return lengths_.front().second;
            }
    }
    auto lengths = read_lengths(index::database(snapshot));
    const std::lock_guard lock(mutex_);
    lengths_.emplace_front(name, lengths);
    if (lengths_.size() > most_lengths)
        lengths_.pop_back();
    return lengths;
}

} // namespace lotse::search
