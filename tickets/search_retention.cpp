// Searches that have done their work. What belongs to a ticket or a gap stays with it, and
// what somebody said was answered: other visitors may say so, too.

#include <vector>

#include "tickets/search_log.h"
#include "tickets/sql_internal.h"

namespace lotse::tickets {

Result<std::size_t> SearchLog::forget_before(TimePoint before, int limit) {
    std::vector<SearchId> old;
    const auto find = [&](soci::session& sql) -> Status {
        old.clear();
        // Ids are in the order of time: what stands before the first young one is old.
        each_row<SearchId>(
            sql,
            "SELECT s.id FROM searches s WHERE s.id < COALESCE((SELECT MIN(y.id) FROM searches y "
            "WHERE y.at >= :before), (SELECT MAX(a.id) + 1 FROM searches a)) AND s.settled = 1 AND "
            "s.ticket_number IS NULL AND s.gap_id IS NULL AND NOT EXISTS (SELECT 1 FROM "
            "intake_lookups l WHERE l.repeats = s.id) AND NOT EXISTS (SELECT 1 FROM "
            "search_documents d WHERE d.search_id = s.id AND d.helped = 1) ORDER BY s.id LIMIT "
            ":limit",
            [&](SearchId id) { old.push_back(id); }, before, limit);
        return Done{};
    };
    if (Status found = database_.read(find); !found)
        return found.error();
    if (old.empty())
        return std::size_t{0};
    Status gone = database_.write(
        [&](soci::session& sql) -> Status {
            for (const SearchId id : old) {
                execute(sql, "DELETE FROM search_documents WHERE search_id = :id", id);
                execute(sql,
                        "DELETE FROM searches WHERE id = :id AND ticket_number IS NULL AND gap_id "
                        "IS NULL",
                        id);
            }
            return Done{};
        },
        Durability::soon);
    if (!gone)
        return gone.error();
    return old.size();
}

} // namespace lotse::tickets
