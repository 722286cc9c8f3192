#include "tickets/settling_internal.h"

#include "tickets/failure.h"
#include "tickets/sql_internal.h"
#include "tickets/topic_index.h"

namespace lotse::tickets {

namespace {

struct Before {
    SearchId id;
    SeenSearch seen;
    bool settled = true;
    CountedSearch counted;
    std::string text;
    std::optional<TicketNumber> ticket;
};

auto columns(Before& b) {
    return std::tie(b.id, b.counted.id, b.seen.outcome, b.seen.at, b.counted.at, b.seen.opened,
                    b.seen.returned, b.settled, b.counted.visitor, b.counted.topic, b.counted.lang,
                    b.text, b.ticket);
}

constexpr const char* select_before =
    "SELECT id, id, outcome, at, at, opened_at, returned_at, settled, visitor, topic, lang, body, "
    "ticket_number FROM searches ";

Status settle(soci::session& sql, GapCounter& counter, const Before& search, Outcome outcome) {
    execute(sql, "UPDATE searches SET outcome = :o, settled = 1 WHERE id = :id", outcome,
            search.id);
    return failed(outcome) ? counter.count_and_follow_up(search.counted) : Status{Done{}};
}

} // namespace

Result<std::optional<SearchId>> settle_before(soci::session& sql, const Database& database,
                                              GapCounter& counter, const NextSearch& next) {
    std::optional<Before> before;
    if (!next.trail.empty())
        each_record<Before>(
            sql,
            std::string(select_before) +
                "WHERE trail = :trail AND at >= :since ORDER BY id DESC LIMIT 1",
            [&](const Before& one) { before = one; }, next.trail,
            next.at - database.options().trail_window);
    if (!before)
        return std::optional<SearchId>{};
    const bool untouched = !before->seen.opened && !before->ticket;
    if (untouched && before->text != next.text &&
        same_typing(before->text, before->seen.at, next.text, next.at))
        return std::optional{before->id};
    if (before->settled)
        return std::optional<SearchId>{};
    const bool same = before->text != next.text &&
                      database.topics().alike(before->counted.topic, before->counted.lang,
                                              next.topic, next.lang) >= same_question;
    if (const Status done =
            settle(sql, counter, *before, outcome_by_next(before->seen, next.at, same));
        !done)
        return done.error();
    return std::optional<SearchId>{};
}

Result<std::size_t> settle_by_time(soci::session& sql, const Database& database, int limit) {
    const TimePoint until = database.clock().now() - database.options().trail_window;
    std::vector<Before> waiting;
    each_record<Before>(
        sql,
        std::string(select_before) + "WHERE settled = 0 AND at <= :until ORDER BY at, id LIMIT :k",
        [&](const Before& one) { waiting.push_back(one); }, until, limit);
    GapCounter counter(sql, database);
    for (const Before& search : waiting)
        if (const Status done = settle(sql, counter, search, outcome_by_time(search.seen)); !done)
            return done.error();
    execute(sql,
            "UPDATE searches SET customer_id = NULL WHERE customer_id IS NOT NULL AND at <= :until",
            until);
    return waiting.size();
}

} // namespace lotse::tickets
