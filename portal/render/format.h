#pragma once
// Dates and numbers as people of each language write them.

#include <cstddef>
#include <string>

#include "indexer/base/clock.h"
#include "portal/render/texts.h"

namespace lotse::portal {

std::string date_text(Lang lang, TimePoint time); // 24.11.2026 · 24 November 2026
std::string date_time_text(Lang lang,
                           TimePoint time); // 24.11.2026, 13:05 Uhr · 24 November 2026, 13:05
std::string number_text(Lang lang, std::size_t number); // 1.234 · 1,234

} // namespace lotse::portal
