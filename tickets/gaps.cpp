#include "tickets/gaps_internal.h"

#include "tickets/sql_internal.h"
#include "tickets/work_internal.h"

namespace lotse::tickets {

namespace {

const Actor& gap_keeper() {
    static const Actor actor = Actor::program("gaps");
    return actor;
}

GapId gap_of_topic(soci::session& sql, const std::string& topic, TimePoint at) {
    const auto known = one_row<GapId>(sql, "SELECT id FROM gaps WHERE topic = :topic", topic);
    if (known)
        return std::get<0>(*known);
    const GapId id{next_id(sql, "gap")};
    execute(sql,
            "INSERT INTO gaps (id, topic, state, searches, visitors, first_seen, last_seen, "
            "answered_at) VALUES (:id, :topic, :state, 0, 0, :first, :last, 0)",
            id, topic, GapState::open, at, at);
    return id;
}

void count_visitor(soci::session& sql, GapId gap, const CountedSearch& search) {
    const auto seen = execute(
        sql, "UPDATE gap_visitors SET last_at = :at WHERE gap_id = :gap AND visitor = :visitor",
        search.at, gap, search.visitor);
    if (seen > 0)
        return;
    execute(sql, "INSERT INTO gap_visitors (gap_id, visitor, last_at) VALUES (:gap, :v, :at)", gap,
            search.visitor, search.at);
    execute(sql, "UPDATE gaps SET visitors = visitors + 1 WHERE id = :gap", gap);
}

/// The question asked most often gives the ticket its subject and language.
Question question_of(soci::session& sql, GapId gap) {
    const auto row = one_row<std::string, std::string>(
        sql,
        "SELECT body, lang FROM searches WHERE gap_id = :gap AND body <> '' GROUP BY body, lang "
        "ORDER BY COUNT(*) DESC, MIN(id) LIMIT 1",
        gap);
    return row ? Question{std::get<0>(*row), std::get<1>(*row)} : Question{};
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

GapId count_into_gap(soci::session& sql, const CountedSearch& search) {
    if (search.topic.empty())
        return {};
    const GapId gap = gap_of_topic(sql, search.topic, search.at);
    const auto counted =
        execute(sql, "UPDATE searches SET gap_id = :gap WHERE id = :search AND gap_id IS NULL", gap,
                search.id);
    if (counted == 0)
        return gap;
    execute(sql, "UPDATE gaps SET searches = searches + 1, last_seen = :at WHERE id = :gap",
            search.at, gap);
    count_visitor(sql, gap, search);
    return gap;
}

Status follow_up_gap(soci::session& sql, GapId gap, const Database& database) {
    const auto [state, number, answered] =
        one_row<GapState, std::optional<TicketNumber>, TimePoint>(
            sql, "SELECT state, ticket_number, answered_at FROM gaps WHERE id = :gap", gap)
            .value();
    if (state == GapState::ignored)
        return Done{};
    const auto waiting = one_value<long long>(
        sql, "SELECT COUNT(*) FROM gap_visitors WHERE gap_id = :gap AND last_at > :answered", gap,
        answered);
    if (waiting < database.options().min_gap_visitors)
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

void attach_trail(soci::session& sql, TicketNumber request, std::string_view trail,
                  TimePoint since) {
    execute(sql,
            "UPDATE searches SET outcome = 'left_for_form' WHERE outcome IN ('answered', 'opened', "
            "'no_click') AND id = (SELECT MAX(id) FROM searches WHERE trail = :trail AND "
            "at >= :since AND ticket_number IS NULL)",
            trail, since);
    execute(sql,
            "UPDATE searches SET ticket_number = :n WHERE trail = :trail AND at >= :since AND "
            "ticket_number IS NULL",
            request, trail, since);
    std::vector<CountedSearch> failed_ones;
    each_row<SearchId, std::string, std::string, TimePoint>(
        sql,
        "SELECT id, visitor, topic, at FROM searches WHERE ticket_number = :n AND "
        "outcome NOT IN ('answered', 'opened') ORDER BY id",
        [&](SearchId id, const std::string& visitor, const std::string& topic, TimePoint at) {
            failed_ones.push_back({id, visitor, topic, at});
        },
        request);
    for (const CountedSearch& search : failed_ones) {
        const GapId gap = count_into_gap(sql, search);
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
