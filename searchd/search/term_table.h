#pragma once
// A question's terms, found by what documents hold of them.

#include <cstdint>
#include <utility>
#include <vector>

#include "searchd/search/plan.h"

namespace lotse::search {

/// A plan's terms by the hash that readings hold (index/forward.h).
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

    /// False for nearly all terms of a document, and then find() is empty.
    bool may_hold(std::uint32_t hash) const {
        return (maybe_[hash >> 6U & 1023U] >> (hash & 63U) & 1U) != 0;
    }
    /// Entries of one hash.
    std::pair<const Entry*, const Entry*> find(std::uint32_t hash) const;

  private:
    std::vector<Entry> entries_;       // sorted by hash
    std::vector<std::uint64_t> maybe_; // bits of hashes that occur
};

} // namespace lotse::search
