#pragma once
// Verified closing: after a ticket was solved its failed searches are asked again, and the ticket
// says at which rank each now finds its answer, or that it still does not.

#include <cstddef>
#include <cstdint>
#include <vector>

#include "indexer/base/result.h"
#include "indexer/content/catalog.h"
#include "searchd/search/engine.h"
#include "tickets/solution_store.h"

namespace lotse::deflect {

/// Deeper than this a hit counts as not found: nobody reads that far.
inline constexpr std::size_t deepest_rank = 50;

struct ReplayReport {
    std::size_t asked = 0;
    std::size_t found = 0;

    bool all_found() const { return asked == found; }
};

/// Asks as the customer would: with nothing below the confidence floor, of what the public may
/// read, or signed-in customers where the requester has an account. The answer is the linked
/// article (or its translation) or the ticket's shared solution. A ticket that is not solved (any
/// more), or was solved without knowledge, has nothing to ask.
class Replayer {
  public:
    /// All must outlive the object.
    Replayer(tickets::Database& database, const search::Engine& engine,
             const content::Catalog& catalog);

    /// Asks and stores; `generation` is that of the index being asked.
    Result<ReplayReport> replay(tickets::TicketNumber ticket, std::uint64_t generation);

  private:
    Result<tickets::Replay> ask(const tickets::Question& question,
                                const tickets::ResolvedTicket& ticket,
                                search::Visibility caller) const;
    bool answers(const search::Hit& hit, const tickets::ResolvedTicket& ticket) const;

    tickets::Database& database_;
    const search::Engine& engine_;
    const content::Catalog& catalog_;
};

} // namespace lotse::deflect
