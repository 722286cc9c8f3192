#include "indexer/cli/commands.h"

#include "indexer/content/store.h"

#include <algorithm>
#include <fmt/format.h>
#include <ostream>

namespace lotse::cli {

int run_check(const std::filesystem::path& content, Terminal& terminal) {
    const auto base = content::read_folder(content);
    if (!base)
        return terminal.fail(base.error());
    const auto findings = content::check(*base, content);
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
