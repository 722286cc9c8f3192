#include "indexer/cli/commands.h"

#include "indexer/cli/fit_confidence.h"
#include "indexer/cli/occasions.h"

#include <ostream>

namespace lotse::cli {

int run_fit_confidence(const FitArguments& arguments, Terminal& terminal) {
    const auto sets = read_sets(arguments.sets);
    if (!sets)
        return terminal.fail(sets.error());
    const auto occasions = ask_on_all_occasions(*sets, arguments.dictionary, terminal);
    if (!occasions)
        return terminal.fail(occasions.error());
    terminal.out() << to_table(fit_confidence(*sets, *occasions));
    return exit_ok;
}

} // namespace lotse::cli
