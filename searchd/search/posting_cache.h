#pragma once
// Posting lists and document lengths as plain arrays, read from the index once and kept while its
// generation lives: to go through an array costs a tenth of what it costs to walk Xapian's trees. A
// live update takes numbers of documents away and brings new ones at the end (index::Part), so that
// a list is not read anew after it, but brought up to date, which costs in proportion to what has
// changed. When too many bytes are kept, lists go that nobody has asked for since the others came
// (second chance: Corbató, A paging experiment with the Multics system, 1968). Thread-safe.

#include <xapian.h>

#include <cstdint>
#include <deque>
#include <list>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "indexer/index/snapshot.h"
#include "searchd/search/helpers.h"

namespace lotse::search {

/// How soon more of the same word counts no more, in the BM25 of the first look at documents.
inline constexpr double bm25_k1 = 1.2;

/// Of one part of the index.
struct PostingList {
    std::vector<Xapian::docid> documents; // ascending
    std::vector<std::uint32_t> counts;    // wdf, in the same order; of all documents their lengths
};

/// The list as one snapshot has it: what came after it is behind `size`.
struct Postings {
    std::shared_ptr<const PostingList> list; // never null
    std::size_t size = 0;
};

/// Documents of all parts of a caller's index in one row, part after part.
struct DocumentLengths {
    /// By place, what BM25 adds to a count for the document's length: k1 (1 - b + b l), l being its
    /// length against the average. Infinite where there is no document. As many as make a multiple
    /// of `multiple`, so that they can be gone through several at a time.
    std::vector<float> norm;
    static constexpr std::size_t multiple = 32;
    std::vector<std::uint32_t> first; // by part, the place of the document that would have number 0
    Xapian::doccount documents = 0;
};

class PostingCache {
  public:
    /// Keeps so many bytes, or more where there are so many documents that a few lists of common
    /// words would take all of them: `bytes_per_document` for each.
    explicit PostingCache(std::size_t most_bytes, std::size_t bytes_per_document = 0)
        : most_bytes_(most_bytes), bytes_per_document_(bytes_per_document) {}

    /// Of one part of the snapshot; empty for a term that nothing holds. Throws Xapian::Error, as
    /// lengths() does.
    Postings list(const index::Snapshot& snapshot, std::size_t part, const std::string& term);
    /// Of each of the terms, those that are not kept read by all who help.
    std::vector<Postings> lists(const index::Snapshot& snapshot, std::size_t part,
                                std::span<const std::string> terms, Helpers& helpers);
    std::shared_ptr<const DocumentLengths> lengths(const index::Snapshot& snapshot);

  private:
    struct Kept {
        std::shared_ptr<const PostingList> list;
        Xapian::docid last = 0; // of the part when the list was read
        std::size_t gone = 0;   // so many had gone
    };
    struct Entry {
        Kept kept;
        std::size_t bytes = 0;
        bool asked_for = false; // since it came, or since it was spared
    };
    struct OfAll {
        std::string name; // of the generation and the part
        Kept kept;
    };

    std::shared_ptr<const DocumentLengths> made_lengths(const index::Snapshot& snapshot);
    std::vector<std::optional<Kept>> known(const std::string& prefix,
                                           std::span<const std::string> terms);
    std::optional<Kept> find(const std::string& name);
    std::optional<Kept> find_of_all(const std::string& name) const;
    void keep(const std::string& name, Kept kept);
    void keep_of_all(const std::string& name, Kept kept);
    void make_room(std::uint64_t added);

    const std::size_t most_bytes_;
    const std::size_t bytes_per_document_;
    std::mutex mutex_; // guards what follows
    // By a hash that stands for generation, part and term: it has 64 bits.
    std::unordered_map<std::uint64_t, Entry> entries_;
    std::deque<std::uint64_t> order_; // in which they came, or were spared
    std::list<OfAll> of_all_;         // documents of a part, which go for no word's list
    std::list<std::pair<std::string, std::shared_ptr<const DocumentLengths>>> lengths_;
    std::size_t bytes_ = 0;
    std::size_t documents_ = 0; // of whoever asked for lengths last
};

/// The caller's union of databases in its present state.
std::string state_of(const index::Snapshot& snapshot);

} // namespace lotse::search
