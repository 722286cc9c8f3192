#include "portal/desk/report_page.h"

#include <algorithm>
#include <cmath>

#include "portal/desk/frame.h"

namespace lotse::portal {

namespace {

// The plot's own units; the style sheet says how large it is.
constexpr int plot_width = 600;
constexpr int plot_height = 120;
constexpr int gap = 2;

std::vector<Values> bar_list(const std::vector<FigureView>& figures) {
    std::vector<Values> out;
    const int step = plot_width / std::max<int>(1, static_cast<int>(figures.size()));
    int x = 0;
    for (const FigureView& figure : figures) {
        const double share = std::clamp(figure.bar.value_or(0), 0.0, 1.0);
        const int height =
            figure.bar ? std::max(1, static_cast<int>(std::lround(share * (plot_height - 2)))) : 0;
        out.push_back(Values()
                          .set("x", std::to_string(x))
                          .set("y", std::to_string(plot_height - height))
                          .set("width", std::to_string(std::max(1, step - gap)))
                          .set("height", std::to_string(height))
                          .set("tip", figure.group + ": " + figure.value));
        x += step;
    }
    return out;
}

std::vector<Values> figure_list(const std::vector<FigureView>& figures) {
    std::vector<Values> out;
    for (const FigureView& figure : figures)
        out.push_back(Values()
                          .set("group", figure.group)
                          .set("value", figure.value)
                          .set("of", figure.of)
                          .set("interval", figure.interval));
    return out;
}

} // namespace

std::string reports_page(const DeskFrame& frame, const ReportsView& view) {
    const Lang lang = frame.lang;
    std::vector<Values> reports;
    for (const ReportView& report : view.reports) {
        const bool single = report.figures.size() == 1 && report.figures.front().group.empty();
        reports.push_back(Values()
                              .set("number", std::to_string(reports.size() + 1))
                              .set("title", report.title)
                              .set("formula", report.formula)
                              .set("single", single)
                              .set("several", !single)
                              .set("figures", figure_list(report.figures))
                              .set("plotted", report.plotted && report.figures.size() > 1)
                              .set("bars", bar_list(report.figures)));
    }
    Values values;
    values.set("from", view.from)
        .set("to", view.to)
        .set("by", option_list(view.by))
        .set("csv_url", view.csv_url)
        .set("reports", reports);
    set_errors(values, view.errors, lang);
    return desk_framed(frame, form_title(lang, text(lang, "desk.reports"), view.errors),
                       "desk_reports", std::move(values));
}

} // namespace lotse::portal
