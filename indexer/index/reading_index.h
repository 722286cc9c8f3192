#pragma once
// Which readings (forward.h) hold a term or a letter gram: what a question may meet in any document
// is known before the first one is looked at, and of most words of a document one bit is read.
//
// A file: a head, the ends of drawers, and what is in the drawers. A drawer holds the hashes that
// begin with the same bits, ascending, each with the numbers of its readings as LEB128 of their
// differences. Terms and grams share the hashes: where two fall on one, it names the readings of
// both. A view of bytes that somebody else keeps, total on any bytes, for any thread.

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "indexer/index/forward.h"

namespace lotse::index {

class ReadingIndex {
  public:
    ReadingIndex() = default;
    /// Nullopt when this is none. `bytes` start at a multiple of eight.
    static std::optional<ReadingIndex> view(std::string_view bytes);
    /// Of these readings, as view() reads it.
    static std::string to_bytes(const Readings& readings);

    /// How many readings there are; each() names none beyond.
    std::uint32_t readings() const { return readings_; }

    /// Calls see(number) for each reading that holds a term or a gram of this hash, ascending.
    template <class See>
    void each(std::uint32_t hash, See&& see) const {
        NumberReader list(list_of(hash));
        std::uint32_t number = 0;
        while (!list.at_end())
            if (number += list.next(); number < readings_)
                see(number);
    }
    /// Whether there is one: if not, no document of the build holds such a term.
    bool holds(std::uint32_t hash) const { return !list_of(hash).empty(); }

  private:
    std::string_view list_of(std::uint32_t hash) const {
        NumberReader in(drawer(hash));
        std::uint32_t at = 0;
        while (!in.at_end()) {
            at += in.next();
            const std::string_view list = in.view(in.next());
            if (at == (hash & low_bits()))
                return list;
        }
        return {};
    }
    std::uint32_t low_bits() const { return (std::uint32_t{1} << low_) - 1; }
    std::string_view drawer(std::uint32_t hash) const;

    std::uint32_t readings_ = 0;
    unsigned low_ = 16; // bits of a hash that do not name its drawer
    std::span<const std::uint32_t> ends_;
    std::string_view drawers_;
};

} // namespace lotse::index
