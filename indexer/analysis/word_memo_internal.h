#pragma once
// What is known of words: most words of a text have been seen before, and what an analyzer makes of
// one is always the same. Each thread has memos of its own, one for each analyzer and vocabulary
// that it worked with of late; a full one begins anew. Internal to this room.

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "indexer/analysis/analyzer.h"

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
    /// This thread's. The serials name analyzer and vocabulary; 0: none.
    static WordMemo& of(std::uint64_t analyzer, std::uint64_t vocabulary);

    /// What is known of the word so far; stays where it is until the next call.
    KnownWord& word(std::string_view folded);

  private:
    struct Hash {
        using is_transparent = void;
        std::size_t operator()(std::string_view s) const {
            return std::hash<std::string_view>{}(s);
        }
    };

    std::uint64_t analyzer_ = 0;
    std::uint64_t vocabulary_ = 0;
    std::unordered_map<std::string, KnownWord, Hash, std::equal_to<>> words_;
};

} // namespace lotse::analysis
