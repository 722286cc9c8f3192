#pragma once
// What level 1 could have found itself: asked when it hands a ticket over, judged when the ticket
// is solved (tickets/levels/findings.h).

#include <cstdint>

#include "indexer/content/catalog.h"
#include "searchd/search/engine.h"
#include "tickets/levels/findings.h"

namespace lotse::deflect {

/// Asks what level 1's search finds for the ticket's text and each search of its trail, and writes
/// it down with the generation of the index.
Status look_up_hand_over(tickets::Database& database, const search::Engine& engine,
                         const tickets::Lookup& lookup, std::uint64_t generation);

/// Holds what solved the ticket against what had been found. A ticket that is not solved (any
/// more), or without knowledge, has no verdict.
Status judge_level_one(tickets::Database& database, const content::Catalog& catalog,
                       tickets::TicketNumber ticket);

} // namespace lotse::deflect
