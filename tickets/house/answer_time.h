#pragma once
// How soon somebody who writes now can expect an answer: measured, not promised.

#include <cstddef>
#include <optional>

#include "tickets/database.h"
#include "tickets/house/opening_hours.h"

namespace lotse::tickets {

struct AnswerTime {
    Milliseconds within{0};   // of opening hours
    TimePoint by{};           // that long after now
    bool open = true;         // does the desk work now?
    std::size_t measured = 0; // answered requests that say so; 0: the house's target

    bool operator==(const AnswerTime&) const = default;
};

/// The time in opening hours after which four of five requests of the last 28 days had their first
/// answer by an agent. Those that still wait are counted for as long as they do (E. L. Kaplan and
/// P. Meier, Nonparametric Estimation from Incomplete Observations, JASA 53, 1958), so that a
/// backlog is not hidden by what was easy. With fewer than 30 answers, or when fewer than four of
/// five are answered at all, `target`; nothing without one (zero).
Result<std::optional<AnswerTime>> answer_time(Database& database, const OpeningHours& hours,
                                              Milliseconds target, TimePoint now);

} // namespace lotse::tickets
