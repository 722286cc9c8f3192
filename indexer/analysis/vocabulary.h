#pragma once
// The words that somebody knows: what an index holds, what a dictionary lists. Compounds are split
// and typing errors mended only into words of a Vocabulary.

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "indexer/analysis/lang.h"
#include "indexer/base/text_map.h"

namespace lotse::analysis {

/// Implementations are safe to call from any thread once built. Words are folded (fold.h).
class Vocabulary {
  public:
    Vocabulary();
    Vocabulary(const Vocabulary&) : Vocabulary() {}
    Vocabulary& operator=(const Vocabulary&) { return *this; }
    virtual ~Vocabulary() = default;

    /// Of this object alone, for as long as the program runs: a cache key.
    std::uint64_t serial() const { return serial_; }

    /// In how many documents the word stands; 0 when it is unknown.
    virtual std::uint32_t frequency(std::string_view folded, Lang lang) const = 0;
    /// Changes with the words; empty where that does not matter.
    virtual std::string fingerprint() const { return {}; }

  private:
    std::uint64_t serial_;
};

/// Knows nothing: no compound is split by it.
class NoVocabulary final : public Vocabulary {
  public:
    std::uint32_t frequency(std::string_view, Lang) const override { return 0; }
};

/// A Vocabulary in memory, counted up while reading documents. Not for use by other threads while
/// it is being added to.
class WordList final : public Vocabulary {
  public:
    /// Counts one more document (or `times` more) for the word.
    void add(std::string_view folded, Lang lang, std::uint32_t times = 1);
    std::uint32_t frequency(std::string_view folded, Lang lang) const override;
    /// Words of one language, in no order.
    void each(Lang lang, const std::function<void(std::string_view, std::uint32_t)>& visit) const;
    /// Counts all that the other one has.
    void add(const WordList& other);
    std::size_t size(Lang lang) const { return words_[static_cast<std::size_t>(lang)].size(); }

  private:
    std::array<TextMap<std::uint32_t>, 2> words_;
};

} // namespace lotse::analysis
