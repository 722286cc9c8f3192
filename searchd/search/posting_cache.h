#pragma once
// Posting lists and document lengths as plain arrays, read from the index once and kept for as long
// as it stays as it is. To go through an array costs a tenth of what it costs to walk Xapian's
// trees. Least recently used lists go first when too many bytes are kept. Thread-safe.

#include <xapian.h>

#include <cstdint>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>
#include <vector>

#include "indexer/index/snapshot.h"

namespace lotse::search {

struct PostingList {
    std::vector<Xapian::docid> documents; // ascending
    std::vector<std::uint32_t> counts;    // wdf, in the same order
};

struct DocumentLengths {
    /// By document id, what BM25 adds to a count for the document's length: k1 (1 - b + b l), l
    /// being its length against the average.
    std::vector<float> norm;
    Xapian::doccount documents = 0;
};

class PostingCache {
  public:
    explicit PostingCache(std::size_t most_bytes) : most_bytes_(most_bytes) {}

    /// Never null; empty for a term that nothing holds. Throws Xapian::Error, as lengths() does.
    std::shared_ptr<const PostingList> list(const index::Snapshot& snapshot,
                                            const std::string& term);
    std::shared_ptr<const DocumentLengths> lengths(const index::Snapshot& snapshot);

  private:
    struct Entry {
        std::string name; // of the state of the index, and the term
        std::shared_ptr<const PostingList> list;
        std::size_t bytes = 0;
    };

    void make_room();

    std::size_t most_bytes_;
    std::mutex mutex_; // guards what follows
    std::list<Entry> entries_;
    std::unordered_map<std::string, std::list<Entry>::iterator> by_name_;
    std::list<std::pair<std::string, std::shared_ptr<const DocumentLengths>>> lengths_;
    std::size_t bytes_ = 0;
};

/// The caller's union of databases in its present state: what numbers of documents hold for.
std::string numbering(const index::Snapshot& snapshot);

} // namespace lotse::search
