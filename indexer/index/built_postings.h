#pragma once
// The posting lists of one class as a full build left them: which documents hold a term, and how
// often. Xapian keeps documents, filters, and the postings of what changes after a build; those of
// the build lie in a file of their own, because they are never changed, and a list that is written
// once in order is written, read and kept at a fraction of what a tree costs that takes changes.
//
//     postings-{public,customer,staff}
//         lists    of each term in turn: per document the distance from the one before it, twice,
//                  and 1 more where the term counts once there; else its count follows
//         terms    sorted: for each how many bytes it shares with the one before it, all others,
//                  how many documents it has and how many bytes its list; in blocks of sixteen, the
//                  first of which shares nothing
//         blocks   where the terms of each and their lists begin, 64 bits each
//         lengths  of each document, 32 bits: the sum of its counts
//         tail     documents, blocks, bytes of lists, bytes of terms, a mark: 64 bits each
//
// Numbers take seven bits to a byte (forward.h). Everything here is a view of bytes that somebody
// else keeps, is total on any bytes, and may be used from any thread.

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "indexer/index/forward.h"

namespace lotse::index {

inline constexpr std::uint64_t postings_mark = 0x314E495453534F50ULL; // "POSSTIN1"
inline constexpr std::uint32_t terms_in_block = 16;

/// How a block is kept.
struct TermBlock {
    std::uint64_t term = 0; // where its first one begins
    std::uint64_t list = 0; // and its list
};

/// The documents that hold one term.
struct BuiltList {
    std::uint32_t documents = 0; // so many
    std::string_view bytes;

    /// Calls see(document, count) for each, in ascending order of documents.
    template <class See>
    void each(See&& see) const {
        NumberReader in(bytes);
        std::uint32_t document = 0;
        for (std::uint32_t left = documents; left > 0 && !in.at_end(); --left) {
            // Nearly all steps and counts take a byte each; whether a count follows, no processor
            // can guess, so that it is read in any case.
            const std::uint32_t two = in.peek_two();
            const std::uint32_t counted = ~two & 1U;
            if ((two & (0x80U | counted << 15U)) == 0) {
                in.skip(1 + counted);
                document += (two & 0x7FU) / 2;
                see(document, counted != 0 ? two >> 8U : 1U);
                continue;
            }
            const std::uint32_t step = in.next();
            document += step / 2;
            see(document, step % 2 == 1 ? 1U : in.next());
        }
    }
};

class BuiltPostings {
  public:
    BuiltPostings() = default; // of no documents
    /// Nullopt when these are no postings. `bytes` start at a multiple of eight.
    static std::optional<BuiltPostings> view(std::string_view bytes);

    /// Numbered from 1, as in Xapian's database of the class.
    std::uint32_t documents() const { return static_cast<std::uint32_t>(lengths_.size()); }
    /// Of documents 1, 2, …: the sum of the counts of all their terms.
    std::span<const std::uint32_t> lengths() const { return lengths_; }

    /// Empty for a term that no document holds.
    BuiltList list(std::string_view term) const;

    /// Calls see(term, list) for each that begins with `prefix`, in order of bytes, for as long as
    /// it returns true; the term is a view until then.
    template <class See>
    void each(std::string_view prefix, See&& see) const {
        for (Cursor at(*this, block_of(prefix)); at.next();) {
            const bool begins = at.term().starts_with(prefix);
            if (begins ? !see(at.term(), at.list()) : at.term() > prefix)
                return;
        }
    }

  private:
    /// Goes through terms from the first of a block on.
    class Cursor {
      public:
        Cursor(const BuiltPostings& of, std::size_t block);
        /// False behind the last one.
        bool next();
        std::string_view term() const { return term_; }
        BuiltList list() const { return list_; }

      private:
        NumberReader in_;
        std::string_view lists_; // from this term's on
        std::string term_;
        BuiltList list_;
    };

    /// The last block whose first term is not after this one, or the first of all.
    std::size_t block_of(std::string_view term) const;
    std::string_view first_of(const TermBlock& block) const;

    std::string_view lists_;
    std::span<const std::uint32_t> lengths_;
    std::span<const TermBlock> blocks_;
    std::string_view terms_;
};

} // namespace lotse::index
