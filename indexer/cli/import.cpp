#include "indexer/cli/commands.h"

#include "indexer/content/import.h"

#include <fmt/format.h>
#include <ostream>

namespace lotse::cli {

namespace {

// One report of several JSON lines files; the folder formats take all their sources at once,
// because translations stand in different ones.
Result<content::ImportReport> import_lines(const ImportArguments& arguments) {
    content::ImportReport all;
    for (const auto& source : arguments.sources) {
        auto report = content::import_jsonl(source, arguments.out);
        if (!report)
            return report.error();
        all.written += report->written;
        all.findings.insert(all.findings.end(), report->findings.begin(), report->findings.end());
    }
    return all;
}

Result<content::ImportReport> import_any(const ImportArguments& arguments) {
    if (arguments.format == "mallard")
        return content::import_mallard(arguments.sources, arguments.out);
    if (arguments.format == "html")
        return content::import_html(arguments.sources, arguments.out);
    return import_lines(arguments);
}

} // namespace

int run_import(const ImportArguments& arguments, Terminal& terminal) {
    const auto report = import_any(arguments);
    if (!report)
        return terminal.fail(report.error());
    for (const auto& finding : report->findings)
        terminal.err() << content::to_string(finding) << "\n";
    terminal.out() << terminal.format("{} Artikel nach {} geschrieben, {} Hinweise",
                                      "{} articles written to {}, {} remarks", report->written,
                                      arguments.out.string(), report->findings.size())
                   << "\n";
    return exit_ok;
}

} // namespace lotse::cli
