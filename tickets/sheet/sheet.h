#pragma once
// Everything that staff see of one ticket on one sheet, gathered from the stores of all rooms.

#include "tickets/files/attachments.h"
#include "tickets/intake/self_service.h"
#include "tickets/levels/findings.h"
#include "tickets/levels/level_store.h"
#include "tickets/relations/links.h"
#include "tickets/relations/problems.h"

namespace lotse::tickets {

struct TicketSheet {
    TicketDetails details;
    std::vector<HandedSlip> slips{};
    std::vector<TrainingNote> training_notes{}; // newest first
    std::vector<LevelOneVerdict> level_one{};   // one for each hand-over from level 1
    std::optional<SelfService> self_service{};  // once it was asked
    std::vector<std::string> tags{};
    std::vector<TicketLink> links{};
    std::optional<ProblemId> problem{};
    std::vector<Attachment> attachments{};
};

Result<TicketSheet> read_sheet(Database& database, TicketNumber number);

} // namespace lotse::tickets
