#pragma once
// What the page of figures shows, as plain values. Conditions as in views.h.

#include "portal/desk/views.h"

namespace lotse::portal {

struct FigureView {
    std::string group;         // "de", "phone", "2026-03-02"; empty: of everything
    std::string value;         // "87,3 %", "4 h 12 min", "17"; "–" where there is none
    std::string of;            // "312 : 357"
    std::string interval;      // "82,1 – 91,0 %"; may be empty
    std::optional<double> bar; // its height in a plot, 0 to 1; empty: nothing to plot
};

struct ReportView {
    std::string title;
    std::string formula;
    std::vector<FigureView> figures;
    bool plotted = false; // its groups are times
};

struct ReportsView {
    std::string from; // 2026-03-02
    std::string to;
    DeskChoice by;
    std::string csv_url;
    std::vector<ReportView> reports;
    std::vector<FieldError> errors;
};

} // namespace lotse::portal
