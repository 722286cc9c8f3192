#pragma once
// Noting and ticking off lookups, inside the caller's transaction.

#include "tickets/lookups.h"

namespace soci {
class session;
}

namespace lotse::tickets {

void note_lookup(soci::session& sql, LookupKind kind, TicketNumber ticket, MoveId move = {});
/// False when somebody else has done it already.
bool take_lookup(soci::session& sql, const Lookup& lookup);

} // namespace lotse::tickets
