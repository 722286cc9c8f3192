#pragma once
// All words that one caller may see, arranged for finding the ones that look like a given word:
// what a typing error meant, which name of the other language is nearly the same. Made from a
// snapshot and kept for as long as the snapshot's revision stays. Immutable; any thread.

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "indexer/analysis/lang.h"

namespace lotse::search {

using analysis::Lang;

struct Lookalike {
    std::string word; // folded
    std::uint32_t documents = 0;
    int edits = 0;    // adjacent letters swapped count as one
    double alike = 0; // share of common letter pairs, in [0, 1]

    bool operator==(const Lookalike&) const = default;
};

/// Edits between two words, ä and a being the same letter; `most` + 1 when there are more.
int edits_between(std::string_view left, std::string_view right, int most);

class Lexicon {
  public:
    struct Entry {
        std::string word;
        std::uint32_t documents = 0;
    };
    explicit Lexicon(std::array<std::vector<Entry>, 2> words);

    /// What a mistyped word may have meant: one edit up to seven letters, two from eight; nearest
    /// first, then the most frequent. Nothing for words under four letters.
    std::vector<Lookalike> mend(std::string_view folded, Lang lang, std::size_t limit) const;

    /// Words that share their beginning (`same_letters`) and most letters with it: names and loan
    /// words of the other language, further forms of the same.
    std::vector<Lookalike> alike(std::string_view folded, Lang lang, double least,
                                 std::size_t same_letters, std::size_t limit) const;

    /// Words that start with `prefix` or, failing that, nearly so (one edit); most frequent first.
    std::vector<Lookalike> starting(std::string_view prefix, Lang lang, std::size_t limit) const;

  private:
    struct Side {
        std::vector<Entry> words;         // sorted
        std::vector<std::string> plain;   // the same without marks
        std::vector<std::uint16_t> grams; // how many of each
        std::unordered_map<std::uint32_t, std::vector<std::uint32_t>> postings; // gram → words
    };
    struct Overlap {
        std::uint32_t word = 0;
        double alike = 0;
    };
    std::vector<Overlap> overlapping(std::string_view plain, const Side& side, double least) const;
    const Side& side(Lang lang) const { return sides_[static_cast<std::size_t>(lang)]; }

    std::array<Side, 2> sides_;
};

} // namespace lotse::search
