#pragma once
// How the regression guard's findings are told.

#include "indexer/cli/terminal.h"
#include "searchd/deflect/guard.h"

namespace lotse::cli {

/// Each loss on the error stream, then how many of how many; nothing when nothing was asked.
void tell(const deflect::GuardReport& report, Terminal& terminal);

} // namespace lotse::cli
