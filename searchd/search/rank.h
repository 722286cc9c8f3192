#pragma once
// The second stage: documents weighed by where, how and how near to each other the question's words
// stand in them. Title, other names, answered questions and text have each their own length and
// saturation, which one Xapian database cannot give.

#include <cstdint>
#include <string>
#include <vector>

#include "indexer/index/document.h"
#include "searchd/search/grams.h"
#include "searchd/search/lengths.h"
#include "searchd/search/plan.h"

namespace lotse::search {

/// A plan's terms by the hash that forward lists hold.
class TermTable {
  public:
    struct Entry {
        std::uint32_t hash = 0;
        std::uint16_t group = 0;
        std::uint16_t part = whole; // index into Group::parts
        float worth = 0;
        Rule rule = Rule::exact;
    };
    static constexpr std::uint16_t whole = 0xFFFF;

    explicit TermTable(const Plan& plan);

    /// Entries of one hash; empty for nearly all terms of a document.
    std::pair<const Entry*, const Entry*> find(std::uint32_t hash) const;

  private:
    std::vector<Entry> entries_;       // sorted by hash
    std::vector<std::uint64_t> maybe_; // bits of hashes that occur
};

/// What a score is made of; the parts add up to it.
struct Scored {
    double score = 0;
    double text = 0;
    double title = 0;
    double names = 0; // aliases and tags
    double questions = 0;
    double nearness = 0;
    double letters = 0;        // words that look alike
    double function_words = 0; // "how", "mit": they order hits and say nothing else
    double coverage = 0;       // share of the question's rarity that is met, in [0, 1]
    double title_coverage = 0; // the same in title, aliases and questions
    double depth = 0;          // score for each unit of rarity
    double confidence = 0;
};

Scored score(const Plan& plan, const TermTable& table, const GramQuery& grams,
             const index::StoredDocument& document, const Lengths& lengths);

} // namespace lotse::search
