#include "searchd/deflect/failure.h"

namespace lotse::deflect {

tickets::Outcome outcome_of(const search::SearchAnswer& answer) {
    using tickets::Outcome;
    if (answer.confident)
        return Outcome::answered;
    return answer.abstained || !answer.hits.empty() ? Outcome::low_confidence : Outcome::no_results;
}

} // namespace lotse::deflect
