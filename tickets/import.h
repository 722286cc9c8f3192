#pragma once
// Tickets that were worked on elsewhere, taken over with their times. Each has a foreign key
// ("ref"); one that is known already is left as it is, so that an import can be repeated.

#include <span>
#include <string>
#include <vector>

#include "tickets/database.h"
#include "tickets/ticket.h"

namespace lotse::tickets {

struct ImportedTicket {
    Ticket ticket; // with import_ref, created, resolved, contact; number and state are set here
    std::vector<TrailSearch> trail; // scrubbed on the way in
    std::vector<Message> messages;
    std::vector<LevelMove> moves;
    std::optional<Resolution> resolution;
};

struct ImportReport {
    std::size_t added = 0;
    std::size_t known = 0;

    bool operator==(const ImportReport&) const = default;
};

/// All of them in one transaction: after an error nothing was taken over. Shared solutions are
/// redacted on the way in.
Result<ImportReport> import_tickets(Database& database, std::span<const ImportedTicket> tickets);

} // namespace lotse::tickets
