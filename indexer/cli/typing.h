#pragma once
// eval --typing: what mistakes in typing cost, and what mending costs questions without any.

#include "indexer/cli/judged_set.h"
#include "indexer/cli/scratch_index.h"

namespace lotse::cli {

/// Asks every question as it is, without mending, and once with each kind of mistake; prints
/// MRR@10 before and after. Returns the exit code.
int show_typing(const JudgedSet& set, const index::Source& documents,
                const EvalArguments& arguments, Terminal& terminal);

} // namespace lotse::cli
