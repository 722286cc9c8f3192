#pragma once
// The first stage: the best documents for a plan by BM25, within a deadline that is really kept.

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/base/clock.h"
#include "indexer/index/document.h"
#include "indexer/index/forward.h"
#include "indexer/index/snapshot.h"
#include "searchd/search/document_cache.h"
#include "searchd/search/helpers.h"
#include "searchd/search/plan.h"
#include "searchd/search/posting_cache.h"

namespace lotse::search {

/// A document that was found: what ranks it at once, what shows it once it is read.
struct FoundDocument {
    std::uint32_t number = 0; // Xapian's, in the snapshot's union
    double weight = 0;        // in the first stage; 0 where it was not that which found it
    index::Forward forward;   // a view for as long as the snapshot is held, or the document
    std::shared_ptr<const index::StoredDocument> document; // null until read_found()

    /// Names the document; unlike its address it stays the same however often it is read.
    bool is(const FoundDocument& other) const { return number == other.number; }
};

struct Candidates {
    std::vector<FoundDocument> documents; // best first
    bool partial = false;                 // the deadline came first
};

struct CandidateRequest {
    std::size_t limit = 200;
    std::string category;    // empty: all
    std::vector<Kind> kinds; // empty: all
    std::chrono::steady_clock::time_point until;
};

/// Throws Xapian::Error.
Candidates find_candidates(const index::Snapshot& snapshot, const Plan& plan,
                           const CandidateRequest& request, DocumentCache& cache,
                           PostingCache& postings, Helpers& helpers, const Clock& clock);

/// Reads what shows the document, unless that was done. Throws Xapian::Error.
const index::StoredDocument& read_found(const index::Snapshot& snapshot, FoundDocument& found,
                                        DocumentCache& cache);

/// The translation of `document` into `lang` that the caller may read; nullopt when there is none.
/// Throws Xapian::Error.
std::optional<FoundDocument> translation_of(const index::Snapshot& snapshot,
                                            const index::Forward& document, Lang lang,
                                            DocumentCache& cache);

/// The document of that key (index::Key::to_string()) that the caller may read; nullopt when there
/// is none. Throws Xapian::Error.
std::optional<FoundDocument> document_of(const index::Snapshot& snapshot, std::string_view key,
                                         DocumentCache& cache);

} // namespace lotse::search
