#pragma once
// The best documents for a plan by BM25, as Xapian's matcher would find them with OP_SYNONYM for
// the ways to say a word and OP_OR over the words, but term at a time over plain arrays. The
// formulas are Xapian's: BM25Weight(1.2, 0, 1, 0.75, 0.5) of xapian-core 1.4, and its estimate of
// how many documents hold one of several terms.
//
// The rarest words come first. Once all that the others could add leaves the best documents the
// best whatever it is, only those that can still come among them are looked up in the longer lists:
// the same documents, exactly (MaxScore: Turtle and Flood, Query evaluation: strategies and
// optimizations, 1995).

#include <chrono>
#include <utility>
#include <vector>

#include "indexer/base/clock.h"
#include "searchd/search/candidates.h"
#include "searchd/search/helpers.h"
#include "searchd/search/posting_cache.h"

namespace lotse::search {

struct Weighted {
    double weight = 0;
    Xapian::docid document = 0;

    bool operator==(const Weighted&) const = default;
};

struct BestDocuments {
    std::vector<Weighted> best; // best first; of equal ones the lower number
    bool partial = false;       // the deadline came first: words after it do not count
};

/// Documents are gone through in ranges of `at_once` places, a multiple of
/// DocumentLengths::multiple: what belongs to them stays near the processor, and helpers take
/// ranges of their own. Throws Xapian::Error.
BestDocuments best_documents(const index::Snapshot& snapshot, const Plan& plan,
                             const CandidateRequest& request, PostingCache& lists, Helpers& helpers,
                             const Clock& clock, std::uint32_t at_once = 1U << 15U);

} // namespace lotse::search
