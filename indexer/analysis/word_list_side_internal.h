#pragma once
// A bilingual word list is read side by side: what a line says in one language.

#include <array>
#include <compare>
#include <cstddef>
#include <string_view>
#include <vector>

#include "indexer/analysis/stemmed_words_internal.h"

namespace lotse::analysis {

inline constexpr std::size_t longest_translated_name =
    3;                                           // content words that mean one thing together
inline constexpr std::size_t longest_phrase = 4; // content words that are still told apart

/// Content words; of longer phrases only the count and the first ones.
struct Phrase {
    std::array<StemId, longest_phrase> stems{};
    std::size_t size = 0;

    void add(StemId stem) {
        if (size < stems.size())
            stems[size] = stem;
        ++size;
    }
    bool told_apart() const { return size > 0 && size <= longest_phrase; }
    bool is_name() const { return size <= longest_translated_name; }
    const StemId* begin() const { return stems.data(); }
    const StemId* end() const { return stems.data() + std::min(size, stems.size()); }
    auto operator<=>(const Phrase&) const = default;
};

/// One language of the list. What it makes of its side of each line depends on nothing else, so
/// that both can be read at once.
class WordListSide {
  public:
    explicit WordListSide(Lang lang) : lang_(lang), words_(lang) {}

    const StemmedWords& words() const { return words_; }

    /// What each column of the line says: its alternatives.
    std::vector<std::vector<Phrase>> read(std::string_view line);

  private:
    Phrase content(const std::vector<WrittenWord>& written);
    std::vector<Phrase> phrases(std::string_view column);
    void list_meaning(std::string_view text, const std::vector<WrittenWord>& written);
    /// Takes a form into the list of words; abbreviations and word beginnings ("Haupt-") are none.
    void list(std::string_view written, const WrittenWord& word);

    Lang lang_;
    StemmedWords words_;
};

} // namespace lotse::analysis
