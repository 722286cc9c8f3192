#pragma once
// A question's terms, found by what documents hold of them.

#include <cstdint>
#include <span>

#include "searchd/search/by_hash.h"
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

    /// Entries of one hash: none for nearly all terms of a document.
    std::span<const Entry> find(std::uint32_t hash) const { return entries_.find(hash); }
    const std::vector<Entry>& all() const { return entries_.all(); }

  private:
    ByHash<Entry> entries_;
};

} // namespace lotse::search
