#pragma once
// All words that one caller may see, arranged for finding the ones that look like a given word:
// what a typing error meant, which name of the other language is nearly the same. Immutable; any
// thread. Takes some 60 bytes a word; among 200,000 words mend() takes 0.2 ms (p95 0.8), alike()
// 0.3, starting() of one letter or ten 0.02, of a mistyped beginning 0.2.

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/analysis/lang.h"
#include "indexer/index/prefix_search.h"

namespace lotse::search {

using analysis::Lang;

struct Lookalike {
    std::string word; // folded
    std::uint32_t documents = 0;
    int edits = 0;    // adjacent letters swapped count as one
    double alike = 0; // share of common letter pairs, in [0, 1]
    double cost = 0;  // of the edits, by how often fingers make them; 1 for a strange letter

    bool operator==(const Lookalike&) const = default;
};

/// Edits between two words, ä and a being the same letter; `most` + 1 when there are more.
int edits_between(std::string_view left, std::string_view right, int most);

/// The same, weighed: what fingers often do (a key beside the right one, two letters swapped, one
/// doubled or dropped) costs less than 1, a wrong first letter more than one within.
double typing_cost(std::string_view typed, std::string_view meant);

/// How unlikely it is that a word of so many documents was meant when its typing cost is `cost`:
/// lower is better. A word must be some fifty times as frequent to outweigh one more edit.
double unlikeliness(double cost, std::uint32_t documents);

class Lexicon {
  public:
    struct Entry {
        std::string word;
        std::uint32_t documents = 0;
    };
    explicit Lexicon(std::array<std::vector<Entry>, 2> words);

    /// What a mistyped word may have meant: one edit up to seven letters, two from eight; likeliest
    /// first. ae, oe and ue are read as umlauts as well. Nothing for words under four letters.
    std::vector<Lookalike> mend(std::string_view folded, Lang lang, std::size_t limit) const;

    /// Words that share their beginning (`same_letters`) and most letters with it: names and loan
    /// words of the other language, further forms of the same.
    std::vector<Lookalike> alike(std::string_view folded, Lang lang, double least,
                                 std::size_t same_letters, std::size_t limit) const;

    /// Words that start with `prefix` or, failing that, nearly so (one edit); most frequent first.
    std::vector<Lookalike> starting(std::string_view prefix, Lang lang, std::size_t limit) const;

  private:
    // Words lie one after another in `letters`, sorted by their spelling without marks.
    struct Word {
        std::uint32_t begin = 0; // of the word; without marks: where that differs, behind it
        std::uint32_t documents = 0;
        std::uint8_t size = 0;
        std::uint8_t plain_size = 0;
        bool marks = false;
    };
    // Inline, which std::popcount is not where the processor is not known.
    static int bits(std::uint64_t x) {
        x -= x >> 1U & 0x5555555555555555ULL;
        x = (x & 0x3333333333333333ULL) + (x >> 2U & 0x3333333333333333ULL);
        x = (x + (x >> 4U)) & 0x0F0F0F0F0F0F0F0FULL;
        return static_cast<int>(x * 0x0101010101010101ULL >> 56U);
    }
    // What tells at a glance that two words cannot be alike.
    struct Sign {
        std::array<std::uint64_t, 2> pairs{}; // bits of hashed letter pairs
        std::uint32_t letters = 0;            // bits of letters
        std::uint32_t word = 0;

        int count() const { return bits(pairs[0]) + bits(pairs[1]); }
        int shared(const Sign& other) const {
            return bits(pairs[0] & other.pairs[0]) + bits(pairs[1] & other.pairs[1]);
        }
    };
    struct Side {
        std::string letters;
        std::vector<Word> words;
        std::vector<Sign> signs; // by length, then as words
        std::vector<std::uint32_t> first_of_length;
        std::vector<std::uint16_t> rareness; // of words
        std::vector<std::uint16_t> minima;   // of rareness

        struct PlainAt {
            const Side* side;
            std::string_view at(std::size_t w) const { return side->plain(w); }
            std::uint64_t head(std::size_t w) const { return index::head_of(at(w)); }
        };
        index::Beginnings<PlainAt> beginnings() const { return {words.size(), PlainAt{this}}; }

        void add(const Entry& entry, const std::string& plain);
        void sign();
        std::string_view word(std::size_t w) const;
        std::string_view plain(std::size_t w) const;
    };
    static Sign sign_of(std::string_view plain, std::uint32_t word);
    void mend_plain(std::string_view plain, const Side& words, std::vector<Lookalike>& found) const;
    const Side& side(Lang lang) const { return sides_[static_cast<std::size_t>(lang)]; }

    std::array<Side, 2> sides_;
};

} // namespace lotse::search
