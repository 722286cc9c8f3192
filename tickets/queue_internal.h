#pragma once
// Reading a page of a queue, inside a transaction that the caller holds.

#include <string>
#include <vector>

#include "tickets/queue.h"

namespace soci {
class session;
}

namespace lotse::tickets {

std::vector<Ticket> load_page(soci::session& sql, const TicketFilter& filter);

/// The statements that find a page's numbers, one for each pass: what tests ask the database to
/// explain. They have the parameters :team, :category and :tag where the filter does.
std::vector<std::string> page_queries(const TicketFilter& filter);

} // namespace lotse::tickets
