// Gaps as they are shown.

#include "tickets/gap_rows_internal.h"
#include "tickets/search_log.h"
#include "tickets/sql_internal.h"

namespace lotse::tickets {

// Found by the type of their argument, so they stand in its namespace.
static auto columns(Gap& g) {
    return std::tie(g.id, g.topic, g.state, g.ticket, g.count, g.visitors, g.first_seen,
                    g.last_seen, g.merged_into);
}

static auto columns(NearArticle& a) {
    return std::tie(a.article, a.lang, a.title);
}

namespace {

constexpr int most_questions = 20;
constexpr int most_requests = 100;
constexpr int most_untold = 1000; // are counted

constexpr const char* select_gaps = "SELECT id, topic, state, ticket_number, searches, visitors, "
                                    "first_seen, last_seen, merged_into FROM gaps ";

/// Searches of the days after `after` up to and with `last`.
long long searches_of_days(soci::session& sql, GapId gap, std::int64_t after, std::int64_t last) {
    return one_value<long long>(sql,
                                "SELECT COALESCE(CAST(SUM(searches) AS BIGINT), 0) FROM gap_days "
                                "WHERE gap_id = :gap AND day > :after AND day <= :last",
                                gap, after, last);
}

/// From one language to the next, so that it does not matter how many questions there are.
std::vector<std::string> langs_of(soci::session& sql, GapId gap) {
    std::vector<std::string> langs;
    for (std::string last;;) {
        const auto next = one_row<std::string>(
            sql,
            "SELECT lang FROM gap_questions WHERE gap_id = :gap AND lang > :last "
            "ORDER BY lang LIMIT 1",
            gap, last);
        if (!next)
            return langs;
        last = std::get<0>(*next);
        langs.push_back(last);
    }
}

/// Costs the same however often the gap was asked for.
void complete(soci::session& sql, Gap& gap, TimePoint now) {
    each_row<TicketNumber>(
        sql,
        "SELECT ticket_number FROM gap_requests WHERE gap_id = :gap ORDER BY ticket_number "
        "LIMIT :k",
        [&](TicketNumber number) { gap.requests.push_back(number); }, gap.id, most_requests);
    gap.untold = one_value<long long>(
        sql,
        "SELECT COUNT(*) FROM (SELECT 1 FROM gap_requests WHERE gap_id = :gap AND told_at IS NULL "
        "LIMIT :k) waiting",
        gap.id, most_untold);
    constexpr std::int64_t week = 7;
    const std::int64_t today = gap_day(now);
    gap.last_week = searches_of_days(sql, gap.id, today - week, today);
    gap.week_before = searches_of_days(sql, gap.id, today - 2 * week, today - week);
    gap.langs = langs_of(sql, gap.id);
    gap.questions = questions_of(sql, gap.id, most_questions);
    each_record<NearArticle>(
        sql, "SELECT article, lang, title FROM gap_articles WHERE gap_id = :gap ORDER BY position",
        [&](const NearArticle& article) { gap.nearest.push_back(article); }, gap.id);
}

template <class... In>
std::vector<Gap> load_gaps(soci::session& sql, TimePoint now, const std::string& where,
                           const In&... in) {
    std::vector<Gap> gaps;
    each_record<Gap>(
        sql, select_gaps + where, [&](const Gap& gap) { gaps.push_back(gap); }, in...);
    for (Gap& gap : gaps)
        complete(sql, gap, now);
    return gaps;
}

template <class... In>
Result<Gap> one_gap(Database& database, const std::string& where, const In&... in) {
    std::vector<Gap> found;
    Status status = database.read([&](soci::session& sql) -> Status {
        found = load_gaps(sql, database.clock().now(), where, in...);
        return Done{};
    });
    if (!status)
        return status.error();
    if (found.empty())
        return Error{Code::not_found, "there is no such gap", "check the number"};
    return std::move(found.front());
}

} // namespace

Result<std::vector<Gap>> SearchLog::gaps(const GapFilter& filter) const {
    std::vector<Gap> found;
    Status status = database_.read([&](soci::session& sql) -> Status {
        constexpr const char* likeliest = "visitors >= :least ORDER BY visitors DESC, id LIMIT :k";
        const TimePoint now = database_.clock().now();
        found = filter.state
                    ? load_gaps(sql, now, std::string("WHERE state = :state AND ") + likeliest,
                                *filter.state, filter.min_visitors, filter.limit)
                    : load_gaps(sql, now, std::string("WHERE ") + likeliest, filter.min_visitors,
                                filter.limit);
        return Done{};
    });
    if (!status)
        return status.error();
    return found;
}

Result<Gap> SearchLog::gap(GapId id) const {
    return one_gap(database_, "WHERE id = :id", id);
}

Result<Gap> SearchLog::gap_of(TicketNumber ticket) const {
    return one_gap(database_, "WHERE ticket_number = :n ORDER BY id LIMIT 1", ticket);
}

Result<std::vector<Gap>> SearchLog::without_nearest(int limit) const {
    std::vector<Gap> found;
    Status status = database_.read([&](soci::session& sql) -> Status {
        found = load_gaps(
            sql, database_.clock().now(),
            "WHERE near_at IS NULL AND ticket_number IS NOT NULL ORDER BY id LIMIT :k", limit);
        return Done{};
    });
    if (!status)
        return status.error();
    return found;
}

Status SearchLog::keep_nearest(GapId gap, const std::vector<NearArticle>& articles) {
    const TimePoint now = database_.clock().now();
    return database_.write(
        [&](soci::session& sql) -> Status {
            execute(sql, "DELETE FROM gap_articles WHERE gap_id = :gap", gap);
            // It may have gone meanwhile.
            if (execute(sql, "UPDATE gaps SET near_at = :now WHERE id = :gap", now, gap) == 0)
                return Done{};
            long long position = 0;
            for (const NearArticle& one : articles)
                execute(sql,
                        "INSERT INTO gap_articles (gap_id, position, article, lang, title) "
                        "VALUES (:gap, :position, :article, :lang, :title)",
                        gap, ++position, one.article, one.lang, one.title);
            return Done{};
        },
        Durability::soon);
}

} // namespace lotse::tickets
