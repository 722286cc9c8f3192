#include "tickets/outbox.h"

#include "tickets/sql_internal.h"

namespace lotse::tickets {

// Found by the type of their argument, so they stand in its namespace.
static auto columns(Job& j) {
    return std::tie(j.id, j.kind, j.ticket, j.article, j.at);
}

namespace {

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
    return position(database_, "SELECT COALESCE(MAX(id), 0) FROM outbox");
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

Result<JobId> Outbox::acknowledged() const {
    return position(database_, "SELECT position FROM outbox_readers WHERE name = 'index'");
}

} // namespace lotse::tickets
