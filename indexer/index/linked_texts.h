#pragma once
// What articles that are translations of one another say in both languages, gathered while a full
// build reads them: their titles, aliases, tags, headings and summaries teach how this knowledge
// base translates. Only what everybody may read is taken, because the pairs serve every caller. An
// article changed between two builds is learnt from at the next one.

#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "indexer/analysis/learned_pairs.h"
#include "indexer/index/document.h"

namespace lotse::index {

/// One thread.
class LinkedTexts {
  public:
    /// `i` is the document's number in its source: of two with one key the lowest counts.
    void add(const Document& document, std::size_t i);
    void add(LinkedTexts&& others);

    /// PairLearner::learn() of all that have a translation; the same in whatever order they came.
    std::string learn(const analysis::Analyzer& analyzer,
                      const analysis::Dictionary* dictionary) const;

  private:
    struct Text {
        std::string title;
        std::string summary;
        std::string aliases;
        std::string tags;
        std::vector<std::string> headings;
    };
    struct Place {
        std::string group;
        Lang lang = Lang::de;
        std::size_t i = 0;
        auto operator<=>(const Place&) const = default;
    };
    static std::vector<analysis::AlignedText> aligned(const Text& german, const Text& english);

    std::map<Place, Text> texts_;
};

} // namespace lotse::index
