#pragma once
// How sure an answer is.

#include "searchd/search/rank.h"

namespace lotse::search {

/// How likely the document answers, from what was met of the question; never from Xapian's percent.
double confidence(const Scored& scored);

} // namespace lotse::search
