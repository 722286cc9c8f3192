#pragma once
// Which readings of the generation a question may meet.

#include <array>
#include <cstdint>
#include <vector>

#include "indexer/index/reading_index.h"
#include "searchd/search/grams.h"
#include "searchd/search/term_table.h"

namespace lotse::search {

/// Thread-safe once made.
class MayMeet {
  public:
    /// Without `grams` only terms are looked for. What few readings it names besides have nothing
    /// to do with the question (ReadingIndex).
    MayMeet(const index::ReadingIndex& index, const TermTable& table, const GramQuery* grams);

    /// How many readings there are.
    std::uint32_t readings() const { return readings_; }

    /// Says of the number of a reading, below readings(), whether it may be met in a document of
    /// `lang`. For as long as this lives.
    auto in(index::Lang lang) const {
        return [words = bits_[static_cast<std::size_t>(lang)].data()](std::uint32_t number) {
            return (words[number / 64] >> (number % 64) & 1U) != 0;
        };
    }

  private:
    std::uint32_t readings_;
    // By language. A bit a reading: a sixteenth of a megabyte for half a million stays near the
    // processor.
    std::array<std::vector<std::uint64_t>, 2> bits_;
};

} // namespace lotse::search
