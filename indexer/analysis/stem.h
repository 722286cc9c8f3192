#pragma once
// One Snowball stem of a folded word, cached per thread.

#include <string>
#include <string_view>

#include "indexer/analysis/lang.h"

namespace lotse::analysis {

/// German by `german2`, which brings ä, ae and a together; what it does to aktuell it does to the
/// question as well.
const std::string& snowball(std::string_view folded, Lang lang);

} // namespace lotse::analysis
