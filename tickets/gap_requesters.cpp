// Telling those who asked that there is an answer now.

#include <set>

#include "indexer/base/text.h"
#include "tickets/gap_rows_internal.h"
#include "tickets/gap_store.h"
#include "tickets/mail_internal.h"
#include "tickets/sql_internal.h"
#include "tickets/work_internal.h"

namespace lotse::tickets {

namespace {

constexpr const char* our_words_de =
    "Zu Ihrer Frage gibt es jetzt eine Antwort. Bitte suchen Sie noch einmal; hilft sie nicht, "
    "schreiben Sie uns hier.";
constexpr const char* our_words_en =
    "There is an answer to your question now. Please search again; if it does not help, write to "
    "us here.";

std::vector<TicketNumber> untold(soci::session& sql, GapId gap) {
    std::vector<TicketNumber> tickets;
    each_row<TicketNumber>(
        sql,
        "SELECT ticket_number FROM gap_requests WHERE gap_id = :gap AND told_at IS NULL "
        "ORDER BY ticket_number",
        [&](TicketNumber number) { tickets.push_back(number); }, gap);
    return tickets;
}

/// Equal for tickets of one person; of somebody unknown each is its own.
std::string whose(const Ticket& ticket) {
    if (ticket.requester)
        return "person " + std::to_string(ticket.requester->value);
    if (!ticket.contact.email.empty())
        return ascii_lower(ticket.contact.email);
    return "ticket " + std::to_string(ticket.number.value);
}

/// Says it without touching the ticket's state: a solved one stays solved.
void say(soci::session& sql, TimePoint now, const Actor& actor, Ticket ticket,
         const std::string& text, GapId gap) {
    const MessageId message =
        insert_message(sql, ticket.number,
                       {.at = now,
                        .sender = actor.system ? Sender::system : Sender::agent,
                        .visibility = Visibility::public_,
                        .author_id = actor.person ? std::optional(actor.person) : std::nullopt,
                        .author = actor.name,
                        .body = text});
    ticket.updated = now;
    update_ticket(sql, ticket);
    tell_by_mail(sql, now, MailKind::answer_arrived, ticket);
    append_history(sql, now,
                   {.ticket = ticket.number,
                    .actor = actor,
                    .event = "tell_requester",
                    .facts = {{"message", message.value}, {"gap", gap.value}}});
}

} // namespace

Result<std::vector<TicketNumber>> GapStore::tell(const Actor& actor, GapId gap,
                                                 const Announcement& text) {
    auto de = checked_optional_text(text.de, "message", max_body_bytes);
    auto en = checked_optional_text(text.en, "message", max_body_bytes);
    for (const auto* field : {&de, &en})
        if (!*field)
            return field->error();
    const std::string german = de->empty() ? our_words_de : *de;
    const std::string english = en->empty() ? our_words_en : *en;
    const TimePoint now = database_.clock().now();
    std::vector<TicketNumber> told;
    Status done = database_.write([&](soci::session& sql) -> Status {
        const auto row = load_gap(sql, gap);
        if (!row)
            return row.error();
        if (row->state != GapState::answered && row->state != GapState::closed)
            return Error{Code::conflict, "the gap is not answered yet", "solve its ticket first"};
        std::set<std::string> people;
        for (const TicketNumber number : untold(sql, gap)) {
            auto ticket = load_ticket(sql, standing_ticket(sql, number));
            if (!ticket)
                return ticket.error();
            if (people.insert(whose(*ticket)).second) {
                say(sql, now, actor, *ticket, ticket->lang == "en" ? english : german, gap);
                told.push_back(ticket->number);
            }
        }
        execute(sql,
                "UPDATE gap_requests SET told_at = :now WHERE gap_id = :gap AND "
                "told_at IS NULL",
                now, gap);
        return Done{};
    });
    if (!done)
        return done.error();
    return told;
}

} // namespace lotse::tickets
