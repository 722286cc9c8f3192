#pragma once
// How sure an answer is, and how sure it has to be. Pure functions over what ranking found.
//
// Confidence is a calibrated probability: of 100 answers with a confidence of .8, about 80 are
// *useful*, that is, a right document is among their first three. An answer is as sure as the
// surest of these three. An answer that is shown and is not useful is *useless*; all answers to
// questions that nothing answers are.

#include <array>
#include <string_view>
#include <vector>

#include "searchd/search/evidence.h"
#include "searchd/search/passage.h"
#include "searchd/search/rank.h"

namespace lotse::search {

/// The scores among which a hit stands out or does not.
class Crowd {
  public:
    /// meant() of all hits, best first.
    explicit Crowd(const std::vector<double>& scores);

    double spread(double score, double unit) const;

  private:
    bool alone_ = true; // too few to tell
    double mean_ = 0;
    double deviation_ = 0;
};

Evidence evidence_of(const Scored& scored, const Passage& passage, const Crowd& crowd);

/// The score without what function words gave.
double meant(const Scored& scored);

/// A kind of evidence as a number of which more is never a reason to be less sure.
struct Signal {
    std::string_view name;
    std::string_view says;
    double (*of)(const Evidence&);
    double weight; // never negative
};
/// Confidence is the logistic function of their weighted sum and an offset.
extern const std::array<Signal, 5> signals;

/// In [0, 1]. More evidence never makes it less.
double confidence(const Evidence& evidence);

/// The confidence above which, of the answers that are shown, about this share is useless; in
/// [0, 1]. 1 (show everything) → 0.
double floor_for(double most_useless);

} // namespace lotse::search
