#pragma once
// The reports as one table of data: name, formula in both languages, unit, and the rows that are
// counted. What computes, prints and documents them reads this table; there is no other list.

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace lotse::tickets {

/// What a figure's value is, and how it comes of the rows' tops and bottoms:
///   share         sum of tops / sum of bottoms, within 0 and 1, with Wilson's interval
///   ratio         the same, not bounded by 1, no interval
///   milliseconds  the same, where each top is a time and each bottom 1; with the median
///   tickets       sum of tops; there is no bottom
///   difference    of two shares: that of the visitors held out (their rows have `held_out` 1) less
///                 that of all others; within -1 and 1, with Newcombe's interval
enum class Unit : std::uint8_t { share, ratio, milliseconds, tickets, difference };
std::string_view name(Unit unit);

struct ReportDefinition {
    std::string_view name;   // "zero_results"; never changes
    std::string_view family; // several that are read side by side: "deflection"; empty: alone
    Unit unit = Unit::share;
    std::string_view title_de;
    std::string_view title_en;
    std::string_view formula_de;
    std::string_view formula_en;
    /// A query whose rows have the columns at, lang, channel, level, team, top and bottom (and
    /// held_out, of a difference). It may read the one row of `period` (since, until, now) and must
    /// keep to it; "{failed}" and "{finished}" stand for the words of outcomes and states that are
    /// so.
    std::string rows;
};

/// All of them in the order in which they are shown.
std::span<const ReportDefinition> report_definitions();

/// The table as a Markdown page for the documentation; a test holds tickets/REPORTS.md to it.
std::string reports_as_markdown();

} // namespace lotse::tickets
