#include "tickets/sheet/sheet.h"

namespace lotse::tickets {

namespace {

/// Takes the value over, or keeps the first error.
template <class T>
void take(T& into, Result<T> from, Status& status) {
    if (from)
        into = std::move(*from);
    else if (status)
        status = from.error();
}

} // namespace

Result<TicketSheet> read_sheet(Database& database, TicketNumber number) {
    auto details = TicketStore(database).details(number);
    if (!details)
        return details.error();
    TicketSheet sheet{.details = std::move(*details)};
    Status status = Done{};
    const LevelStore levels(database);
    take(sheet.slips, levels.slips(number), status);
    take(sheet.training_notes, levels.training_notes_of(number), status);
    take(sheet.level_one, FindingStore(database).verdicts(number), status);
    take(sheet.self_service, SelfServiceStore(database).of(number), status);
    const LinkStore links(database);
    take(sheet.tags, links.tags(number), status);
    take(sheet.links, links.links(number), status);
    take(sheet.problem, ProblemStore(database).problem_of(number), status);
    take(sheet.attachments, AttachmentStore(database, {}).list(number), status);
    if (!status)
        return status.error();
    return sheet;
}

} // namespace lotse::tickets
