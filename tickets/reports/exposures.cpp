#include "tickets/reports/exposures.h"

#include "tickets/sql_internal.h"

namespace lotse::tickets {

Status Exposures::enrol(const Exposure& exposure) {
    const TimePoint now = database_.clock().now();
    return database_.write(
        [&](soci::session& sql) -> Status {
            execute(sql,
                    "INSERT INTO exposures (visitor, at, held_out, lang, channel, tickets) "
                    "VALUES (:visitor, :at, :held_out, :lang, :channel, 0) ON CONFLICT DO NOTHING",
                    exposure.visitor, now, exposure.held_out, exposure.lang, exposure.channel);
            return Done{};
        },
        Durability::soon);
}

Status Exposures::count_ticket(std::string_view visitor) {
    return database_.write(
        [&](soci::session& sql) -> Status {
            execute(sql, "UPDATE exposures SET tickets = tickets + 1 WHERE visitor = :visitor",
                    visitor);
            return Done{};
        },
        Durability::soon);
}

} // namespace lotse::tickets
