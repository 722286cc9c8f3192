#pragma once
// Verified closing: after a ticket was solved its failed searches are asked again, and the ticket
// says at which rank each now finds its answer, or that it still does not.

#include <cstddef>
#include <cstdint>
#include <vector>

#include "indexer/base/result.h"
#include "indexer/content/catalog.h"
#include "searchd/deflect/miss.h"
#include "searchd/search/engine.h"
#include "tickets/solution_store.h"

namespace lotse::deflect {

struct ReplayReport {
    std::size_t asked = 0;
    std::size_t found = 0;    // at any rank
    std::size_t verified = 0; // among the first three

    bool all_found() const { return asked == found; }
    bool all_verified() const { return asked == verified; }
};

/// Asks as the customer would: with nothing below the confidence floor, of what the public may
/// read, or signed-in customers where the requester has an account. The answer is the linked
/// article (or its translation) or the ticket's shared solution. A ticket that is not solved (any
/// more), or was solved without knowledge, has nothing to ask. What is found among the first three
/// is kept as a verified pair; of the rest it says which words miss.
class Replayer {
  public:
    /// All must outlive the object.
    Replayer(tickets::Database& database, const search::Engine& engine,
             const content::Catalog& catalog);

    /// Asks and stores; `generation` is that of the index being asked.
    Result<ReplayReport> replay(tickets::TicketNumber ticket, std::uint64_t generation);

    /// The documents any of which is the ticket's answer, the one that it names first; empty when
    /// it was solved without knowledge.
    std::vector<index::Key> answers_of(const tickets::ResolvedTicket& ticket) const;

    /// Whom the ticket's questions are asked for.
    Result<search::Visibility> asker_of(tickets::TicketNumber ticket) const;

    /// One question of a ticket, looked for among its answers: the best one counts.
    Result<Encounter> ask(const tickets::Question& question, const std::vector<index::Key>& answers,
                          search::Visibility asker) const;

  private:
    tickets::Database& database_;
    const search::Engine& engine_;
    const content::Catalog& catalog_;
};

} // namespace lotse::deflect
