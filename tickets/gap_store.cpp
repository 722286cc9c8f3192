#include "tickets/gap_store.h"

#include <algorithm>
#include <set>

#include "tickets/gap_rows_internal.h"
#include "tickets/gaps_internal.h"
#include "tickets/sql_internal.h"
#include "tickets/work_internal.h"

namespace lotse::tickets {

namespace {

bool is_gap_ticket(soci::session& sql, const std::optional<TicketNumber>& number) {
    if (!number)
        return false;
    const auto ticket = load_ticket(sql, *number);
    return ticket && ticket->kind == Kind::gap;
}

bool is_finished(soci::session& sql, TicketNumber number) {
    const auto ticket = load_ticket(sql, number);
    return ticket && finished(ticket->state);
}

/// The gap whose place is taken gives its rows away.
void move_gap_rows(soci::session& sql, GapId from, GapId into) {
    execute(sql, "UPDATE searches SET gap_id = :into WHERE gap_id = :from", into, from);
    execute(sql,
            "INSERT INTO gap_requests (gap_id, ticket_number, told_at) SELECT CAST(:into AS "
            "BIGINT), ticket_number, told_at FROM gap_requests WHERE gap_id = :from "
            "ON CONFLICT DO NOTHING",
            into, from);
    execute(sql, "DELETE FROM gap_requests WHERE gap_id = :from", from);
    for (const Wording& wording : wordings_of(sql, from))
        put_topic(sql, wording.topic, wording.lang, into);
    execute(sql, "UPDATE gaps SET merged_into = :into WHERE merged_into = :from", into, from);
    execute(sql,
            "UPDATE gaps SET state = :state, merged_into = :into, ticket_number = NULL WHERE "
            "id = :from",
            GapState::merged, into, from);
}

/// One gap has one ticket: that of the gap which is gone is merged, unless it is the only one.
Status unite_tickets(soci::session& sql, TimePoint now, const Actor& actor, const GapRow& from,
                     const GapRow& into) {
    if (!from.ticket)
        return Done{};
    if (!into.ticket) {
        execute(sql, "UPDATE gaps SET ticket_number = :n, state = :s WHERE id = :id", *from.ticket,
                into.state == GapState::ignored ? into.state : from.state, into.id);
        return Done{};
    }
    // What is solved stays as it is: its solution answers the gap's questions on.
    if (from.ticket == into.ticket || !is_gap_ticket(sql, from.ticket) ||
        is_finished(sql, *from.ticket))
        return Done{};
    const TicketNumber to = standing_ticket(sql, *into.ticket);
    return apply_event(sql, now, {actor, *from.ticket, Event::merge}, [&](Work& work) {
        work.ticket.merged_into = to;
        work.facts.push_back({"into", to.value});
        return Status{Done{}};
    });
}

void note(soci::session& sql, TimePoint now, const Actor& actor, std::string_view event, GapId gap,
          std::vector<Fact> facts) {
    const auto ticket = one_row<TicketNumber>(
        sql, "SELECT ticket_number FROM gaps WHERE id = :id AND ticket_number IS NOT NULL", gap);
    facts.insert(facts.begin(), {"gap", gap.value});
    append_history(sql, now,
                   {.ticket = ticket ? std::optional(std::get<0>(*ticket)) : std::nullopt,
                    .actor = actor,
                    .event = event,
                    .facts = std::move(facts)});
}

/// The wordings of these questions in the gap.
std::set<Wording> asked_as(soci::session& sql, GapId gap, const std::vector<Question>& questions) {
    std::set<Wording> found;
    for (const Question& question : questions)
        each_row<std::string, std::string>(
            sql,
            "SELECT DISTINCT topic, lang FROM searches WHERE gap_id = :gap AND body = :body AND "
            "lang = :lang",
            [&](const std::string& topic, const std::string& lang) {
                found.insert({topic, lang});
            },
            gap, question.text, question.lang);
    return found;
}

GapId new_gap(soci::session& sql, const Wording& wording, TimePoint now) {
    const GapId id{next_id(sql, "gap")};
    const bool taken = one_value<long long>(sql, "SELECT COUNT(*) FROM gaps WHERE topic = :topic",
                                            wording.topic) > 0;
    execute(sql,
            "INSERT INTO gaps (id, topic, state, searches, visitors, first_seen, last_seen, "
            "answered_at) VALUES (:id, :topic, :state, 0, 0, :first, :last, 0)",
            id, taken ? wording.topic + " #" + std::to_string(id.value) : wording.topic,
            GapState::open, now, now);
    return id;
}

/// Requests belong to the gaps that their searches belong to.
void split_requests(soci::session& sql, GapId from, GapId to) {
    execute(sql,
            "INSERT INTO gap_requests (gap_id, ticket_number, told_at) SELECT CAST(:to AS BIGINT), "
            "ticket_number, told_at FROM gap_requests WHERE gap_id = :from AND ticket_number IN "
            "(SELECT ticket_number FROM searches WHERE gap_id = :there)",
            to, from, to);
    execute(sql,
            "DELETE FROM gap_requests WHERE gap_id = :from AND ticket_number IN (SELECT "
            "ticket_number FROM searches WHERE gap_id = :to) AND ticket_number NOT IN (SELECT "
            "ticket_number FROM searches WHERE gap_id = :here AND ticket_number IS NOT NULL)",
            from, to, from);
}

} // namespace

Status GapStore::merge(const Actor& actor, GapId from, GapId into) {
    if (from == into)
        return Error{Code::invalid_argument, "a gap is not merged with itself", ""};
    const TimePoint now = database_.clock().now();
    return database_.write([&](soci::session& sql) -> Status {
        const auto gone = load_gap(sql, from);
        const auto kept = load_gap(sql, into);
        if (!gone)
            return gone.error();
        if (!kept)
            return kept.error();
        note(sql, now, actor, "merge_gap", from, {{"into", into.value}});
        if (Status united = unite_tickets(sql, now, actor, *gone, *kept); !united)
            return united;
        move_gap_rows(sql, from, into);
        recount_gap(sql, from);
        recount_gap(sql, into);
        return follow_up_gap(sql, into, database_);
    });
}

Result<GapId> GapStore::split(const Actor& actor, GapId gap,
                              const std::vector<Question>& questions) {
    const TimePoint now = database_.clock().now();
    GapId made;
    Status done = database_.write([&](soci::session& sql) -> Status {
        const auto old = load_gap(sql, gap);
        if (!old)
            return old.error();
        const auto chosen = asked_as(sql, gap, questions);
        if (chosen.empty())
            return Error{Code::invalid_argument, "the gap has none of these questions",
                         "name questions as the gap lists them"};
        const auto all = wordings_of(sql, gap);
        if (std::ranges::all_of(all, [&](const Wording& one) { return chosen.contains(one); }))
            return Error{Code::invalid_argument, "nothing would be left of the gap",
                         "leave at least one question of other words"};
        made = new_gap(sql, *chosen.begin(), now);
        for (const Wording& wording : chosen) {
            execute(sql,
                    "UPDATE searches SET gap_id = :to WHERE gap_id = :from AND topic = :t AND "
                    "lang = :l",
                    made, gap, wording.topic, wording.lang);
            put_topic(sql, wording.topic, wording.lang, made);
        }
        split_requests(sql, gap, made);
        for (const GapId one : {gap, made})
            recount_gap(sql, one);
        execute(sql, "UPDATE gaps SET ticket_number = :n WHERE id = :id", first_request(sql, made),
                made);
        if (old->ticket && !is_gap_ticket(sql, old->ticket))
            execute(sql, "UPDATE gaps SET ticket_number = :n WHERE id = :id",
                    first_request(sql, gap), gap);
        note(sql, now, actor, "split_gap", gap, {{"into", made.value}});
        for (const GapId one : {gap, made})
            if (Status followed = follow_up_gap(sql, one, database_); !followed)
                return followed;
        return Done{};
    });
    if (!done)
        return done.error();
    return made;
}

Status GapStore::ignore(const Actor& actor, GapId gap, std::string_view reason) {
    auto why = checked_text(reason, "reason", max_body_bytes);
    if (!why)
        return why.error();
    const TimePoint now = database_.clock().now();
    return database_.write([&](soci::session& sql) -> Status {
        const auto row = load_gap(sql, gap);
        if (!row)
            return row.error();
        if (row->state == GapState::ignored)
            return Done{};
        if (is_gap_ticket(sql, row->ticket) && !is_finished(sql, *row->ticket)) {
            Status solved = apply_event(
                sql, now, {actor, *row->ticket, Event::resolve}, [&](Work& work) -> Status {
                    work.ticket.resolved = now;
                    put_resolution_in_force(sql, work.ticket,
                                            {.kind = ResolutionKind::no_knowledge,
                                             .reason = *why,
                                             .at = now,
                                             .actor = actor.name,
                                             .cause = NoKnowledge::other});
                    return Done{};
                });
            if (!solved)
                return solved;
        }
        execute(sql, "UPDATE gaps SET state = :s, answered_at = :at WHERE id = :id",
                GapState::ignored, now, gap);
        note(sql, now, actor, "ignore_gap", gap, {});
        return Done{};
    });
}

Status GapStore::heed(const Actor& actor, GapId gap) {
    const TimePoint now = database_.clock().now();
    return database_.write([&](soci::session& sql) -> Status {
        const auto row = load_gap(sql, gap);
        if (!row)
            return row.error();
        if (row->state != GapState::ignored)
            return Error{Code::conflict, "the gap is not ignored", ""};
        // Whoever asked while nobody listened counts, too.
        execute(sql, "UPDATE gaps SET state = :s, answered_at = 0 WHERE id = :id", GapState::open,
                gap);
        note(sql, now, actor, "heed_gap", gap, {});
        return follow_up_gap(sql, gap, database_);
    });
}

} // namespace lotse::tickets
