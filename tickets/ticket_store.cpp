#include "tickets/ticket_store.h"

#include "indexer/base/random.h"
#include "indexer/base/text.h"
#include "tickets/gaps_internal.h"
#include "tickets/lookups_internal.h"
#include "tickets/mail_internal.h"
#include "tickets/passwords.h"
#include "tickets/queue_internal.h"
#include "tickets/sql_internal.h"
#include "tickets/work_internal.h"

namespace lotse::tickets {

namespace {

constexpr auto link_life_after_closing = std::chrono::days{30};

struct CheckedDraft {
    Ticket ticket;
    std::string body;
};

Result<Contact> checked_contact(const Contact& contact) {
    auto who = checked_optional_text(contact.name, "name", max_subject_bytes);
    auto email = checked_optional_text(contact.email, "e-mail address", max_subject_bytes);
    auto phone = checked_optional_text(contact.phone, "phone number", max_subject_bytes);
    for (const auto* field : {&who, &email, &phone})
        if (!*field)
            return field->error();
    return Contact{*who, *email, *phone};
}

Result<CheckedDraft> checked(const TicketDraft& draft, TimePoint now) {
    auto subject = checked_text(draft.subject, "subject", max_subject_bytes);
    auto body = checked_text(draft.body, "message", max_body_bytes);
    auto category = checked_optional_text(draft.category, "category", max_subject_bytes);
    auto contact = checked_contact(draft.contact);
    for (const auto* field : {&subject, &body, &category})
        if (!*field)
            return field->error();
    if (!contact)
        return contact.error();
    if (Status lang = check_lang(draft.lang); !lang)
        return lang.error();
    return CheckedDraft{{.kind = Kind::request,
                         .subject = *subject,
                         .lang = draft.lang,
                         .category = *category,
                         .channel = draft.channel,
                         .contact = *contact,
                         .requester = draft.requester,
                         .priority = draft.priority,
                         .created = now,
                         .updated = now},
                        *body};
}

Message first_message(const Ticket& ticket, const std::string& body) {
    return {.at = ticket.created,
            .sender = Sender::customer,
            .visibility = Visibility::public_,
            .author_id = ticket.requester,
            .author = ticket.contact.name,
            .body = body};
}

/// Who is known to ask. Anybody may give an address in the portal; an agent knows whom he talks to.
std::optional<PersonId> customer_of(soci::session& sql, const Actor& actor, const Ticket& ticket) {
    if (ticket.requester || !actor.roles.staff() || ticket.contact.email.empty())
        return ticket.requester;
    const auto person = one_row<PersonId>(sql, "SELECT id FROM people WHERE email = :email",
                                          ascii_lower(ticket.contact.email));
    return person ? std::optional(std::get<0>(*person)) : std::nullopt;
}

template <class T, class Load>
Result<T> read_value(Database& database, Load&& load) {
    T value{};
    Status status = database.read([&](soci::session& sql) -> Status {
        value = load(sql);
        return Done{};
    });
    if (!status)
        return status.error();
    return value;
}

} // namespace

Result<CreatedTicket> TicketStore::create(const Actor& actor, const TicketDraft& draft) {
    const TimePoint now = database_.clock().now();
    auto checked_draft = checked(draft, now);
    if (!checked_draft)
        return checked_draft.error();
    CreatedTicket created{{}, random_token(database_.random())};
    Status status = database_.write([&](soci::session& sql) -> Status {
        Ticket& ticket = checked_draft->ticket;
        created.number = insert_ticket(sql, ticket, sha256_hex(created.link_token));
        ticket.number = created.number;
        insert_message(sql, created.number, first_message(ticket, checked_draft->body));
        attach_searches(sql, database_, created.number,
                        {.trail = draft.trail, .customer = customer_of(sql, actor, ticket)},
                        now - database_.options().trail_window);
        note_lookup(sql, LookupKind::intake, created.number);
        tell_by_mail(sql, now, MailKind::request_received, ticket);
        append_history(sql, now,
                       {.ticket = created.number,
                        .actor = actor,
                        .event = "create",
                        .facts = {{"kind", std::string(name(ticket.kind))},
                                  {"channel", std::string(name(ticket.channel))}}});
        return Done{};
    });
    if (!status)
        return status.error();
    return created;
}

Result<Ticket> TicketStore::find(TicketNumber number) const {
    Ticket ticket;
    Status status = database_.read([&](soci::session& sql) -> Status {
        auto loaded = load_ticket(sql, number);
        if (!loaded)
            return loaded.error();
        ticket = std::move(*loaded);
        return Done{};
    });
    if (!status)
        return status.error();
    return ticket;
}

Result<Ticket> TicketStore::find_by_link(std::string_view token) const {
    const std::string hash = sha256_hex(token);
    auto number = read_value<TicketNumber>(database_, [&](soci::session& sql) {
        const auto row =
            one_row<TicketNumber>(sql,
                                  "SELECT number FROM tickets WHERE link_hash = :h UNION ALL "
                                  "SELECT ticket_number FROM secret_links WHERE hash = :same",
                                  hash, hash);
        return row ? standing_ticket(sql, std::get<0>(*row)) : TicketNumber{};
    });
    if (!number)
        return number.error();
    const Error unknown{Code::not_found, "this link leads to no request",
                        "it may have expired; write to us again"};
    if (!*number)
        return unknown;
    auto ticket = find(*number);
    if (ticket && ticket->state == State::closed &&
        ticket->updated + link_life_after_closing < database_.clock().now())
        return unknown;
    return ticket;
}

Result<std::vector<Ticket>> TicketStore::list(const TicketFilter& filter) const {
    return read_value<std::vector<Ticket>>(
        database_, [&](soci::session& sql) { return load_page(sql, filter); });
}

Result<TicketDetails> TicketStore::details(TicketNumber number) const {
    TicketDetails details;
    Status status = database_.read([&](soci::session& sql) -> Status {
        auto ticket = load_ticket(sql, number);
        if (!ticket)
            return ticket.error();
        details = {.ticket = std::move(*ticket),
                   .messages = load_messages(sql, number, Audience::staff),
                   .moves = load_moves(sql, number),
                   .resolutions = load_resolutions(sql, number),
                   .trail = load_searches_of(sql, number),
                   .replays = load_replays(sql, number),
                   .history = load_history(sql, number)};
        return Done{};
    });
    if (!status)
        return status.error();
    return details;
}

Result<std::vector<Message>> TicketStore::public_messages(TicketNumber number) const {
    return read_value<std::vector<Message>>(database_, [&](soci::session& sql) {
        return load_messages(sql, number, Audience::customer);
    });
}

} // namespace lotse::tickets
