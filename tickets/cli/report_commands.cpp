#include <fmt/format.h>
#include <fmt/ostream.h>

#include <algorithm>
#include <iostream>

#include "tickets/cli/commands.h"
#include "tickets/reports/output.h"

namespace lotse::tickets::cli {

namespace {

Result<std::optional<TimePoint>> time_of(const std::string& typed) {
    if (typed.empty())
        return std::optional<TimePoint>();
    auto time = parse_iso8601(typed);
    if (!time)
        return time.error();
    return std::optional(*time);
}

Result<ReportQuery> query_of(const ReportArguments& typed) {
    const auto from = time_of(typed.from);
    const auto to = time_of(typed.to);
    const auto by = by_named(typed.by);
    for (const auto* time : {&from, &to})
        if (!*time)
            return time->error();
    if (!by)
        return by.error();
    return ReportQuery{.report = typed.name, .from = *from, .to = *to, .by = *by};
}

class Table {
  public:
    explicit Table(const Context& context) : out_(context.streams.out), voice_(context.voice) {}

    void print(const Reports& reports) const {
        fmt::print(out_, "{} – {} (UTC)\n", short_time(reports.from), short_time(reports.to));
        for (const Report& report : reports.reports) {
            const ReportDefinition& what = *report.definition;
            fmt::print(out_, "\n{}  [{}]\n", voice_.say(what.title_de.data(), what.title_en.data()),
                       what.name);
            for (const Figure& figure : report.figures)
                fmt::print(out_, "  {}{}\n", group(figure), said(figure, what.unit));
            fmt::print(out_, "  = {}\n",
                       voice_.say(what.formula_de.data(), what.formula_en.data()));
        }
    }

  private:
    std::string group(const Figure& figure) const {
        std::string text = figure.group;
        if (figure.level)
            text += fmt::format("{}{} {}", text.empty() ? "" : ", ", voice_.say("Ebene", "level"),
                                *figure.level);
        if (!figure.team.empty())
            text += ", " + figure.team;
        return text.empty() ? text : fmt::format("{:<14}", text + "  ");
    }

    std::string number(double value, int digits) const {
        std::string text = fmt::format("{:.{}f}", value, digits);
        if (const auto point = text.find('.'); point != std::string::npos)
            text.replace(point, 1, voice_.say(",", "."));
        return text;
    }

    std::string fraction(const Proportion& counted) const {
        return fmt::format("{} : {}", counted.hits, counted.total);
    }

    std::string span(const Figure& figure) const {
        if (!figure.interval)
            return "";
        return fmt::format(" (95 %: {} – {} %)", number(100 * figure.interval->low, 1),
                           number(100 * figure.interval->high, 1));
    }

    std::string said(const Figure& figure, Unit unit) const {
        const Proportion counted{figure.numerator, figure.denominator.value_or(0)};
        if (unit == Unit::tickets)
            return fmt::format("{}", counted.hits);
        if (unit == Unit::difference) {
            const std::string both =
                fmt::format("{} − {}", fraction(*figure.held_out), fraction(counted));
            return figure.value ? fmt::format("{} = {} %{}", both, number(100 * *figure.value, 1),
                                              span(figure))
                                : both + " = –";
        }
        if (!figure.value)
            return fraction(counted) + " = –";
        if (unit == Unit::milliseconds)
            return fmt::format("{} s : {} = {} s ({} {} s)", number(seconds(counted.hits), 3),
                               counted.total, number(*figure.value / 1000, 3),
                               voice_.say("Median", "median"), number(*figure.median / 1000, 3));
        if (unit == Unit::ratio)
            return fraction(counted) + " = " + number(*figure.value, 2);
        return fraction(counted) + " = " + number(100 * *figure.value, 1) + " %" + span(figure);
    }

    static double seconds(std::int64_t milliseconds) {
        return static_cast<double>(milliseconds) / 1000;
    }

    std::ostream& out_;
    const Voice& voice_;
};

} // namespace

int report(const Context& context) {
    const ReportArguments& typed = context.arguments.report;
    if (typed.formulas) {
        context.streams.out << reports_as_markdown();
        return exit_ok;
    }
    if (Status may = allowed(context, Action::read_reports); !may)
        return failed_with(context.streams, may.error());
    const auto query = query_of(typed);
    if (!query)
        return failed_with(context.streams, query.error());
    const auto reports = compute_reports(context.database, *query);
    if (!reports)
        return failed_with(context.streams, reports.error());
    if (typed.format == "json")
        context.streams.out << reports_as_json(*reports);
    else if (typed.format == "csv")
        context.streams.out << reports_as_csv(*reports);
    else
        Table(context).print(*reports);
    return exit_ok;
}

} // namespace lotse::tickets::cli
