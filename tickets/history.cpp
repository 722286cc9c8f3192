#include "tickets/history_internal.h"

#include <nlohmann/json.hpp>

#include "tickets/passwords.h"
#include "tickets/sql_internal.h"

namespace lotse::tickets {

namespace {

std::string as_json(const std::vector<Fact>& facts) {
    nlohmann::ordered_json object = nlohmann::ordered_json::object();
    for (const Fact& fact : facts)
        std::visit([&](const auto& value) { object[std::string(fact.key)] = value; }, fact.value);
    return object.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

/// Lengths before strings, so that no two different rows give the same bytes.
void add_field(std::string& bytes, std::string_view field) {
    bytes.append(std::to_string(field.size())).append(":").append(field);
}

} // namespace

std::string chain_hash(const ChainedRow& row) {
    std::string bytes;
    for (const std::int64_t number :
         {row.id, row.ticket, static_cast<std::int64_t>(row.at.time_since_epoch().count()),
          row.actor_id})
        add_field(bytes, std::to_string(number));
    for (const std::string* field : {&row.actor, &row.event, &row.detail, &row.previous})
        add_field(bytes, *field);
    return sha256_hex(bytes);
}

void append_history(soci::session& sql, TimePoint at, const HistoryEntry& entry) {
    const auto [last_id, last_hash] =
        one_row<long long, std::string>(
            sql, "SELECT last_id, last_hash FROM history_head WHERE name = 'history'")
            .value();
    const ChainedRow row{.id = last_id + 1,
                         .ticket = entry.ticket ? entry.ticket->value : 0,
                         .at = at,
                         .actor_id = entry.actor.person.value,
                         // People are named by number: their names can go, the chain stays whole.
                         .actor = entry.actor.person ? std::string() : entry.actor.name,
                         .event = std::string(entry.event),
                         .detail = as_json(entry.facts),
                         .previous = last_hash};
    const std::string hash = chain_hash(row);
    execute(sql,
            "INSERT INTO history (id, ticket_number, at, actor_id, actor, event, detail, "
            "previous_hash, hash) VALUES (:i, :n, :t, :p, :a, :e, :d, :q, :h)",
            row.id, entry.ticket, row.at, row.actor_id, row.actor, row.event, row.detail,
            row.previous, hash);
    execute(sql, "UPDATE history_head SET last_id = :i, last_hash = :h WHERE name = 'history'",
            row.id, hash);
}

} // namespace lotse::tickets
