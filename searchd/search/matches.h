#pragma once
// Where a question's words stand in the texts of a document: read off its forward list, so that
// nothing is analysed again.

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/index/document.h"
#include "searchd/search/plan.h"
#include "searchd/search/rank.h"

namespace lotse::search {

struct Match {
    Mark at;                               // the written word
    std::uint16_t group = 0;               // of the plan
    std::uint16_t part = TermTable::whole; // of the group
    float worth = 0;
    Rule rule = Rule::exact;
};

/// For one document; what it refers to must outlive it.
class Matches {
  public:
    Matches(const Plan& plan, const TermTable& table, const index::StoredDocument& document);

    /// In order of the text: for each word and group of meaning the best match. `text` is all that
    /// the field holds, or its beginning.
    std::vector<Match> in(index::Field field, std::string_view text) const;

    /// The same for a field of several texts (aliases, questions, tags).
    std::vector<std::vector<Match>> in(index::Field field,
                                       const std::vector<std::string>& texts) const;

  private:
    struct Occurrence {
        std::uint32_t position = 0; // in the field
        const TermTable::Entry* entry = nullptr;
    };
    using Occurrences = std::vector<Occurrence>;
    std::array<Occurrences, index::fields.size()> by_field_; // in order
};

} // namespace lotse::search
