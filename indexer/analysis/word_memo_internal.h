#pragma once
// What is known of words: most words of a text have been seen before, and what an analyzer makes of
// one is always the same. Each thread has memos of its own, one for each analyzer and vocabulary
// that it worked with of late; a full one begins anew. Internal to this room.

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/analysis/analyzer.h"
#include "indexer/base/text_map.h"

namespace lotse::analysis {

struct KnownTerm {
    std::string text;
    TermKind kind = TermKind::exact;
};

struct KnownWord {
    std::array<std::optional<std::vector<KnownTerm>>, 2> terms{}; // by language
    std::array<std::optional<bool>, 2> stop{};
    std::array<std::optional<bool>, 2> in_lexicon{};
};

class WordMemo {
  public:
    /// This thread's. The serials name analyzer and vocabulary; 0: none. One that has `most` words
    /// is empty again: a thousand are some two hundred kilobytes.
    static WordMemo& of(std::uint64_t analyzer, std::uint64_t vocabulary, std::size_t most);

    /// What is known of the word so far; stays where it is until the next of().
    KnownWord& word(std::string_view folded) { return words_[folded]; }

  private:
    std::uint64_t analyzer_ = 0;
    std::uint64_t vocabulary_ = 0;
    TextMap<KnownWord> words_;
};

} // namespace lotse::analysis
