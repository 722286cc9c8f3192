#pragma once
// Names of one or more words as the editors' lists write them.

#include <string>
#include <string_view>
#include <vector>

#include "indexer/analysis/analyzer.h"

namespace lotse::analysis {

inline constexpr std::size_t longest_name = 4; // words

/// One stem a word; function words count too, because "An Aus" differs from "Aus".
std::vector<std::string> stems_of(const Analysis& analysis);

/// The stems of each name of a list with commas between; empty and too long ones are left out.
std::vector<std::vector<std::string>> names_of(std::string_view list, Lang lang,
                                               const Analyzer& analyzer);

} // namespace lotse::analysis
