#pragma once
// eval --suggest: after how many keys the right article is among the first three suggestions.

#include "indexer/cli/judged_set.h"
#include "indexer/cli/scratch_index.h"

namespace lotse::cli {

/// Types each question letter by letter, once against all that suggesting does and once against the
/// beginnings of titles and names alone; prints keys (median and 90th percentile over the questions
/// that succeed), the share that succeed at all, and the time of a suggestion. Returns the exit
/// code.
int show_keys(const JudgedSet& set, const index::Source& documents, const EvalArguments& arguments,
              Terminal& terminal);

} // namespace lotse::cli
