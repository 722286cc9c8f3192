#pragma once
// Solutions for a ticket that is being written or lies before an agent: what search finds for the
// writer's own words.

#include <optional>
#include <string>
#include <string_view>

#include "indexer/base/result.h"
#include "searchd/search/engine.h"

namespace lotse::deflect {

/// What the writer says himself: without quoted history, signature and closing formula, and
/// without the greeting at the beginning ("Sehr geehrte Damen und Herren,", "Hi there,").
std::string own_words(std::string_view body);

/// Hits best first; `confident` says whether the first one is worth interrupting the writer for.
/// The draft is not recorded: it is no search yet.
Result<search::SearchAnswer> solutions_for(const search::Engine& engine, search::Draft draft);

} // namespace lotse::deflect
