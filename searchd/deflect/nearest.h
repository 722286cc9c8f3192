#pragma once
// The articles that come nearest to a gap: what search finds for its question though it would not
// show it. They tell whoever writes the answer what there is already.

#include <vector>

#include "indexer/base/result.h"
#include "searchd/search/engine.h"
#include "tickets/search_log.h"

namespace lotse::deflect {

/// For the question asked most, the nearest first, at most five. Empty when nobody's words are
/// left. Fails as Engine::search().
Result<std::vector<tickets::NearArticle>> nearest_articles(const search::Engine& engine,
                                                           const tickets::Gap& gap);

/// Looks them up for gaps that wait for it, at most `limit`; how many there were.
Result<std::size_t> keep_nearest_articles(const search::Engine& engine, tickets::Database& database,
                                          int limit = 20);

} // namespace lotse::deflect
