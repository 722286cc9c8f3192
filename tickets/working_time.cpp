#include "tickets/working_time.h"

#include <nlohmann/json.hpp>

#include "tickets/transitions.h"

namespace lotse::tickets {

namespace {

/// The state that a row of history led to; nothing when it changed none.
std::optional<State> entered(const HistoryRow& row) {
    const auto detail = nlohmann::json::parse(row.detail, nullptr, false);
    if (!detail.is_object() || !detail.contains("to") || !detail["to"].is_string())
        return std::nullopt;
    const auto state = from_name<State>(detail["to"].get<std::string>());
    return state ? std::optional(*state) : std::nullopt;
}

} // namespace

Milliseconds working_time(const Ticket& ticket, TimePoint now) {
    return ticket.clock_since ? ticket.worked + (now - *ticket.clock_since) : ticket.worked;
}

std::vector<WorkSpan> work_spans(TimePoint created, std::span<const HistoryRow> history) {
    std::vector<WorkSpan> spans{{created, std::nullopt}};
    for (const HistoryRow& row : history) {
        const auto state = entered(row);
        if (!state)
            continue;
        const bool running = !spans.back().to;
        if (running && !clock_running(*state))
            spans.back().to = row.at;
        else if (!running && clock_running(*state))
            spans.push_back({row.at, std::nullopt});
    }
    return spans;
}

} // namespace lotse::tickets
