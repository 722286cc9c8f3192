#pragma once
// Solutions for a ticket that is being written or lies before an agent: what search finds for the
// writer's own words.

#include "indexer/base/result.h"
#include "searchd/search/engine.h"

namespace lotse::deflect {

/// Hits best first; `confident` says whether the first one is worth interrupting the writer for.
/// The draft is not recorded: it is no search yet.
Result<search::SearchAnswer> solutions_for(const search::Engine& engine,
                                           const search::Draft& draft);

} // namespace lotse::deflect
