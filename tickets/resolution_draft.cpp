#include "tickets/resolution_draft.h"

#include "tickets/redactor_internal.h"
#include "tickets/rows_internal.h"
#include "tickets/sql_internal.h"

namespace lotse::tickets {

namespace {

/// Runs `make(sql, ticket, redactor)` on a ticket as it stands.
template <class Make>
Status with_redactor(Database& database, TicketNumber number, Make&& make) {
    return database.read([&](soci::session& sql) -> Status {
        const auto ticket = load_ticket(sql, number);
        if (!ticket)
            return ticket.error();
        const auto messages = load_messages(sql, number, Audience::staff);
        make(sql, *ticket, Redactor(*ticket, messages, database.options().own_contacts));
        return Done{};
    });
}

} // namespace

Result<ResolutionDraft> draft_resolution(Database& database, TicketNumber number) {
    ResolutionDraft draft;
    Status status = with_redactor(
        database, number, [&](soci::session& sql, const Ticket& ticket, const Redactor& redactor) {
            draft = {.ticket = number,
                     .lang = ticket.lang,
                     .category = ticket.category,
                     .title = redactor.clean(ticket.subject),
                     .symptom = redactor.problem(),
                     .cause = redactor.cause(),
                     .solution = redactor.last_answer(),
                     .questions = load_failed_questions(sql, number)};
        });
    if (!status)
        return status.error();
    return draft;
}

Result<RedactionContext> participants(Database& database, TicketNumber number) {
    RedactionContext context;
    Status status =
        with_redactor(database, number, [&](soci::session&, const Ticket&, const Redactor& known) {
            context = known.context();
        });
    if (!status)
        return status.error();
    return context;
}

Result<std::vector<TicketNumber>> tickets_behind(Database& database, std::string_view article) {
    std::vector<TicketNumber> numbers;
    Status status = database.read([&](soci::session& sql) -> Status {
        each_row<TicketNumber>(
            sql,
            "SELECT DISTINCT ticket_number FROM resolutions WHERE article = :article AND "
            "kind IN ('written_article', 'drafted_article') ORDER BY ticket_number",
            [&](TicketNumber number) { numbers.push_back(number); }, article);
        return Done{};
    });
    if (!status)
        return status.error();
    return numbers;
}

} // namespace lotse::tickets
