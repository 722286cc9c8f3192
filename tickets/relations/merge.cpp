#include "tickets/relations/merge.h"

#include <algorithm>

#include "indexer/base/random.h"
#include "indexer/base/text.h"
#include "tickets/contact_keys.h"
#include "tickets/history_internal.h"
#include "tickets/lookups_internal.h"
#include "tickets/passwords.h"
#include "tickets/relations/links_internal.h"
#include "tickets/sql_internal.h"
#include "tickets/work_internal.h"

namespace lotse::tickets {

namespace {

std::string said(TicketNumber number) {
    return std::to_string(number.value);
}

bool nobody(const Ticket& ticket) {
    return !ticket.requester && ticket.contact.email.empty() && ticket.contact.phone.empty();
}

/// What two tickets know of their customers agrees in something.
bool same_customer(const Ticket& a, const Ticket& b) {
    if (a.requester && a.requester == b.requester)
        return true;
    if (!a.contact.email.empty() && ascii_lower(a.contact.email) == ascii_lower(b.contact.email))
        return true;
    return !a.contact.phone.empty() && phone_key(a.contact.phone) == phone_key(b.contact.phone);
}

Status check_merge(const Ticket& from, const Ticket& into) {
    if (from.number == into.number)
        return Error{Code::invalid_argument, "a ticket is not merged with itself", ""};
    if (from.kind == Kind::gap || into.kind == Kind::gap)
        return Error{Code::invalid_argument, "the ticket of a gap is not merged",
                     "gaps are merged as gaps"};
    if (into.state == State::merged)
        return Error{Code::conflict, "ticket " + said(into.number) + " is merged itself",
                     "merge into ticket " + said(into.merged_into.value_or(into.number))};
    if (!nobody(from) && !nobody(into) && !same_customer(from, into))
        return Error{Code::conflict, "the tickets belong to different customers",
                     "each would read the other's messages; link them or make a problem of them"};
    return Done{};
}

/// Rows of these tables name one ticket and simply change it.
void move_rows(soci::session& sql, TicketNumber from, TicketNumber into) {
    for (const char* table : {"messages", "searches", "replays", "attachments"})
        execute(sql,
                std::string("UPDATE ") + table +
                    " SET ticket_number = :into WHERE ticket_number = :from",
                into, from);
    execute(sql, "UPDATE gaps SET ticket_number = :into WHERE ticket_number = :from", into, from);
}

/// Rows that the other ticket may have already.
void unite_rows(soci::session& sql, TicketNumber from, TicketNumber into) {
    for (const auto& [table, column] :
         {std::pair{"gap_requests", "gap_id, told_at"}, std::pair{"ticket_tags", "tag"},
          std::pair{"problem_incidents", "problem_id"}}) {
        const std::string name(table);
        execute(sql,
                "INSERT INTO " + name + " (" + column + ", ticket_number) SELECT " + column +
                    ", CAST(:into AS BIGINT) FROM " + name +
                    " WHERE ticket_number = :from ON CONFLICT DO NOTHING",
                into, from);
        execute(sql, "DELETE FROM " + name + " WHERE ticket_number = :from", from);
    }
    execute(sql,
            "INSERT INTO ticket_links (from_ticket, kind, to_ticket) "
            "SELECT CAST(:into AS BIGINT), kind, to_ticket FROM ticket_links "
            "WHERE from_ticket = :from AND to_ticket <> :self ON CONFLICT DO NOTHING",
            into, from, into);
    execute(sql,
            "INSERT INTO ticket_links (from_ticket, kind, to_ticket) "
            "SELECT from_ticket, kind, CAST(:into AS BIGINT) FROM ticket_links "
            "WHERE to_ticket = :from AND from_ticket <> :self ON CONFLICT DO NOTHING",
            into, from, into);
    execute(sql, "DELETE FROM ticket_links WHERE from_ticket = :a OR to_ticket = :b", from, from);
}

/// A customer that only the merged ticket knew is now the other's.
void keep_customer(soci::session& sql, const Ticket& from, const Ticket& into) {
    if (!nobody(into))
        return;
    execute(sql,
            "UPDATE tickets SET requester_id = :r, contact_name = :n, contact_email = :e, "
            "contact_phone = :p, contact_domain = :d, contact_phone_key = :k WHERE number = :i",
            from.requester, from.contact.name, from.contact.email, from.contact.phone,
            email_domain(from.contact.email), phone_key(from.contact.phone), into.number);
}

Status check_split(const std::vector<Message>& all, const std::vector<MessageId>& chosen) {
    if (chosen.empty())
        return Error{Code::invalid_argument, "no message was chosen", "choose at least one"};
    for (const MessageId id : chosen)
        if (std::none_of(all.begin(), all.end(), [&](const auto& one) { return one.id == id; }))
            return Error{Code::invalid_argument,
                         "message " + std::to_string(id.value) + " is not of this ticket", ""};
    if (chosen.size() >= all.size())
        return Error{Code::invalid_argument, "nothing would be left of the ticket",
                     "leave at least one message"};
    return Done{};
}

void move_messages(soci::session& sql, const std::vector<MessageId>& messages, TicketNumber to) {
    for (const MessageId id : messages) {
        execute(sql, "UPDATE messages SET ticket_number = :n WHERE id = :i", to, id);
        execute(sql, "UPDATE attachments SET ticket_number = :n WHERE message_id = :i", to, id);
    }
}

Ticket split_off(const Ticket& old, const std::string& subject, TimePoint now) {
    return {.kind = Kind::request,
            .subject = subject,
            .lang = old.lang,
            .category = old.category,
            .channel = old.channel,
            .contact = old.contact,
            .requester = old.requester,
            .priority = old.priority,
            .created = now,
            .updated = now};
}

} // namespace

Status MergeStore::merge(const Actor& actor, TicketNumber number, TicketNumber into) {
    const TimePoint now = database_.clock().now();
    return database_.write([&](soci::session& sql) -> Status {
        const auto from = load_ticket(sql, number);
        const auto target = load_ticket(sql, into);
        if (!from)
            return from.error();
        if (!target)
            return target.error();
        if (Status possible = check_merge(*from, *target); !possible)
            return possible;
        Status merged = apply_event(sql, now, {actor, number, Event::merge}, [&](Work& work) {
            work.ticket.merged_into = into;
            work.facts.push_back({"into", into.value});
            return Status{Done{}};
        });
        if (!merged)
            return merged;
        move_rows(sql, number, into);
        unite_rows(sql, number, into);
        keep_customer(sql, *from, *target);
        return apply_event(sql, now, {actor, into, Event::absorb}, [&](Work& work) {
            work.facts.push_back({"ticket", number.value});
            return Status{Done{}};
        });
    });
}

Result<CreatedTicket> MergeStore::split(const Actor& actor, TicketNumber number,
                                        const SplitDraft& draft) {
    auto subject = checked_text(draft.subject, "subject", max_subject_bytes);
    if (!subject)
        return subject.error();
    std::vector<MessageId> chosen = draft.messages;
    std::sort(chosen.begin(), chosen.end());
    chosen.erase(std::unique(chosen.begin(), chosen.end()), chosen.end());
    CreatedTicket created{{}, random_token(database_.random())};
    const TimePoint now = database_.clock().now();
    Status status = database_.write([&](soci::session& sql) -> Status {
        const auto messages = load_messages(sql, number, Audience::staff);
        return apply_event(sql, now, {actor, number, Event::split}, [&](Work& work) -> Status {
            if (Status possible = check_split(messages, chosen); !possible)
                return possible;
            created.number = insert_ticket(sql, split_off(work.ticket, *subject, now),
                                           sha256_hex(created.link_token));
            move_messages(sql, chosen, created.number);
            append_history(sql, now,
                           {.ticket = created.number,
                            .actor = actor,
                            .event = "create",
                            .facts = {{"kind", "request"}, {"split_from", number.value}}});
            insert_link(sql, now, actor, created.number, LinkKind::follows, number);
            note_lookup(sql, LookupKind::intake, created.number);
            work.facts.push_back({"into", created.number.value});
            return Done{};
        });
    });
    if (!status)
        return status.error();
    return created;
}

} // namespace lotse::tickets
