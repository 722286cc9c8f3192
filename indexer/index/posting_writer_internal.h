#pragma once
// Writing the posting lists of a class (built_postings.h). They are made of the forward lists,
// which say all there is to say, in numbers: of one range of documents after the other, so that
// memory is bounded, and the ranges' lists are then joined term by term. A term is a number until
// the end.

#include <cstdint>
#include <filesystem>
#include <string_view>
#include <utility>
#include <vector>

#include "indexer/base/result.h"
#include "indexer/index/forward_writer_internal.h"

namespace lotse::index {

/// The posting lists of one range of documents. One thread.
class RangePostings {
  public:
    /// `readings` must outlive it.
    explicit RangePostings(const ReadingBook& readings) : readings_(readings) {}

    /// The next document by its forward list, whose numbers are the book's.
    void add(std::string_view forward_list);
    Status write(const std::filesystem::path& path);

  private:
    struct Posting {
        std::uint32_t term = 0;
        std::uint32_t document = 0;
        std::uint32_t count = 0;
    };
    struct Terms {
        std::uint32_t first = 0;
        std::uint32_t size = 0; // 0: not looked up
    };

    /// Of a reading.
    std::pair<const std::uint32_t*, const std::uint32_t*> terms_of(std::uint32_t reading);
    std::vector<Posting> by_term() const;

    const ReadingBook& readings_;
    std::vector<Terms> places_; // by reading
    std::vector<std::uint32_t> terms_;
    std::vector<std::uint32_t> counts_; // by term, of the document at hand; else zero
    std::vector<std::uint32_t> touched_;
    std::vector<Posting> postings_;
    std::vector<std::uint32_t> lengths_;
};

/// What all these ranges wrote, in this order, into one file; `terms` says how they are sorted.
Status join_postings(const std::vector<std::filesystem::path>& ranges, const SortedTerms& terms,
                     const std::filesystem::path& into);

} // namespace lotse::index
