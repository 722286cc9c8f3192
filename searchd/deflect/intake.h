#pragma once
// What search can do when a ticket comes in, through whichever channel: say whether self-service
// would have answered it, and which tickets of the same customer are about the same matter.

#include <cstdint>
#include <string>
#include <vector>

#include "searchd/search/engine.h"
#include "tickets/intake/same_customer.h"
#include "tickets/intake/self_service.h"

namespace lotse::deflect {

/// Searches the ticket's words as its customer would have, and keeps what was found.
Status look_up_intake(tickets::Database& database, const search::Engine& engine,
                      const tickets::Lookup& lookup, std::uint64_t generation);

struct Duplicate {
    tickets::Ticket ticket;
    tickets::SameBy whose = tickets::SameBy::email;
    double score = 0;               // 0 to 1
    std::vector<std::string> words; // of the new ticket, that the other has too
};

/// Tickets of the same customer or organisation that tell of the same matter as `draft`, most
/// alike first. For staff only: customers are never told of other tickets.
Result<std::vector<Duplicate>> possible_duplicates(tickets::Database& database,
                                                   const search::Engine& engine,
                                                   const tickets::CustomerKeys& keys,
                                                   const search::Draft& draft);

} // namespace lotse::deflect
