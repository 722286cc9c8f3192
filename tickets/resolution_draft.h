#pragma once
// What a solved ticket could be written down as: text taken from its redacted messages for somebody
// to finish, and the check that nothing personal is published with it.

#include <string>
#include <string_view>
#include <vector>

#include "tickets/database.h"
#include "tickets/redact.h"
#include "tickets/solution_store.h"

namespace lotse::tickets {

struct ResolutionDraft {
    TicketNumber ticket{};
    std::string lang{};
    std::string category{};
    std::string title{};
    std::string symptom{};             // what the customer saw
    std::string cause{};               // why it was so, as far as we wrote it down
    std::string solution{};            // our last answer
    std::vector<Question> questions{}; // that search could not answer

    bool operator==(const ResolutionDraft&) const = default;
};

/// Redacted throughout. not_found when there is no such ticket.
Result<ResolutionDraft> draft_resolution(Database& database, TicketNumber number);

/// What must not be published of a ticket: the names of all who took part, besides the patterns
/// that find_personal() knows by itself.
Result<RedactionContext> participants(Database& database, TicketNumber number);

/// The tickets that an article was written for or drafted from.
Result<std::vector<TicketNumber>> tickets_behind(Database& database, std::string_view article);

} // namespace lotse::tickets
