#pragma once
// As what a search counts when its answer is there. What comes after it may turn that; the table of
// all outcomes is tickets/failure.h.

#include "searchd/search/engine.h"
#include "tickets/words.h"

namespace lotse::deflect {

tickets::Outcome outcome_of(const search::SearchAnswer& answer);

} // namespace lotse::deflect
