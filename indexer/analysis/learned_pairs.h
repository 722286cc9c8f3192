#pragma once
// What a knowledge base calls things in its other language, learnt from articles that are linked as
// translations of one another: texts that say the same (title and title, summary and summary) are
// aligned word by word (IBM model 1, both ways at once), the bilingual dictionary telling which
// words explain each other already.
//
//     PairLearner learner(*analyzer, dictionary.get());
//     learner.add({{"Kundenkonto sperren", "Lock the billing account", true}});   // one article
//     std::string bytes = learner.learn();      // a compiled Dictionary without listed forms
//
// Only what the dictionary does not know is kept. A pair counts when two linked articles show it,
// or one title of which all else is explained.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "indexer/analysis/analyzer.h"
#include "indexer/analysis/dictionary.h"

namespace lotse::analysis {

/// Two texts that say the same.
struct AlignedText {
    std::string_view german;
    std::string_view english;
    bool title = false;
};

/// One thread.
class PairLearner {
  public:
    /// `dictionary` may be null. Both must outlive the learner.
    PairLearner(const Analyzer& analyzer, const Dictionary* dictionary)
        : analyzer_(analyzer), dictionary_(dictionary) {}

    /// The aligned texts of one article and its translation.
    void add(const std::vector<AlignedText>& texts);

    /// For Dictionary::from_bytes(); empty when nothing could be learnt. Weights are absolute: how
    /// sure it is that the two mean the same.
    std::string learn() const;

  private:
    using Id = std::uint32_t;
    struct Words {
        std::vector<std::string> stems; // by id
        std::unordered_map<std::string, Id> ids;
    };
    struct Segment {
        std::vector<Id> german; // none twice
        std::vector<Id> english;
        std::size_t article = 0;
        bool title = false;
    };
    struct Counts; // what the segments say together

    std::vector<Id> content(std::string_view text, Lang lang);
    void look_up(Counts& counts) const;
    void count(const Segment& segment, Counts& counts) const;
    void align(Counts& counts) const;
    void left_over(const Segment& segment, Counts& counts) const;
    bool listed(const std::string& stem, Lang lang) const;

    const Analyzer& analyzer_;
    const Dictionary* dictionary_;
    Words words_[2];
    std::vector<Segment> segments_;
    std::size_t articles_ = 0;
};

} // namespace lotse::analysis
