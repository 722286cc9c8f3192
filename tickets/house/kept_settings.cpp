#include "tickets/house/kept_settings.h"

#include "tickets/history_internal.h"
#include "tickets/permissions.h"
#include "tickets/sql_internal.h"

namespace lotse::tickets {

Result<std::map<std::string, std::string>> KeptSettings::all() const {
    std::map<std::string, std::string> kept;
    Status status = database_.read([&](soci::session& sql) -> Status {
        kept.clear();
        each_row<std::string, std::string>(
            sql, "SELECT name, body FROM house_settings",
            [&](const std::string& name, const std::string& body) { kept[name] = body; });
        return Done{};
    });
    if (!status)
        return status.error();
    return kept;
}

Status KeptSettings::put(const Actor& actor,
                         const std::map<std::string, std::optional<std::string>>& values) {
    if (Status may = authorize(actor, Action::configure); !may)
        return may;
    if (values.empty())
        return Done{};
    return database_.write([&](soci::session& sql) -> Status {
        const TimePoint now = database_.clock().now();
        std::string names;
        for (const auto& [name, body] : values) {
            execute(sql, "DELETE FROM house_settings WHERE name = :n", name);
            if (body)
                execute(sql, "INSERT INTO house_settings (name, body, at) VALUES (:n, :b, :at)",
                        name, *body, now);
            names += (names.empty() ? "" : " ") + name;
        }
        append_history(sql, now,
                       {.actor = actor, .event = "settings_changed", .facts = {{"names", names}}});
        return Done{};
    });
}

} // namespace lotse::tickets
