#include <array>
#include <utility>
#include <vector>

#include "tickets/backend_internal.h"
#include "tickets/contact_keys.h"
#include "tickets/ids.h"
#include "tickets/migrations_internal.h"
#include "tickets/sql_internal.h"

namespace lotse::tickets {

namespace {

/// Statements of a migration end at a blank line, because bodies of triggers hold semicolons.
void run_statements(soci::session& sql, const Backend& backend, std::string_view script) {
    while (!script.empty()) {
        const auto blank = script.find("\n\n");
        const std::string statement = backend.statement(script.substr(0, blank));
        if (!statement.empty())
            execute(sql, statement);
        script = blank == std::string_view::npos ? "" : script.substr(blank + 2);
    }
}

/// Tickets of before the keys were kept. How a number is read is no matter for SQL.
void fill_phone_keys(soci::session& sql) {
    std::vector<std::pair<TicketNumber, std::string>> keys;
    each_row<TicketNumber, std::string>(
        sql,
        "SELECT number, contact_phone FROM tickets WHERE contact_phone <> '' AND "
        "contact_phone_key = ''",
        [&](TicketNumber number, const std::string& phone) {
            if (std::string key = phone_key(phone); !key.empty())
                keys.emplace_back(number, std::move(key));
        });
    for (const auto& [number, key] : keys)
        execute(sql, "UPDATE tickets SET contact_phone_key = :key WHERE number = :n", key, number);
}

struct ByProgram {
    std::string_view migration; // after whose statements
    void (*run)(soci::session&);
};
constexpr std::array<ByProgram, 1> by_program{{{"0014_upkeep", fill_phone_keys}}};

} // namespace

Status migrate(soci::session& sql, const Backend& backend, TimePoint now) {
    execute(sql, backend.statement("CREATE TABLE IF NOT EXISTS migrations (number INTEGER PRIMARY "
                                   "KEY, name TEXT NOT NULL, applied_at INTEGER NOT NULL)"));
    const auto known = one_value<long long>(sql, "SELECT COALESCE(MAX(number), 0) FROM migrations");
    const auto ours = static_cast<long long>(migrations().size());
    if (known > ours)
        return Error{Code::mismatch,
                     "the ticket database was made by a newer version (migration " +
                         std::to_string(known) + ", this one knows " + std::to_string(ours) + ")",
                     "install that version, or restore a backup of the older one"};
    for (const Migration& migration : migrations()) {
        if (migration.number <= known)
            continue;
        run_statements(sql, backend, migration.sql);
        for (const ByProgram& step : by_program)
            if (step.migration == migration.name)
                step.run(sql);
        execute(sql, "INSERT INTO migrations (number, name, applied_at) VALUES (:n, :m, :t)",
                migration.number, migration.name, now);
    }
    return Done{};
}

long long next_id(soci::session& sql, std::string_view sequence) {
    return one_value<long long>(
        sql, "UPDATE ids SET last = last + 1 WHERE name = :name RETURNING last", sequence);
}

} // namespace lotse::tickets
