#include "tickets/reports/output.h"

#include <nlohmann/json.hpp>

#include "tickets/reports/csv.h"

namespace lotse::tickets {

namespace {

using Json = nlohmann::ordered_json;

template <class T>
Json or_null(const std::optional<T>& value) {
    return value ? Json(*value) : Json();
}

Json text_or_null(const std::string& text) {
    return text.empty() ? Json() : Json(text);
}

Json as_json(const Figure& figure, By by, Unit unit) {
    Json json;
    if (by != By::nothing)
        json[std::string(name(by))] = text_or_null(figure.group);
    if (unit == Unit::tickets) {
        json["level"] = or_null(figure.level);
        json["team"] = text_or_null(figure.team);
    }
    json["numerator"] = figure.numerator;
    json["denominator"] = or_null(figure.denominator);
    if (figure.held_out)
        json["held_out"] = {{"numerator", figure.held_out->hits},
                            {"denominator", figure.held_out->total}};
    json["value"] = or_null(figure.value);
    if (unit == Unit::share || unit == Unit::difference)
        json["interval"] =
            figure.interval ? Json{{"low", figure.interval->low}, {"high", figure.interval->high}}
                            : Json();
    if (unit == Unit::milliseconds)
        json["median"] = or_null(figure.median);
    return json;
}

Json as_json(const Report& report, By by) {
    const ReportDefinition& definition = *report.definition;
    Json figures = Json::array();
    for (const Figure& figure : report.figures)
        figures.push_back(as_json(figure, by, definition.unit));
    return {{"name", definition.name},
            {"family", text_or_null(std::string(definition.family))},
            {"title", {{"de", definition.title_de}, {"en", definition.title_en}}},
            {"formula", {{"de", definition.formula_de}, {"en", definition.formula_en}}},
            {"unit", name(definition.unit)},
            {"figures", figures}};
}

} // namespace

std::string reports_as_json(const Reports& reports) {
    Json list = Json::array();
    for (const Report& report : reports.reports)
        list.push_back(as_json(report, reports.by));
    const Json json{{"from", to_iso8601(reports.from)},
                    {"to", to_iso8601(reports.to)},
                    {"by", text_or_null(std::string(name(reports.by)))},
                    {"reports", list}};
    return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string reports_as_csv(const Reports& reports) {
    Csv csv;
    for (const char* column : {"report", "from", "to", "by", "group", "level", "team", "numerator",
                               "denominator", "held_out_numerator", "held_out_denominator", "value",
                               "low", "high", "median", "unit", "formula_de", "formula_en"})
        csv.text(column);
    csv.end_line();
    for (const Report& report : reports.reports)
        for (const Figure& figure : report.figures) {
            const ReportDefinition& definition = *report.definition;
            const auto& other = figure.held_out;
            const auto& interval = figure.interval;
            csv.text(definition.name)
                .text(to_iso8601(reports.from))
                .text(to_iso8601(reports.to))
                .text(name(reports.by))
                .text(figure.group)
                .number(figure.level ? std::optional<std::int64_t>(*figure.level) : std::nullopt)
                .text(figure.team)
                .number(figure.numerator)
                .number(figure.denominator)
                .number(other ? std::optional(other->hits) : std::nullopt)
                .number(other ? std::optional(other->total) : std::nullopt)
                .number(figure.value)
                .number(interval ? std::optional(interval->low) : std::nullopt)
                .number(interval ? std::optional(interval->high) : std::nullopt)
                .number(figure.median)
                .text(name(definition.unit))
                .text(definition.formula_de)
                .text(definition.formula_en)
                .end_line();
        }
    return csv.str();
}

} // namespace lotse::tickets
