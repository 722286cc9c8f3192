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

/// Somebody had opened an answer on the same topic within the last days, and no ticket came of it
/// yet: it may well be the same person, who has come another way. Each visit is taken back once.
std::optional<SearchId> visit_taken_back(soci::session& sql, TicketNumber ticket,
                                         const std::string& topic, TimePoint now) {
    if (topic.empty())
        return std::nullopt;
    const auto own = one_value<long long>(
        sql,
        "SELECT COUNT(*) FROM searches s JOIN search_documents d ON d.search_id = s.id "
        "WHERE s.ticket_number = :n AND d.opened = 1",
        ticket);
    if (own > 0)
        return std::nullopt;
    const auto row = one_row<SearchId>(
        sql,
        "SELECT s.id FROM searches s WHERE s.topic = :topic AND s.at >= :since AND s.at <= :now "
        "AND s.channel <> '' AND s.ticket_number IS NULL AND EXISTS "
        "(SELECT 1 FROM search_documents d WHERE d.search_id = s.id AND d.opened = 1) "
        "AND NOT EXISTS (SELECT 1 FROM intake_lookups i JOIN searches r ON r.id = i.repeats "
        "WHERE r.trail = s.trail) ORDER BY s.at DESC, s.id DESC LIMIT 1",
        topic, now - ticket_follows_within, now);
    return row ? std::optional(std::get<0>(*row)) : std::nullopt;
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
                "rank, repeats) VALUES (:n, :t, :g, :a, :d, :r, :v) ON CONFLICT DO NOTHING",
                lookup.ticket, now, static_cast<std::int64_t>(found.generation), found.answered,
                found.article, found.rank, visit_taken_back(sql, lookup.ticket, search.topic, now));
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
            attach_searches(sql, database_, lookup.ticket, {.trail = search.trail},
                            now - database_.options().trail_window);
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
