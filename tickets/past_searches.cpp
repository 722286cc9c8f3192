#include "tickets/past_searches.h"

#include <algorithm>
#include <set>
#include <tuple>

#include "tickets/sql_internal.h"
#include "tickets/words.h"

namespace lotse::tickets {

// Found by the type of their argument, so they stand in its namespace.
static auto columns(PastSearch& p) {
    return std::tie(p.text, p.lang, p.audience, p.times, p.failed, p.last);
}

namespace {

/// "'no_results', 'low_confidence', …": words of our own.
std::string failed_outcomes() {
    std::string list;
    for (std::size_t i = 0; i < names<Outcome>().size(); ++i)
        if (failed(static_cast<Outcome>(i)))
            list.append(list.empty() ? "'" : ", '").append(names<Outcome>()[i]).append("'");
    return list;
}

std::vector<PastSearch> most(soci::session& sql, const std::string& by, long long after,
                             int limit) {
    std::vector<PastSearch> found;
    each_record<PastSearch>(
        sql,
        "SELECT body, lang, audience, times, failed, last FROM (SELECT body, lang, audience, "
        "COUNT(*) AS times, CAST(SUM(CASE WHEN outcome IN (" +
            failed_outcomes() +
            ") THEN 1 ELSE 0 END) AS BIGINT) AS failed, MAX(at) AS last FROM searches "
            "WHERE id > :after AND body <> '' GROUP BY body, lang, audience) past WHERE " +
            by + " > 0 ORDER BY " + by + " DESC, last DESC, body, lang, audience LIMIT :limit",
        [&](const PastSearch& search) { found.push_back(search); }, after, limit);
    return found;
}

} // namespace

Result<std::vector<PastSearch>> past_searches(Database& database, int limit, int newest) {
    std::vector<PastSearch> failed;
    std::vector<PastSearch> asked;
    Status status = database.read([&](soci::session& sql) -> Status {
        const auto last = one_value<long long>(sql, "SELECT COALESCE(MAX(id), 0) FROM searches");
        failed = most(sql, "failed", last - newest, limit);
        asked = most(sql, "times", last - newest, limit);
        return Done{};
    });
    if (!status)
        return status.error();
    std::vector<PastSearch> both;
    std::set<std::tuple<std::string, std::string, std::string>> seen;
    const auto take = [&](const std::vector<PastSearch>& from, std::size_t i) {
        if (i < from.size() && both.size() < static_cast<std::size_t>(limit) &&
            seen.emplace(from[i].text, from[i].lang, from[i].audience).second)
            both.push_back(from[i]);
    };
    for (std::size_t i = 0; i < std::max(failed.size(), asked.size()); ++i) {
        take(failed, i);
        take(asked, i);
    }
    return both;
}

} // namespace lotse::tickets
