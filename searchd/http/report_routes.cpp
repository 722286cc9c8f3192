// Figures over a period: as JSON, or as CSV for a spreadsheet.

#include "indexer/base/text.h"
#include "searchd/http/app.h"
#include "searchd/http/json_internal.h"
#include "tickets/reports/output.h"

namespace lotse::http {
namespace {

using tickets::Action;

/// A format that is asked for goes before what the client would accept; of two that it accepts the
/// first one counts.
bool wants_csv(const Request& request, std::optional<Problem>& fault) {
    const auto format = request.query.get("format");
    if (!format.empty()) {
        if (format != "json" && format != "csv")
            fault = invalid_field("format", "invalid_value");
        return format == "csv";
    }
    for (const auto part : split(request.header("accept"), ',')) {
        const auto type = trimmed(part.substr(0, part.find(';')));
        if (type == "text/csv")
            return true;
        if (type == "application/json" || type == "*/*")
            return false;
    }
    return false;
}

std::optional<TimePoint> time_in(const Request& request, const char* field,
                                 std::optional<Problem>& fault) {
    const auto text = request.query.get(field);
    if (text.empty())
        return std::nullopt;
    const auto time = parse_iso8601(text);
    if (time)
        return *time;
    fault = invalid_field(field, "invalid_value");
    return std::nullopt;
}

Reply reports(const App& app, const Call& call, std::string name) {
    const Request& request = call.request;
    std::optional<Problem> fault;
    tickets::ReportQuery query{.report = std::move(name),
                               .from = time_in(request, "from", fault),
                               .to = time_in(request, "to", fault)};
    if (const auto by = tickets::by_named(request.query.get("by")))
        query.by = *by;
    else
        fault = invalid_field("by", "invalid_value");
    const bool csv = wants_csv(request, fault);
    if (fault)
        return *fault;
    const auto computed = tickets::compute_reports(app.database, query);
    if (!computed)
        return problem_of(computed.error());
    Response response;
    response.content_type = csv ? "text/csv; charset=utf-8; header=present" : "application/json";
    response.body = csv ? tickets::reports_as_csv(*computed) : tickets::reports_as_json(*computed);
    response.set("Cache-Control", "private, no-store");
    response.set("Vary", "Accept");
    if (csv)
        response.set("Content-Disposition", "attachment; filename=\"lotse-reports.csv\"");
    return response;
}

Route route(std::string_view pattern, std::string_view summary, Handler handler) {
    return {.method = "GET",
            .pattern = pattern,
            .access = Access::needs(Action::read_reports),
            .lane = Lane::heavy,
            .summary = summary,
            .handler = std::move(handler)};
}

} // namespace

Status add_report_routes(Router& router, App& app) {
    return add_routes(
        router,
        {route("/api/v1/reports", "Every figure over a period, with its formula",
               [&app](const Call& call) { return reports(app, call, {}); }),
         route("/api/v1/reports/{name}", "One report, or a family side by side",
               [&app](const Call& call) { return reports(app, call, call.request.argument(0)); })});
}

} // namespace lotse::http
