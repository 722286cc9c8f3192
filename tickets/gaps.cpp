#include "tickets/gaps_internal.h"

#include "tickets/failure.h"
#include "tickets/gap_rows_internal.h"
#include "tickets/sql_internal.h"
#include "tickets/work_internal.h"

namespace lotse::tickets {

namespace {

const Actor& gap_keeper() {
    static const Actor actor = Actor::program("gaps");
    return actor;
}

/// The question asked most often gives the ticket its subject and language.
Question question_of(soci::session& sql, GapId gap) {
    const auto asked = questions_of(sql, gap, 1);
    return asked.empty() ? Question{} : Question{asked[0].text, asked[0].lang};
}

void open_gap_ticket(soci::session& sql, GapId gap, TimePoint now) {
    const Question question = question_of(sql, gap);
    Ticket ticket{.kind = Kind::gap,
                  .subject = question.text,
                  .lang = check_lang(question.lang) ? question.lang : "de",
                  .created = now,
                  .updated = now};
    ticket.number = insert_ticket(sql, ticket, "");
    execute(sql, "UPDATE gaps SET ticket_number = :n, state = :state WHERE id = :gap",
            ticket.number, GapState::open, gap);
    append_history(sql, now,
                   {.ticket = ticket.number,
                    .actor = gap_keeper(),
                    .event = "create",
                    .facts = {{"kind", "gap"}, {"gap", gap.value}}});
}

Status work_again(soci::session& sql, GapId gap, const Ticket& ticket, TimePoint now) {
    // A request that was solved is its customer's; the topic itself needs a ticket of its own.
    if (ticket.kind == Kind::request) {
        open_gap_ticket(sql, gap, now);
        return Done{};
    }
    if (!find_transition(ticket.state, Event::reopen))
        return Done{};
    return apply_event(sql, now, {gap_keeper(), ticket.number, Event::reopen}, [](Work& work) {
        work.facts.push_back({"why", "asked again without an answer"});
        return Status{Done{}};
    });
}

} // namespace

namespace {

/// Looks at no more visitors than decide it.
bool enough_visitors(soci::session& sql, GapId gap, TimePoint since, int enough) {
    return one_value<long long>(sql,
                                "SELECT COUNT(*) FROM (SELECT 1 FROM gap_visitors WHERE "
                                "gap_id = :gap AND last_at > :since LIMIT :k) met",
                                gap, since, enough) >= enough;
}

} // namespace

Status follow_up_gap(soci::session& sql, GapId gap, const Database& database) {
    const auto [state, number, answered] =
        one_row<GapState, std::optional<TicketNumber>, TimePoint>(
            sql, "SELECT state, ticket_number, answered_at FROM gaps WHERE id = :gap", gap)
            .value();
    if (state == GapState::ignored ||
        !enough_visitors(sql, gap, answered, database.options().min_gap_visitors))
        return Done{};
    const TimePoint now = database.clock().now();
    if (!number) {
        open_gap_ticket(sql, gap, now);
        return Done{};
    }
    auto ticket = load_ticket(sql, *number);
    if (!ticket)
        return ticket.error();
    return finished(ticket->state) ? work_again(sql, gap, *ticket, now) : Status{Done{}};
}

namespace {

/// The last of the asker's searches that had not failed has, by this.
void fail_last(soci::session& sql, const char* whose, const auto& value, TimePoint since,
               Outcome outcome) {
    execute(sql,
            std::string("UPDATE searches SET outcome = :o WHERE outcome IN ('answered', 'opened', "
                        "'no_click') AND id = (SELECT MAX(id) FROM searches WHERE ") +
                whose + " = :whose AND at >= :since AND ticket_number IS NULL)",
            outcome, value, since);
}

void take_along(soci::session& sql, const char* whose, const auto& value, TimePoint since,
                TicketNumber request) {
    execute(sql,
            std::string("UPDATE searches SET ticket_number = :n WHERE ") + whose +
                " = :whose AND at >= :since AND ticket_number IS NULL",
            request, value, since);
}

void settle_all(soci::session& sql, TicketNumber request) {
    std::vector<std::pair<SearchId, SeenSearch>> unsettled;
    each_row<SearchId, Outcome, TimePoint, std::optional<TimePoint>, std::optional<TimePoint>>(
        sql,
        "SELECT id, outcome, at, opened_at, returned_at FROM searches WHERE ticket_number = :n AND "
        "settled = 0",
        [&](SearchId id, Outcome outcome, TimePoint at, const std::optional<TimePoint>& opened,
            const std::optional<TimePoint>& returned) {
            unsettled.emplace_back(id, SeenSearch{outcome, at, opened, returned});
        },
        request);
    for (const auto& [id, seen] : unsettled)
        execute(sql, "UPDATE searches SET outcome = :o, settled = 1 WHERE id = :id",
                outcome_by_time(seen), id);
}

} // namespace

void attach_searches(soci::session& sql, const Database& database, TicketNumber request,
                     const Asker& asker, TimePoint since) {
    if (!asker.trail.empty()) {
        fail_last(sql, "trail", asker.trail, since, Outcome::left_for_form);
        take_along(sql, "trail", asker.trail, since, request);
    }
    if (asker.customer) {
        fail_last(sql, "customer_id", *asker.customer, since, Outcome::ticket_soon);
        take_along(sql, "customer_id", *asker.customer, since, request);
    }
    settle_all(sql, request);
    std::vector<CountedSearch> failed_ones;
    each_row<SearchId, std::string, std::string, std::string, TimePoint>(
        sql,
        "SELECT id, visitor, topic, lang, at FROM searches WHERE ticket_number = :n AND "
        "outcome NOT IN ('answered', 'opened') ORDER BY id",
        [&](SearchId id, const std::string& visitor, const std::string& topic,
            const std::string& lang, TimePoint at) {
            failed_ones.push_back({id, visitor, topic, lang, at});
        },
        request);
    GapCounter counter(sql, database);
    for (const CountedSearch& search : failed_ones) {
        const GapId gap = counter.count(search);
        if (!gap)
            continue;
        execute(sql,
                "INSERT INTO gap_requests (gap_id, ticket_number) VALUES (:gap, :n) "
                "ON CONFLICT DO NOTHING",
                gap, request);
        execute(sql, "UPDATE gaps SET ticket_number = :n WHERE id = :gap AND ticket_number IS NULL",
                request, gap);
    }
}

} // namespace lotse::tickets
