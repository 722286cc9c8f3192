#include "tickets/backend_internal.h"

#include "indexer/base/text.h"

namespace lotse::tickets {

std::string statement_for(std::string_view ours, std::string_view of_migration) {
    constexpr std::string_view restriction = "-- only ";
    std::string statement;
    for (const auto line : split(of_migration, '\n')) {
        if (line.starts_with(restriction) && trimmed(line.substr(restriction.size())) != ours)
            return "";
        if (!line.starts_with("--") && !trimmed(line).empty())
            statement.append(line).append("\n");
    }
    return statement;
}

std::string first_line(const soci::soci_error& failure) {
    const std::string text = failure.get_error_message();
    const auto lines = split(text, '\n');
    std::string line(lines.empty() ? "" : trimmed(lines.front()));
    // This one alone says what is wrong in its second line.
    if (line.find("establish connection") != std::string::npos && lines.size() > 1)
        line.append(" ").append(trimmed(lines[1]));
    return line;
}

} // namespace lotse::tickets
