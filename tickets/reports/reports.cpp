#include "tickets/reports/reports.h"

#include <algorithm>
#include <array>
#include <map>

#include "tickets/sql_internal.h"
#include "tickets/transitions.h"

namespace lotse::tickets {

namespace {

constexpr std::array<std::string_view, 5> ways{"", "language", "channel", "day", "week"};
constexpr std::chrono::days usual_period{30};
constexpr Milliseconds a_day = std::chrono::days{1};

struct Period {
    TimePoint from, to, now;
};

/// What a row belongs to.
struct Place {
    std::string group;
    int level = 0;
    std::string team;

    auto operator<=>(const Place&) const = default;
};

/// "('no_results', 'not_helped')": words of our own, so they may stand in the statement.
template <class Word, class Which>
std::string words_that(Which which) {
    std::string list;
    for (std::size_t i = 0; i < names<Word>().size(); ++i)
        if (which(static_cast<Word>(i)))
            list.append(list.empty() ? "('" : "', '").append(names<Word>()[i]);
    return list + "')";
}

std::string replaced(std::string text, std::string_view place, const std::string& with) {
    for (auto at = text.find(place); at != std::string::npos; at = text.find(place, at))
        text.replace(at, place.size(), with);
    return text;
}

/// Days and weeks are numbers until they are shown. The first of January 1970 was a Thursday.
std::string group_of(By by) {
    switch (by) {
    case By::nothing:
        return "''";
    case By::language:
        return "x.lang";
    case By::channel:
        return "x.channel";
    case By::day:
        return "CAST(x.at / 86400000 AS TEXT)";
    case By::week:
        return "CAST((x.at / 86400000 + 3) / 7 AS TEXT)";
    }
    return "''";
}

std::string shown_group(By by, const std::string& group) {
    if (by != By::day && by != By::week)
        return group;
    const auto number = std::stoll(group);
    const TimePoint begin{a_day * (by == By::day ? number : number * 7 - 3)};
    return to_iso8601(begin).substr(0, 10);
}

std::string statement(const ReportDefinition& definition, const std::string& columns, By by,
                      const std::string& rest) {
    const std::string rows =
        replaced(replaced(definition.rows, "{failed}", words_that<Outcome>(failed)), "{finished}",
                 words_that<State>(finished));
    return "WITH period AS (SELECT CAST(:since AS BIGINT) AS since, CAST(:until AS BIGINT) AS "
           "until, CAST(:now AS BIGINT) AS now) SELECT " +
           group_of(by) + ", x.level, x.team, " + columns + " FROM (" + rows + ") x " + rest;
}

Figure at_place(By by, const Place& place, Unit unit) {
    Figure figure{.group = shown_group(by, place.group), .team = place.team};
    if (unit == Unit::tickets && place.level > 0)
        figure.level = place.level;
    return figure;
}

double divided(std::int64_t top, std::int64_t bottom) {
    return static_cast<double>(top) / static_cast<double>(bottom);
}

std::vector<Figure> counted(soci::session& sql, const ReportDefinition& definition, By by,
                            const Period& period) {
    std::vector<Figure> figures;
    each_row<std::string, int, std::string, long long, long long>(
        sql,
        statement(definition, "CAST(SUM(x.top) AS BIGINT), CAST(SUM(x.bottom) AS BIGINT)", by,
                  "GROUP BY 1, 2, 3 ORDER BY 1, 2, 3"),
        [&](const std::string& group, int level, const std::string& team, long long top,
            long long bottom) {
            Figure figure = at_place(by, {group, level, team}, definition.unit);
            figure.numerator = top;
            if (definition.unit == Unit::tickets)
                figure.value = static_cast<double>(top);
            else
                figure.denominator = bottom;
            if (figure.denominator && bottom > 0)
                figure.value = divided(top, bottom);
            if (definition.unit == Unit::share)
                figure.interval = wilson({top, bottom});
            figures.push_back(std::move(figure));
        },
        period.from, period.to, period.now);
    return figures;
}

/// Neither database has a median of its own that the other has, too.
std::vector<Figure> timed(soci::session& sql, const ReportDefinition& definition, By by,
                          const Period& period) {
    std::map<Place, std::vector<long long>> times; // each sorted
    each_row<std::string, int, std::string, long long>(
        sql, statement(definition, "x.top", by, "ORDER BY 1, 2, 3, 4"),
        [&](const std::string& group, int level, const std::string& team, long long top) {
            times[{group, level, team}].push_back(top);
        },
        period.from, period.to, period.now);
    std::vector<Figure> figures;
    for (const auto& [place, sorted] : times) {
        Figure figure = at_place(by, place, definition.unit);
        for (const long long time : sorted)
            figure.numerator += time;
        figure.denominator = static_cast<std::int64_t>(sorted.size());
        figure.value = divided(figure.numerator, *figure.denominator);
        const std::size_t half = sorted.size() / 2;
        figure.median = sorted.size() % 2 == 1 ? static_cast<double>(sorted[half])
                                               : divided(sorted[half - 1] + sorted[half], 2);
        figures.push_back(std::move(figure));
    }
    return figures;
}

std::vector<Figure> compared(soci::session& sql, const ReportDefinition& definition, By by,
                             const Period& period) {
    std::vector<Figure> figures;
    each_row<std::string, int, std::string, long long, long long, long long, long long>(
        sql,
        statement(definition,
                  "CAST(SUM(x.top * (1 - x.held_out)) AS BIGINT), "
                  "CAST(SUM(x.bottom * (1 - x.held_out)) AS BIGINT), "
                  "CAST(SUM(x.top * x.held_out) AS BIGINT), "
                  "CAST(SUM(x.bottom * x.held_out) AS BIGINT)",
                  by, "GROUP BY 1, 2, 3 ORDER BY 1, 2, 3"),
        [&](const std::string& group, int level, const std::string& team, long long top,
            long long bottom, long long held_top, long long held_bottom) {
            Figure figure = at_place(by, {group, level, team}, definition.unit);
            const Proportion others{top, bottom};
            figure.numerator = top;
            figure.denominator = bottom;
            figure.held_out = Proportion{held_top, held_bottom};
            figure.value = difference(*figure.held_out, others);
            figure.interval = newcombe(*figure.held_out, others);
            figures.push_back(std::move(figure));
        },
        period.from, period.to, period.now);
    return figures;
}

Figure of_nothing(Unit unit) {
    Figure figure;
    if (unit == Unit::tickets)
        figure.value = 0;
    else
        figure.denominator = 0;
    if (unit == Unit::difference)
        figure.held_out = Proportion{};
    return figure;
}

std::vector<Figure> figures_of(soci::session& sql, const ReportDefinition& definition, By by,
                               const Period& period) {
    std::vector<Figure> figures;
    if (definition.unit == Unit::difference)
        figures = compared(sql, definition, by, period);
    else if (definition.unit == Unit::milliseconds)
        figures = timed(sql, definition, by, period);
    else
        figures = counted(sql, definition, by, period);
    if (figures.empty())
        figures.push_back(of_nothing(definition.unit));
    return figures;
}

std::string listed_reports() {
    std::string list = "one of:";
    for (const ReportDefinition& one : report_definitions())
        list.append(" ").append(one.name);
    return list;
}

} // namespace

std::string_view name(By by) {
    return ways[static_cast<std::size_t>(by)];
}

Result<By> by_named(std::string_view word) {
    const auto found = std::find(ways.begin(), ways.end(), word);
    if (found == ways.end())
        return Error{Code::invalid_argument, "'" + std::string(word.substr(0, 40)) + "' is unknown",
                     "one of: language channel day week"};
    return static_cast<By>(found - ways.begin());
}

Result<Reports> compute_reports(Database& database, const ReportQuery& query) {
    const TimePoint now = database.clock().now();
    const TimePoint to = query.to.value_or(now);
    const Period period{query.from.value_or(to - usual_period), to, now};
    if (period.from >= period.to)
        return Error{Code::invalid_argument, "the period ends before it begins",
                     "give a `from` before `to`"};
    Reports computed{.from = period.from, .to = period.to, .by = query.by};
    Status status = database.read([&](soci::session& sql) -> Status {
        computed.reports.clear();
        for (const ReportDefinition& definition : report_definitions())
            if (query.report.empty() || query.report == definition.name ||
                query.report == definition.family)
                computed.reports.push_back(
                    {&definition, figures_of(sql, definition, query.by, period)});
        return Done{};
    });
    if (!status)
        return status.error();
    if (computed.reports.empty())
        return Error{Code::not_found, "there is no report '" + query.report.substr(0, 40) + "'",
                     listed_reports()};
    return computed;
}

} // namespace lotse::tickets
