#pragma once
// Forward lists: which words a document holds, in order, for ranking. What Xapian keeps of a
// document has to be found in a tree, unpacked and parsed, and a question has two hundred
// candidates; a forward list is some hundred bytes, read where they lie in a mapped file.
//
// A list is a sequence of numbers, one for each word, in order of fields and places. A number names
// a reading: what analysis makes of the word there. What a question makes of a reading need be
// worked out only once, however many candidates hold it.
//
//     forward-{public,customer,staff}  the lists, by Xapian's number of the document in that class
//     readings                         of all lists of the generation, the most frequent first
//
// A document that has changed since the build has a number beyond those, and carries its list and
// its readings itself (StoredDocument::own). Everything here is a view of bytes that somebody else
// keeps, is total on any bytes, and may be used from any thread.

#include <algorithm>
#include <bit>
#include <cstdint>
#include <cstring>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "indexer/index/document.h"
#include "indexer/index/schema.h"

namespace lotse::index {

/// What a word was taken for.
struct Reading {
    std::span<const std::uint32_t> terms; // term_hash() of each of its terms, in order
    std::span<const std::uint32_t> grams; // its letter grams (analysis/grams.h), repeats included;
                                          // a function word has none
};

class Readings {
  public:
    Readings() = default;
    /// Nullopt when these are no readings. `bytes` start at a multiple of eight.
    static std::optional<Readings> view(std::string_view bytes);

    std::size_t size() const { return rows_.size(); }
    /// Empty for a number that there is not.
    Reading at(std::uint32_t number) const;

    /// How one is kept: a row, and values that it points to.
    struct Row {
        std::uint32_t first = 0; // of the values: terms, then grams
        std::uint16_t terms = 0;
        std::uint16_t grams = 0;
    };

  private:
    std::span<const Row> rows_;
    std::span<const std::uint32_t> values_;
};

/// Reads numbers of seven bits to a byte as bytes_internal.h writes them; beyond the end zeros.
class NumberReader {
  public:
    explicit NumberReader(std::string_view bytes)
        : at_(bytes.data()), end_(bytes.data() + bytes.size()) {}

    bool at_end() const { return at_ == end_; }
    std::uint32_t next() {
        // Where numbers end, no processor can guess: up to three bytes are read without asking.
        if (end_ - at_ >= 4 && std::endian::native == std::endian::little) {
            std::uint32_t bytes = 0;
            std::memcpy(&bytes, at_, sizeof bytes);
            if (const std::uint32_t ends = ~bytes & 0x808080U; ends != 0) {
                const std::uint32_t own = bytes & (ends ^ (ends - 1)); // up to its own last bit
                at_ += std::countr_zero(ends) / 8 + 1;
                return (own & 0x7FU) | (own >> 1U & 0x3F80U) | (own >> 2U & 0x1FC000U);
            }
        }
        std::uint32_t value = 0;
        for (unsigned shift = 0; at_ != end_ && shift < 32; shift += 7) {
            const auto byte = static_cast<unsigned char>(*at_++);
            value |= (byte & 0x7FU) << shift;
            if (byte < 0x80)
                break;
        }
        return value;
    }

    /// The next two bytes, the first one lowest; none (0x80) where there are not so many.
    std::uint32_t peek_two() const {
        if (end_ - at_ < 2)
            return 0x80;
        return static_cast<unsigned char>(at_[0]) |
               static_cast<std::uint32_t>(static_cast<unsigned char>(at_[1])) << 8U;
    }
    /// Past bytes that peek_two() has shown.
    void skip(std::uint32_t size) { at_ += size; }

    /// So many bytes, or those that are left.
    std::string_view view(std::uint64_t size) {
        const auto left = static_cast<std::size_t>(end_ - at_);
        const std::string_view bytes(at_, std::min<std::size_t>(left, size));
        at_ += bytes.size();
        return bytes;
    }

  private:
    const char* at_;
    const char* end_;
};

/// One document's list.
struct Forward {
    std::string_view key; // Key::to_string(); these sort as keys do
    std::string_view group;
    Lang lang = Lang::de;
    std::uint32_t name_grams = 0; // letter grams of title and aliases
    std::uint32_t text_grams = 0; // of all other fields but questions
    std::string_view words;       // for each()
    Readings readings;
    bool of_generation = true; // readings are those of all documents, not its own

    /// Nullopt when the bytes are no list.
    static std::optional<Forward> view(std::string_view bytes, const Readings& readings);

    /// Calls see(field, position, number of the reading) for each word, in order. Positions count
    /// as Token::position does, but go on beyond 65535.
    template <class See>
    void each(See&& see) const {
        NumberReader in(words);
        while (!in.at_end()) {
            const auto field = static_cast<Field>(in.next() % fields.size());
            std::uint32_t position = in.next();
            for (std::uint32_t left = in.next(); left > 0 && !in.at_end(); --left)
                see(field, position++, in.next());
        }
    }

    /// As StoredDocument::tokens.
    std::vector<Token> tokens() const;
};

/// The lists of one class.
class ForwardLists {
  public:
    ForwardLists() = default;
    static std::optional<ForwardLists> view(std::string_view bytes);

    /// Documents 1 to size() have one here, also those that have been replaced since.
    std::size_t size() const { return ends_.size(); }
    /// Nullopt when there is none, or it is damaged.
    std::optional<Forward> at(std::uint32_t document, const Readings& readings) const;

  private:
    std::span<const std::uint64_t> ends_; // of each list in the bytes
    std::string_view lists_;
};

} // namespace lotse::index
