#include "tickets/intake/self_service.h"

#include "tickets/gaps_internal.h"
#include "tickets/lookups_internal.h"
#include "tickets/redact.h"
#include "tickets/sql_internal.h"

namespace lotse::tickets {

namespace {

bool has_searches(soci::session& sql, TicketNumber ticket) {
    return one_value<long long>(sql, "SELECT COUNT(*) FROM searches WHERE ticket_number = :n",
                                ticket) > 0;
}

} // namespace

Status SelfServiceStore::record(const Lookup& lookup, const SelfService& found,
                                const SearchRecord& search) {
    const TimePoint now = database_.clock().now();
    bool bare = false;
    Status kept = database_.write([&](soci::session& sql) -> Status {
        if (!take_lookup(sql, lookup))
            return Done{};
        execute(sql,
                "INSERT INTO intake_lookups (ticket_number, at, generation, answered, article, "
                "rank) VALUES (:n, :t, :g, :a, :d, :r) ON CONFLICT DO NOTHING",
                lookup.ticket, now, static_cast<std::int64_t>(found.generation), found.answered,
                found.article, found.rank);
        bare = !has_searches(sql, lookup.ticket);
        return Done{};
    });
    if (!kept || !bare)
        return kept;
    if (const auto logged = SearchLog(database_).record(search); !logged)
        return logged.error();
    return database_.write([&](soci::session& sql) -> Status {
        // Nobody has seen what would have answered, so that it has not failed either.
        if (failed(search.outcome))
            attach_trail(sql, lookup.ticket, search.trail, now - database_.options().trail_window);
        else
            execute(sql, "UPDATE searches SET ticket_number = :n WHERE trail = :t", lookup.ticket,
                    search.trail);
        return Done{};
    });
}

Result<std::optional<SelfService>> SelfServiceStore::of(TicketNumber ticket) const {
    std::optional<SelfService> found;
    Status status = database_.read([&](soci::session& sql) -> Status {
        each_row<TimePoint, long long, bool, std::string, std::optional<int>>(
            sql,
            "SELECT at, generation, answered, article, rank FROM intake_lookups "
            "WHERE ticket_number = :n",
            [&](TimePoint at, long long generation, bool answered, const std::string& article,
                std::optional<int> rank) {
                found = SelfService{at, static_cast<std::uint64_t>(generation), answered, article,
                                    rank};
            },
            ticket);
        return Done{};
    });
    if (!status)
        return status.error();
    return found;
}

} // namespace lotse::tickets
