#include "tickets/import.h"

#include "tickets/redact.h"
#include "tickets/sql_internal.h"
#include "tickets/work_internal.h"

namespace lotse::tickets {

namespace {

const Actor& importer() {
    static const Actor actor = Actor::program("import");
    return actor;
}

Status check(const ImportedTicket& imported) {
    const Ticket& ticket = imported.ticket;
    if (auto ref = checked_text(ticket.import_ref, "ref", max_subject_bytes); !ref)
        return ref.error();
    if (auto subject = checked_text(ticket.subject, "subject", max_subject_bytes); !subject)
        return subject.error();
    for (const Message& message : imported.messages)
        if (auto body = checked_text(message.body, "message", max_body_bytes); !body)
            return body.error();
    return check_lang(ticket.lang);
}

bool known(soci::session& sql, const std::string& ref) {
    return one_value<long long>(sql, "SELECT COUNT(*) FROM tickets WHERE import_ref = :ref", ref) >
           0;
}

Ticket as_it_will_stand(const ImportedTicket& imported) {
    Ticket ticket = imported.ticket;
    ticket.state = imported.resolution ? State::solved : State::open;
    if (imported.resolution)
        ticket.resolved = ticket.resolved.value_or(ticket.created);
    else
        ticket.resolved.reset();
    ticket.updated = ticket.resolved.value_or(ticket.created);
    if (ticket.resolved)
        ticket.worked = *ticket.resolved - ticket.created;
    if (!imported.moves.empty()) {
        ticket.level = imported.moves.back().to;
        ticket.team = imported.moves.back().team;
    }
    return ticket;
}

void insert_searches(soci::session& sql, const ImportedTicket& imported, TicketNumber number,
                     const RedactionContext& context) {
    for (TrailSearch search : imported.trail) {
        search.text = redact(search.text, context);
        const SearchId id = insert_search(sql, search, {});
        execute(sql, "UPDATE searches SET ticket_number = :n WHERE id = :id", number, id);
    }
}

/// Who answered last has solved it, as far as a foreign ticket tells.
std::string solver_of(const ImportedTicket& imported) {
    for (auto message = imported.messages.rbegin(); message != imported.messages.rend(); ++message)
        if (message->sender == Sender::agent)
            return message->author;
    return importer().name;
}

void insert_all(soci::session& sql, const ImportedTicket& imported, TimePoint now,
                const RedactionContext& context) {
    Ticket ticket = as_it_will_stand(imported);
    ticket.number = insert_ticket(sql, ticket, "");
    for (const Message& message : imported.messages)
        insert_message(sql, ticket.number, message);
    for (const LevelMove& move : imported.moves)
        insert_move(sql, ticket.number, move);
    insert_searches(sql, imported, ticket.number, context);
    if (imported.resolution) {
        Resolution resolution = *imported.resolution;
        resolution.at = *ticket.resolved;
        if (resolution.actor.empty())
            resolution.actor = solver_of(imported);
        if (resolution.kind == ResolutionKind::shared_solution) {
            resolution.title = redact(resolution.title, context);
            resolution.text = redact(resolution.text, context);
        }
        put_resolution_in_force(sql, ticket, resolution);
    }
    append_history(sql, now,
                   {.ticket = ticket.number,
                    .actor = importer(),
                    .event = "import",
                    .facts = {{"ref", ticket.import_ref}}});
}

} // namespace

Result<ImportReport> import_tickets(Database& database, std::span<const ImportedTicket> tickets) {
    ImportReport report;
    const TimePoint now = database.clock().now();
    Status status = database.write([&](soci::session& sql) -> Status {
        for (const ImportedTicket& imported : tickets) {
            if (Status good = check(imported); !good)
                return Error{good.error().code,
                             imported.ticket.import_ref + ": " + good.error().message,
                             good.error().hint};
            if (known(sql, imported.ticket.import_ref)) {
                ++report.known;
                continue;
            }
            insert_all(sql, imported, now,
                       {.names = {imported.ticket.contact.name},
                        .own_contacts = database.options().own_contacts});
            ++report.added;
        }
        return Done{};
    });
    if (!status)
        return status.error();
    return report;
}

} // namespace lotse::tickets
