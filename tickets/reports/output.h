#pragma once
// Reports for programs: JSON and CSV, the same on the command line and over HTTP.

#include <string>

#include "tickets/reports/reports.h"

namespace lotse::tickets {

/// Shares and ratios as numbers, times in milliseconds; null where there is no value.
std::string reports_as_json(const Reports& reports);

/// One line for each figure; the first line names the columns.
std::string reports_as_csv(const Reports& reports);

} // namespace lotse::tickets
