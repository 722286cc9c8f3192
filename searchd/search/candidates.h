#pragma once
// The first stage: the best documents for a plan by BM25, within a deadline that is really kept.

#include <chrono>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/base/clock.h"
#include "indexer/index/document.h"
#include "indexer/index/snapshot.h"
#include "searchd/search/document_cache.h"
#include "searchd/search/plan.h"
#include "searchd/search/posting_cache.h"

namespace lotse::search {

struct Candidate {
    std::shared_ptr<const index::StoredDocument> document;
    double weight = 0; // of the first stage
};

struct Candidates {
    std::vector<Candidate> documents; // best first
    bool partial = false;             // the deadline came first
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
                           PostingCache& postings, const Clock& clock);

/// The translation of `document` into `lang` that the caller may read; null when there is none.
/// Throws Xapian::Error.
std::shared_ptr<const index::StoredDocument> translation_of(const index::Snapshot& snapshot,
                                                            const index::StoredDocument& document,
                                                            Lang lang, DocumentCache& cache);

/// The document of that key (index::Key::to_string()) that the caller may read; null when there is
/// none. Throws Xapian::Error.
std::shared_ptr<const index::StoredDocument>
document_of(const index::Snapshot& snapshot, std::string_view key, DocumentCache& cache);

} // namespace lotse::search
