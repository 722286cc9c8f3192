#include "tickets/desk/held_replies.h"

#include "indexer/base/text.h"
#include "tickets/desk/sent_articles.h"
#include "tickets/sql_internal.h"
#include "tickets/work_internal.h"

namespace lotse::tickets {

namespace {

constexpr int most_sent = 100; // at once

std::vector<HeldReply> load(soci::session& sql, const std::string& where, long long number) {
    std::vector<HeldReply> replies;
    each_row<TicketNumber, PersonId, std::string, std::string, std::string, TimePoint, std::string>(
        sql,
        "SELECT ticket_number, person_id, actor, body, articles, due, state FROM held_replies "
        "WHERE " +
            where + " ORDER BY due, person_id LIMIT " + std::to_string(most_sent),
        [&](TicketNumber ticket, PersonId person, const std::string& actor, const std::string& body,
            const std::string& articles, TimePoint due, const std::string& state) {
            HeldReply reply{ticket,
                            person,
                            actor,
                            body,
                            {},
                            due,
                            state == "held" ? HeldState::held : HeldState::taken_back};
            for (const auto article : split(articles, '\n'))
                if (!article.empty())
                    reply.articles.emplace_back(article);
            replies.push_back(std::move(reply));
        },
        number);
    return replies;
}

std::string joined(const std::vector<std::string>& articles) {
    std::string text;
    for (const auto& article : articles)
        text += article + "\n";
    return text;
}

/// Whoever wrote it as an agent has sent it, whatever has become of him since.
Actor author_of(const HeldReply& reply) {
    return {.name = reply.actor, .person = reply.person, .roles = {Role::agent}};
}

long long remove(soci::session& sql, const HeldReply& reply) {
    return execute(sql,
                   "DELETE FROM held_replies WHERE ticket_number = :n AND person_id = :p AND "
                   "state = 'held'",
                   reply.ticket, reply.person);
}

/// The reply as a message, and no longer held: both or neither.
Status send_in(soci::session& sql, TimePoint now, const HeldReply& reply) {
    if (remove(sql, reply) == 0)
        return Done{}; // taken back meanwhile, or sent by another
    const Actor author = author_of(reply);
    const auto sent = add_message(sql, now, {author, reply.ticket, Event::agent_reply}, reply.body);
    return sent ? Status(Done{}) : Status(sent.error());
}

} // namespace

Status HeldReplies::hold(const Actor& actor, TicketNumber ticket, std::string_view body,
                         const std::vector<std::string>& articles, Milliseconds time) {
    auto text = checked_text(body, "message", max_body_bytes);
    if (!text)
        return text.error();
    if (Status before = send_now(actor, ticket); !before)
        return before;
    const TimePoint due = database_.clock().now() + time;
    return database_.write([&](soci::session& sql) -> Status {
        const auto there = load_ticket(sql, standing_ticket(sql, ticket));
        if (!there)
            return there.error();
        const auto next = next_state(there->state, Event::agent_reply, party_of(actor));
        if (!next)
            return next.error();
        execute(sql, "DELETE FROM held_replies WHERE ticket_number = :n AND person_id = :p", ticket,
                actor.person);
        execute(sql,
                "INSERT INTO held_replies (ticket_number, person_id, actor, body, articles, due, "
                "state) VALUES (:n, :p, :a, :b, :l, :d, 'held')",
                ticket, actor.person, actor.name, *text, joined(articles), due);
        return Done{};
    });
}

Result<std::vector<HeldReply>> HeldReplies::of(TicketNumber ticket) const {
    std::vector<HeldReply> replies;
    Status status = database_.read([&](soci::session& sql) -> Status {
        replies = load(sql, "ticket_number = :n", ticket.value);
        return Done{};
    });
    if (!status)
        return status.error();
    return replies;
}

Status HeldReplies::take_back(const Actor& actor, TicketNumber ticket) {
    return database_.write([&](soci::session& sql) -> Status {
        const auto taken = execute(sql,
                                   "UPDATE held_replies SET state = 'taken_back' WHERE "
                                   "ticket_number = :n AND person_id = :p AND state = 'held'",
                                   ticket, actor.person);
        return taken > 0 ? Status(Done{})
                         : Error{Code::not_found, "there is no answer to take back",
                                 "it has gone out already"};
    });
}

Status HeldReplies::discard(const Actor& actor, TicketNumber ticket) {
    return database_.write([&](soci::session& sql) -> Status {
        execute(sql,
                "DELETE FROM held_replies WHERE ticket_number = :n AND person_id = :p AND "
                "state <> 'held'",
                ticket, actor.person);
        return Done{};
    });
}

Status HeldReplies::send(const HeldReply& reply) {
    const TimePoint now = database_.clock().now();
    const Status sent =
        database_.write([&](soci::session& sql) { return send_in(sql, now, reply); });
    return sent ? SentArticles(database_).record(author_of(reply), reply.ticket, reply.articles)
                : sent;
}

Status HeldReplies::send_now(const Actor& actor, TicketNumber ticket) {
    const auto all = of(ticket);
    if (!all)
        return all.error();
    for (const HeldReply& reply : *all)
        if (reply.person == actor.person && reply.state == HeldState::held)
            return send(reply);
    return Done{};
}

Result<std::size_t> HeldReplies::send_due() {
    std::vector<HeldReply> due;
    Status status = database_.read([&](soci::session& sql) -> Status {
        due = load(sql, "state = 'held' AND due <= :now",
                   database_.clock().now().time_since_epoch().count());
        return Done{};
    });
    if (!status)
        return status.error();
    Status all = Done{};
    for (const HeldReply& reply : due)
        if (Status sent = send(reply); !sent)
            all = sent;
    if (!all)
        return all.error();
    return due.size();
}

} // namespace lotse::tickets
