#pragma once
// The page of figures: plots as SVG that the server draws, and beside each the table it is drawn
// from.

#include <string>

#include "portal/desk/report_views.h"

namespace lotse::portal {

std::string reports_page(const DeskFrame& frame, const ReportsView& view);

} // namespace lotse::portal
