#pragma once
// German compounds cut into words that somebody knows: every part a word, the parts and their
// linking elements cover the whole, and never a scrap.

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "indexer/analysis/split_rules.h"
#include "indexer/analysis/vocabulary.h"

namespace lotse::analysis {

/// Immutable; may be used from any thread.
class Splitter {
  public:
    /// Both may be null. What `rules` say comes first.
    Splitter(std::shared_ptr<const Vocabulary> lexicon, std::shared_ptr<const SplitRules> rules);

    /// Parts in order, without linking elements; empty when `word` is no compound. Remembered by
    /// each thread: `vocabulary` must not gain words between two calls.
    std::vector<std::string> split(std::string_view word, const Vocabulary& vocabulary) const;

    /// Of this object alone, for as long as the program runs: a cache key. Never 0.
    std::uint64_t serial() const { return serial_; }

  private:
    std::vector<std::string> cut(std::string_view word, const Vocabulary& vocabulary) const;
    const std::vector<std::string>* rule(std::string_view word) const;
    struct Part {
        std::string word;
        double weight = 0; // of its frequency; 0: no word
    };
    Part inner_part(std::string_view piece, const Vocabulary& vocabulary) const;
    Part last_part(std::string_view piece, const Vocabulary& vocabulary) const;
    bool derived(std::string_view word, const Vocabulary& vocabulary) const;
    Part known(std::string_view word, const Vocabulary& vocabulary) const;

    std::shared_ptr<const Vocabulary> lexicon_;
    std::shared_ptr<const SplitRules> rules_;
    std::uint64_t serial_; // tells splitters apart
    std::unordered_set<std::string> whole_;
    std::unordered_set<std::string> short_;
    std::unordered_set<std::string> first_;
    std::unordered_set<std::string> never_;
    std::unordered_map<std::string, std::vector<std::string>> fixed_;
};

} // namespace lotse::analysis
