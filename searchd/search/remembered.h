#pragma once
// The questions that a document has answered before, each compared with the one that is asked. One
// that is nearly the same is better evidence than all of their words in one bag: a document that
// answered many questions shares words with everything.

#include <cstdint>
#include <vector>

#include "indexer/analysis/lang.h"
#include "searchd/search/plan.h"

namespace lotse::search {

/// For one document and one question: see() its question words in order, then ask.
class Remembered {
  public:
    /// `plan` must outlive it.
    Remembered(const Plan& plan, analysis::Lang lang);

    /// A term of a word at `position` of the field that stands for a group, or for a part of one.
    /// `part` is TermTable::whole for a group.
    void see(std::uint16_t position, std::uint16_t group, std::uint16_t part, double worth);
    /// Any word of the field, whether it meets one of the question or not.
    void word(std::uint16_t position);

    /// 0 without a question in common; about the rarity of what is asked when the very same was
    /// answered before; a little more when several were like it.
    double score();

  private:
    void next();
    double likeness() const;
    double met(std::size_t group) const;

    const Plan& plan_;
    std::size_t lang_;
    double mass_ = 0;    // of the asked question's groups
    double average_ = 0; // of one of them
    int last_ = -1;      // position
    int words_ = 0;      // of the remembered question that is being read
    int words_met_ = 0;
    int last_met_ = -1;
    std::vector<double> whole_;
    std::vector<std::vector<double>> parts_;
    std::vector<double> likenesses_;
};

} // namespace lotse::search
