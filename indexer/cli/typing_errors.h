#pragma once
// The mistakes that people make while typing, made on purpose: for measuring what they cost. The
// same question, kind and seed always give the same mistake.

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "indexer/analysis/analyzer.h"

namespace lotse::cli {

enum class Mistake : std::uint8_t {
    neighbour, // a key beside the right one
    swapped,   // two letters in the wrong order
    doubled,   // a letter twice
    dropped,   // a letter left out
    first,     // the first letter by the key beside it
    umlaut_e,  // every ä typed ae
    umlaut,    // every ä typed a
    sharp_s,   // every ß typed ss
    joined,    // two neighbouring words without the space
    cut,       // a space within a long word, a compound between its parts
};

struct MistakeRow {
    Mistake mistake;
    std::string_view name;
    std::string_view says;
};
inline constexpr std::array mistakes{
    MistakeRow{Mistake::neighbour, "neighbour", "a key beside the right one"},
    MistakeRow{Mistake::swapped, "swapped", "two letters in the wrong order"},
    MistakeRow{Mistake::doubled, "doubled", "a letter twice"},
    MistakeRow{Mistake::dropped, "dropped", "a letter left out"},
    MistakeRow{Mistake::first, "first", "a wrong first letter"},
    MistakeRow{Mistake::umlaut_e, "umlaut-ae", "ä typed ae"},
    MistakeRow{Mistake::umlaut, "umlaut-a", "ä typed a"},
    MistakeRow{Mistake::sharp_s, "sharp-s", "ß typed ss"},
    MistakeRow{Mistake::joined, "joined", "two words joined"},
    MistakeRow{Mistake::cut, "cut", "a long word cut in two"},
};

/// Makes mistakes in questions. `analyzer` must outlive it.
class Mistyping {
  public:
    Mistyping(const analysis::Analyzer& analyzer, std::uint64_t seed)
        : analyzer_(analyzer), seed_(seed) {}

    /// The question with one such mistake (umlauts: all of them), letters wrong only in a word of
    /// at least six that carries meaning; nullopt where there is nothing to get wrong.
    std::optional<std::string> in(std::string_view question, analysis::Lang lang,
                                  Mistake mistake) const;

  private:
    const analysis::Analyzer& analyzer_;
    std::uint64_t seed_;
};

} // namespace lotse::cli
