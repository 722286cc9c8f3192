#pragma once
// Help with handing a ticket over: the slip filled in as far as the ticket knows, and the expert
// team that its words speak for.

#include <string>
#include <vector>

#include "indexer/base/result.h"
#include "searchd/search/engine.h"
#include "tickets/levels/level_store.h"
#include "tickets/levels/teams.h"

namespace lotse::deflect {

struct TeamProposal {
    tickets::Team team;
    double score = 0;               // comparable within one answer only
    std::vector<std::string> words; // of the ticket, that are among the team's topics
    bool category = false;          // the ticket's category is the team's
};

/// Teams of the last level that anything speaks for, best first.
Result<std::vector<TeamProposal>> propose_teams(tickets::Database& database,
                                                const search::Engine& engine,
                                                const tickets::TicketDetails& details);

struct HandoverDraft {
    tickets::HandoverSlip slip;
    std::vector<std::string> missing; // facts that somebody has to add
    std::vector<TeamProposal> teams;
};

/// `lang` ("de", "en") is that of the slip's own sentences.
Result<HandoverDraft> handover_draft(tickets::Database& database, const search::Engine& engine,
                                     tickets::TicketNumber number, std::string_view lang);

/// The ticket's own words, to search or compare with: its subject and the customer's first message.
search::Draft own_words_of(const tickets::TicketDetails& details);

} // namespace lotse::deflect
