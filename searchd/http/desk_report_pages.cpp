// Figures of the desk as a page, and as the file behind it.

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "portal/desk/report_page.h"
#include "portal/render/urls.h"
#include "searchd/http/desk_internal.h"
#include "tickets/reports/output.h"

namespace lotse::http {
namespace {

using portal::Lang;
using tickets::Action;
using tickets::By;
using tickets::Unit;

constexpr std::string_view none = "–";

std::string decimal(Lang lang, double number, int digits) {
    std::string text = fmt::format("{:.{}f}", number, digits);
    if (lang == Lang::de)
        std::ranges::replace(text, '.', ',');
    return text;
}

std::string duration(double milliseconds) {
    const auto seconds = static_cast<long long>(std::llround(milliseconds / 1000));
    if (seconds < 60)
        return fmt::format("{} s", seconds);
    if (seconds < 3600)
        return fmt::format("{} min {} s", seconds / 60, seconds % 60);
    return fmt::format("{} h {} min", seconds / 3600, seconds % 3600 / 60);
}

std::string value_text(Lang lang, Unit unit, double value) {
    switch (unit) {
    case Unit::share:
        return decimal(lang, value * 100, 1) + " %";
    case Unit::difference:
        return decimal(lang, value * 100, 1) + (lang == Lang::de ? " Punkte" : " points");
    case Unit::milliseconds:
        return duration(value);
    case Unit::ratio:
        return decimal(lang, value, 2);
    case Unit::tickets:
        return fmt::format("{}", static_cast<long long>(std::llround(value)));
    }
    return std::string(none);
}

std::string group_of(const tickets::Figure& figure, Lang lang) {
    if (!figure.level)
        return figure.group;
    const std::string level = std::to_string(*figure.level);
    const std::string where =
        figure.team.empty()
            ? portal::text(lang, "desk.level_only", {{"level", level}})
            : portal::text(lang, "desk.level_team", {{"level", level}, {"team", figure.team}});
    return figure.group.empty() ? where : figure.group + ", " + where;
}

portal::FigureView figure_view(const tickets::Figure& figure, Unit unit, double greatest,
                               Lang lang) {
    portal::FigureView view;
    view.group = group_of(figure, lang);
    view.value = figure.value ? value_text(lang, unit, *figure.value) : std::string(none);
    if (figure.denominator)
        view.of = fmt::format("{} : {}", figure.numerator, *figure.denominator);
    if (figure.interval)
        view.interval = value_text(lang, unit, figure.interval->low) + " – " +
                        value_text(lang, unit, figure.interval->high);
    if (figure.value && greatest > 0)
        view.bar = *figure.value / greatest;
    return view;
}

portal::ReportView report_view(const tickets::Report& report, By by, Lang lang) {
    const auto& definition = *report.definition;
    const bool german = lang == Lang::de;
    portal::ReportView view;
    view.title = german ? definition.title_de : definition.title_en;
    view.formula = german ? definition.formula_de : definition.formula_en;
    view.plotted = by == By::day || by == By::week;
    double greatest = definition.unit == Unit::share ? 1 : 0; // shares are plotted against all
    if (definition.unit != Unit::share)
        for (const auto& figure : report.figures)
            greatest = std::max(greatest, figure.value.value_or(0));
    for (const auto& figure : report.figures)
        view.figures.push_back(figure_view(figure, definition.unit, greatest, lang));
    return view;
}

/// A day as a date field writes it; the last one is included.
std::optional<TimePoint> day_of(std::string_view text, bool end) {
    const auto day = parse_iso8601(std::string(text) + "T00:00:00Z");
    if (text.empty() || !day)
        return std::nullopt;
    return end ? *day + std::chrono::hours{24} : *day;
}

tickets::ReportQuery query_of(const Request& request) {
    tickets::ReportQuery query{.report = {},
                               .from = day_of(request.query.get("from"), false),
                               .to = day_of(request.query.get("to"), true)};
    if (const auto by = tickets::by_named(request.query.get("by")))
        query.by = *by;
    return query;
}

std::string csv_url_of(const Request& request, Lang lang) {
    std::string url = portal::desk_url(lang, "reports.csv");
    for (const char* field : {"from", "to", "by"})
        url = portal::with_parameter(std::move(url), field, request.query.get(field));
    return url;
}

Reply show_reports(const App& app, const Call& call) {
    const Lang lang = page_lang(call.request.tongue);
    auto query = query_of(call.request);
    portal::ReportsView view;
    auto computed = tickets::compute_reports(app.database, query);
    if (!computed && computed.error().code == Code::invalid_argument) {
        view.errors.push_back({"from", "desk.bad_date"});
        query.from.reset();
        query.to.reset();
        computed = tickets::compute_reports(app.database, query);
    }
    if (!computed)
        return problem_of(computed.error());
    view.from = to_iso8601(computed->from).substr(0, 10);
    view.to = to_iso8601(computed->to - std::chrono::milliseconds{1}).substr(0, 10);
    view.by = {.field = "by",
               .options = {{"", portal::text(lang, "desk.by.nothing")}},
               .chosen = std::string(tickets::name(query.by))};
    for (const By by : {By::language, By::channel, By::day, By::week})
        view.by.options.emplace_back(
            tickets::name(by), portal::text(lang, "desk.by." + std::string(tickets::name(by))));
    view.csv_url = csv_url_of(call.request, lang);
    for (const auto& report : computed->reports)
        view.reports.push_back(report_view(report, query.by, lang));
    const auto frame =
        desk_frame(app, call, [](Lang to) { return portal::desk_url(to, "reports"); });
    return desk_page(portal::reports_page(frame, view), view.errors.empty() ? 200 : 422);
}

Reply reports_file(const App& app, const Call& call) {
    const auto computed = tickets::compute_reports(app.database, query_of(call.request));
    if (!computed)
        return problem_of(computed.error());
    Response response;
    response.content_type = "text/csv; charset=utf-8; header=present";
    response.body = tickets::reports_as_csv(*computed);
    response.set("Content-Disposition", "attachment; filename=\"lotse-reports.csv\"");
    response.set("Cache-Control", "private, no-store");
    return response;
}

} // namespace

Status add_desk_report_pages(Router& router, App& app) {
    std::vector<Route> routes;
    for (auto pair :
         {desk_routes("GET", "/de/desk/reports", "/en/desk/reports", Action::read_reports,
                      "Figures over a period, each with its formula",
                      [&app](const Call& call) { return show_reports(app, call); }),
          desk_routes("GET", "/de/desk/reports.csv", "/en/desk/reports.csv", Action::read_reports,
                      "The same figures as a file",
                      [&app](const Call& call) { return reports_file(app, call); })})
        for (auto& route : pair) {
            route.lane = Lane::heavy;
            routes.push_back(std::move(route));
        }
    return add_routes(router, std::move(routes));
}

} // namespace lotse::http
