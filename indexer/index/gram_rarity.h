#pragma once
// How rare each letter gram is among the documents of each language, estimated from the words' own
// frequencies as if words were independent: an inverse document frequency as in BM25, in natural
// logarithms. Made with a generation into a file for each caller, which is mapped and never parsed;
// after live updates in memory. Immutable; any thread.

#include <array>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/analysis/lang.h"
#include "indexer/base/held_bytes.h"
#include "indexer/base/result.h"

namespace lotse::index {

using analysis::Lang;

/// A word that a caller may see and in how many documents of that language it stands.
struct Word {
    std::string text; // folded, as analysis gives exact forms
    std::uint32_t documents = 0;

    bool operator==(const Word&) const = default;
};

class GramRarity {
  public:
    /// What it is estimated from, of one language.
    struct Counted {
        std::uint32_t documents = 0;
        std::vector<Word> words; // and codes
    };
    static std::string to_bytes(const std::array<Counted, 2>& counted); // by language

    /// Fails with not_found, io, or corrupt ("build the index anew").
    static Result<std::shared_ptr<const GramRarity>> open(const std::filesystem::path& path);
    static Result<std::shared_ptr<const GramRarity>> from_bytes(std::string bytes);
    ~GramRarity();

    /// Of an unknown gram the greatest.
    double of(std::uint32_t gram, Lang lang) const;

  private:
    struct Side {
        std::span<const std::uint32_t> grams; // ascending
        std::span<const float> rarity;        // in the same order
        float greatest = 1;
    };
    explicit GramRarity(std::unique_ptr<HeldBytes> bytes);
    static Result<std::shared_ptr<const GramRarity>> made_of(std::unique_ptr<HeldBytes> bytes);
    bool read();

    std::unique_ptr<HeldBytes> bytes_;
    std::array<Side, 2> sides_;
};

} // namespace lotse::index
