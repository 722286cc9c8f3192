#pragma once
// Linking inside a transaction of somebody else's.

#include "indexer/base/clock.h"
#include "tickets/actor.h"

namespace soci {
class session;
}

namespace lotse::tickets {

/// The link and a row of history on both sides.
void insert_link(soci::session& sql, TimePoint now, const Actor& actor, TicketNumber from,
                 LinkKind kind, TicketNumber to);

} // namespace lotse::tickets
