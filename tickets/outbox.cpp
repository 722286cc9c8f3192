#include "tickets/outbox.h"

#include "tickets/sql_internal.h"

namespace lotse::tickets {

// Found by the type of their argument, so they stand in its namespace.
static auto columns(Job& j) {
    return std::tie(j.id, j.kind, j.ticket, j.article, j.at);
}

namespace {

JobId cleared(soci::session& sql) {
    return one_value<JobId>(sql, "SELECT cleared FROM outbox_readers WHERE name = 'index'");
}

Result<JobId> position(Database& database, const std::string& query) {
    JobId id;
    Status status = database.read([&](soci::session& sql) -> Status {
        id = one_value<JobId>(sql, query);
        return Done{};
    });
    if (!status)
        return status.error();
    return id;
}

} // namespace

Result<std::vector<Job>> Outbox::since(JobId position, int limit) const {
    std::vector<Job> jobs;
    Status status = database_.read([&](soci::session& sql) -> Status {
        if (position < cleared(sql))
            return Error{Code::mismatch, "the index is older than the jobs that are kept for it",
                         "build it anew, with the tickets: lotse-indexer build --tickets …"};
        each_record<Job>(
            sql,
            "SELECT id, kind, ticket_number, article, at FROM outbox WHERE id > :position "
            "ORDER BY id LIMIT :limit",
            [&](const Job& job) { jobs.push_back(job); }, position, limit);
        return Done{};
    });
    if (!status)
        return status.error();
    return jobs;
}

Result<JobId> Outbox::head() const {
    // Of an outbox that was cleared, the latest job is the last one cleared.
    return position(database_, "SELECT COALESCE((SELECT MAX(id) FROM outbox), "
                               "(SELECT cleared FROM outbox_readers WHERE name = 'index'))");
}

Status Outbox::mark_findable(JobId position) {
    const TimePoint now = database_.clock().now();
    return database_.write(
        [&](soci::session& sql) -> Status {
            execute(sql,
                    "UPDATE outbox SET findable_at = :now WHERE id <= :p AND findable_at = 0 AND "
                    "id > (SELECT position FROM outbox_readers WHERE name = 'index')",
                    now, position);
            return Done{};
        },
        Durability::soon);
}

Status Outbox::acknowledge(JobId position) {
    return database_.write([&](soci::session& sql) -> Status {
        execute(sql, "UPDATE outbox_readers SET position = :p WHERE name = 'index'", position);
        return Done{};
    });
}

Result<std::size_t> Outbox::clear(Milliseconds keep, int limit) {
    const TimePoint before = database_.clock().now() - keep;
    std::vector<JobId> old;
    const auto find = [&](soci::session& sql) -> Status {
        // From the oldest on; the first that is too young ends it, so that none is left behind.
        each_row<JobId, TimePoint>(
            sql,
            "SELECT id, at FROM outbox WHERE id <= (SELECT position FROM outbox_readers WHERE "
            "name = 'index') ORDER BY id LIMIT :limit",
            [&, ended = false](JobId id, TimePoint at) mutable {
                ended = ended || at >= before;
                if (!ended)
                    old.push_back(id);
            },
            limit);
        return Done{};
    };
    if (Status found = database_.read(find); !found)
        return found.error();
    if (old.empty())
        return std::size_t{0};
    Status gone = database_.write(
        [&](soci::session& sql) -> Status {
            execute(sql, "DELETE FROM outbox WHERE id <= :last", old.back());
            execute(sql, "UPDATE outbox_readers SET cleared = :last WHERE name = 'index'",
                    old.back());
            return Done{};
        },
        Durability::soon);
    if (!gone)
        return gone.error();
    return old.size();
}

Result<JobId> Outbox::acknowledged() const {
    return position(database_, "SELECT position FROM outbox_readers WHERE name = 'index'");
}

} // namespace lotse::tickets
