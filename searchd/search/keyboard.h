#pragma once
// Which keys lie side by side: what a finger hits that slips. German keyboards (QWERTZ) for German,
// QWERTY for English.

#include <string_view>

#include "indexer/analysis/lang.h"

namespace lotse::search {

/// The letters around `letter` (a small ASCII letter) on the keyboard of `lang`; empty for others.
std::string_view keys_around(char letter, analysis::Lang lang);

/// Side by side on either keyboard.
bool neighbouring_keys(char left, char right);

} // namespace lotse::search
