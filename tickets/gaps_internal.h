#pragma once
// Counting failed searches into gaps, inside the caller's transaction.

#include "tickets/database.h"
#include "tickets/ids.h"
#include "tickets/search_log.h"

namespace soci {
class session;
}

namespace lotse::tickets {

struct CountedSearch {
    SearchId id;
    std::string visitor;
    std::string topic;
    TimePoint at{};
};

/// Counts a failed search, once, into the gap of its topic; makes the gap if there is none. Zero
/// when the search has no topic.
GapId count_into_gap(soci::session& sql, const CountedSearch& search);

/// Gives the gap its first-level ticket, or work on it again, when enough visitors have met it
/// since it was last answered.
Status follow_up_gap(soci::session& sql, GapId gap, const Database& database);

/// The searches of the trail since `since` belong to the request from now on; their gaps know it.
/// The last search of the trail counts as left for the form unless it had failed already.
void attach_trail(soci::session& sql, TicketNumber request, std::string_view trail,
                  TimePoint since);

} // namespace lotse::tickets
