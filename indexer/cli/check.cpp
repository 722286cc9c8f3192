#include "indexer/cli/commands.h"

#include "indexer/cli/editors_lists.h"
#include "indexer/content/store.h"

#include <algorithm>
#include <fmt/format.h>
#include <iterator>
#include <ostream>

namespace lotse::cli {

int run_check(const CheckArguments& arguments, Terminal& terminal) {
    const auto base = content::read_folder(arguments.content);
    if (!base)
        return terminal.fail(base.error());
    auto findings = content::check(*base, arguments.content);
    auto in_lists = check_lists(lists_of(arguments.content, arguments.synonyms));
    if (!in_lists)
        return terminal.fail(in_lists.error());
    std::move(in_lists->begin(), in_lists->end(), std::back_inserter(findings));
    for (const auto& finding : findings)
        terminal.out() << content::to_string(finding) << "\n";
    const auto errors =
        std::count_if(findings.begin(), findings.end(), [](const content::Finding& finding) {
            return finding.severity == content::Severity::error;
        });
    terminal.out() << terminal.format("{} Artikel, {} Fehler, {} Warnungen",
                                      "{} articles, {} errors, {} warnings", base->articles.size(),
                                      errors, static_cast<std::ptrdiff_t>(findings.size()) - errors)
                   << "\n";
    return errors == 0 ? exit_ok : exit_faults;
}

} // namespace lotse::cli
