#pragma once
// Figures of a help desk over a period, each with what it was computed from. Nothing here names a
// person, a ticket or a question. Any thread may call it; it only reads.
//
//     const auto reports = compute_reports(database, {.report = "deflection", .from = a, .to = b,
//                                                     .by = By::language});

#include <optional>
#include <string>
#include <vector>

#include "tickets/database.h"
#include "tickets/reports/definitions.h"
#include "tickets/reports/interval.h"

namespace lotse::tickets {

enum class By : std::uint8_t { nothing, language, channel, day, week };
/// "language", "channel", "day", "week"; empty of nothing.
std::string_view name(By by);
/// invalid_argument with the possible words as the hint.
Result<By> by_named(std::string_view word);

struct ReportQuery {
    std::string report{};            // a report's name or its family; empty: all
    std::optional<TimePoint> from{}; // included; empty: thirty days before `to`
    std::optional<TimePoint> to{};   // not included; empty: now
    By by = By::nothing;
};

/// One figure: of everything, or of one group of it.
struct Figure {
    /// The language, the channel, or the day on which the day or week (from Monday, UTC) begins:
    /// "2026-03-02"; empty: of everything.
    std::string group{};
    std::optional<int> level{}; // of the backlog
    std::string team{};         // of the backlog; empty: of no team
    std::int64_t numerator = 0;
    std::optional<std::int64_t> denominator{}; // empty where only is counted
    std::optional<Proportion> held_out{};      // of a difference: the other share
    std::optional<double> value{};             // empty: nothing to divide by
    std::optional<Interval> interval{};        // 95 %
    std::optional<double> median{};            // of times

    bool operator==(const Figure&) const = default;
};

struct Report {
    const ReportDefinition* definition = nullptr;
    std::vector<Figure> figures{}; // by group, level and team; one of zeros when nothing happened
};

struct Reports {
    TimePoint from{};
    TimePoint to{};
    By by = By::nothing;
    std::vector<Report> reports{};
};

/// not_found: no report has this name. invalid_argument: the period ends before it begins.
Result<Reports> compute_reports(Database& database, const ReportQuery& query);

} // namespace lotse::tickets
