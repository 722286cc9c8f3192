#pragma once
// How sure an answer is, and how sure it has to be. Pure functions over what ranking found.
//
// Confidence is a calibrated probability: of 100 answers with a confidence of .8, about 80 are
// *useful*, that is, a right document is among their first three. An answer that is shown and is
// not useful is *useless*; all answers to questions that nothing answers are.

#include "searchd/search/rank.h"

namespace lotse::search {

/// What tells an answer from a coincidence. Both masses are in units of the rarest word that there
/// can be, so that they mean the same in a small knowledge base and in a large one.
struct Evidence {
    double score = 0;
    double unmet = 0; // what the document holds nothing of in the question
    double pack = 0;  // share of the score that the fifth document has as well, in [0, 1]
};

/// Function words are no evidence: they stand everywhere. `fifth_score` is meant() of the fifth.
Evidence evidence_of(const Scored& scored, double fifth_score);

/// The score without what function words gave.
double meant(const Scored& scored);

/// In [0, 1]. More evidence never makes it less.
double confidence(const Evidence& evidence);

/// The confidence above which, of the answers that are shown, about this share is useless; in
/// [0, 1]. 1 (show everything) → 0.
double floor_for(double most_useless);

} // namespace lotse::search
