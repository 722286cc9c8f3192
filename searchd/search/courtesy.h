#pragma once
// "Hallo", "good morning", "vielen Dank!": what people type into a search box that asks nothing.

#include "indexer/analysis/analyzer.h"
#include "indexer/analysis/letters.h"

namespace lotse::search {

/// A greeting or thanks, and besides it only words that carry no meaning of their own.
bool only_courtesy(const analysis::Analysis& question, const analysis::Letters& letters);

} // namespace lotse::search
