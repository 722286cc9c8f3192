#include "tickets/audit.h"

#include <limits>

#include "tickets/history_internal.h"
#include "tickets/sql_internal.h"

namespace lotse::tickets {

struct StoredRow {
    ChainedRow row{};
    std::string hash{};
};

// Found by the type of their argument, so they stand in its namespace.
static auto columns(StoredRow& s) {
    return std::tie(s.row.id, s.row.ticket, s.row.at, s.row.actor_id, s.row.actor, s.row.event,
                    s.row.detail, s.row.previous, s.hash);
}

namespace {

struct Walk {
    AuditReport report{};
    std::int64_t last_id = std::numeric_limits<std::int64_t>::min();
    std::string last_hash{};

    void fault(std::int64_t id, std::string what) {
        if (report.first_bad)
            return;
        report.first_bad = {id};
        report.fault = std::move(what);
    }

    void step(const ChainedRow& row, const std::string& hash) {
        const std::int64_t expected = ++report.rows;
        if (row.id != expected)
            fault(expected, "row " + std::to_string(expected) + " is missing");
        else if (row.previous != last_hash)
            fault(row.id, "row " + std::to_string(row.id) + " does not follow the row before");
        else if (chain_hash(row) != hash)
            fault(row.id, "row " + std::to_string(row.id) + " was changed");
        last_id = row.id;
        last_hash = hash;
    }
};

constexpr int rows_at_once = 10'000; // PostgreSQL sends a whole answer before its first row is read

/// The next rows of the chain; false when there are none.
bool walk_on(soci::session& sql, Walk& walk) {
    const std::int64_t before = walk.report.rows;
    each_record<StoredRow>(
        sql,
        "SELECT id, COALESCE(ticket_number, 0), at, actor_id, actor, event, detail, "
        "previous_hash, hash FROM history WHERE id > :last ORDER BY id LIMIT :k",
        [&](const StoredRow& stored) { walk.step(stored.row, stored.hash); }, walk.last_id,
        rows_at_once);
    return walk.report.rows > before;
}

} // namespace

Result<AuditReport> verify_history(Database& database) {
    Walk walk;
    Status status = database.read([&](soci::session& sql) -> Status {
        while (walk_on(sql, walk)) {
        }
        const auto [last_id, last_hash] =
            one_row<long long, std::string>(
                sql, "SELECT last_id, last_hash FROM history_head WHERE name = 'history'")
                .value();
        if (last_id != walk.report.rows)
            walk.fault(walk.report.rows + 1,
                       "the rows after " + std::to_string(walk.report.rows) + " are missing");
        else if (last_hash != walk.last_hash)
            walk.fault(last_id, "the last row is not the one that was written last");
        return Done{};
    });
    if (!status)
        return status.error();
    return walk.report;
}

} // namespace lotse::tickets
