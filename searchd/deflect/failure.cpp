#include "searchd/deflect/failure.h"

namespace lotse::deflect {

namespace {

constexpr bool in_order() {
    for (std::size_t i = 0; i < failure_rules.size(); ++i)
        if (static_cast<std::size_t>(failure_rules[i].signal) != i)
            return false;
    return true;
}

// The store counts by outcome: it must mean the same by "failed" as the table here.
constexpr bool agrees_with_store() {
    for (const FailureRule& one : failure_rules)
        if (one.failed != tickets::failed(one.outcome))
            return false;
    return true;
}

static_assert(in_order());
static_assert(agrees_with_store());

} // namespace

Signal signal_of(const search::SearchAnswer& answer) {
    if (answer.confident)
        return Signal::shown;
    return answer.abstained || !answer.hits.empty() ? Signal::nothing_above_floor
                                                    : Signal::nothing_found;
}

} // namespace lotse::deflect
