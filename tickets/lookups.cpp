#include "tickets/lookups_internal.h"

#include "tickets/sql_internal.h"

namespace lotse::tickets {

// Found by the type of its argument, so it stands in its namespace.
static auto columns(Lookup& l) {
    return std::tie(l.id, l.kind, l.ticket, l.move);
}

Result<std::vector<Lookup>> Lookups::waiting(int limit) const {
    std::vector<Lookup> found;
    Status status = database_.read([&](soci::session& sql) -> Status {
        each_record<Lookup>(
            sql,
            "SELECT id, kind, ticket_number, COALESCE(move_id, 0) FROM lookups ORDER BY id "
            "LIMIT :k",
            [&](const Lookup& lookup) { found.push_back(lookup); }, limit);
        return Done{};
    });
    if (!status)
        return status.error();
    return found;
}

Status Lookups::drop(const Lookup& lookup) {
    return database_.write([&](soci::session& sql) -> Status {
        take_lookup(sql, lookup);
        return Done{};
    });
}

void note_lookup(soci::session& sql, LookupKind kind, TicketNumber ticket, MoveId move) {
    execute(sql, "INSERT INTO lookups (id, kind, ticket_number, move_id) VALUES (:i, :k, :n, :m)",
            next_id(sql, "lookup"), kind, ticket, move ? std::optional(move) : std::nullopt);
}

bool take_lookup(soci::session& sql, const Lookup& lookup) {
    return execute(sql, "DELETE FROM lookups WHERE id = :i", lookup.id) > 0;
}

} // namespace lotse::tickets
