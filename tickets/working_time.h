#pragma once
// How long we worked on a ticket: the time in states in which the clock runs. The ticket itself
// keeps the sum, for lists; the history has the spans, for whoever counts by a calendar of opening
// hours. Both say the same.

#include <span>
#include <vector>

#include "tickets/ticket.h"

namespace lotse::tickets {

struct WorkSpan {
    TimePoint from{};
    std::optional<TimePoint> to{}; // empty: the clock is running

    bool operator==(const WorkSpan&) const = default;
};

/// As of `now`.
Milliseconds working_time(const Ticket& ticket, TimePoint now);

/// Of a ticket that came to us new at `created`; `history` in its order.
std::vector<WorkSpan> work_spans(TimePoint created, std::span<const HistoryRow> history);

} // namespace lotse::tickets
