#include "indexer/cli/commands.h"

#include "indexer/cli/inputs.h"
#include "indexer/content/catalog.h"
#include "indexer/index/follower.h"

#include <fmt/format.h>
#include <ostream>

namespace lotse::cli {

namespace {

void name_faults(const std::vector<content::Finding>& findings, Terminal& terminal) {
    for (const auto& finding : findings)
        if (finding.severity == content::Severity::error)
            terminal.warn(content::to_string(finding));
}

void tell(const index::StepReport& report, Terminal& terminal) {
    terminal.out() << terminal.format("Generation {:06}: {} geschrieben, {} entfernt",
                                      "generation {:06}: {} put, {} removed", report.generation,
                                      report.put, report.removed)
                   << "\n"
                   << std::flush;
}

} // namespace

int run_update(const Places& places, Terminal& terminal) {
    SystemRandom random;
    const auto database = open_tickets(places.tickets, terminal.clock(), random);
    if (!database)
        return terminal.fail(database.error());
    content::Catalog catalog(places.content);
    index::Follower follower(places.index, catalog, database->get());
    const auto report = follower.step();
    if (!report)
        return terminal.fail(report.error());
    name_faults(catalog.view()->findings(), terminal);
    name_faults(report->left_out, terminal);
    tell(*report, terminal);
    return exit_ok;
}

int run_watch(const WatchArguments& arguments, Terminal& terminal) {
    SystemRandom random;
    const auto& places = arguments.places;
    const auto database = open_tickets(places.tickets, terminal.clock(), random);
    if (!database)
        return terminal.fail(database.error());
    content::Catalog catalog(places.content);
    index::Follower follower(places.index, catalog, database->get());
    const auto& stop = stop_wish();
    bool first = true;
    std::string last_trouble;
    while (!stop) {
        const auto report = follower.step();
        if (!report && first) // wrong from the start: say so and end, rather than hope
            return terminal.fail(report.error());
        if (!report && report.error().message != last_trouble)
            terminal.fail(report.error());
        last_trouble = report ? "" : report.error().message;
        if (report && (first || report->changed())) {
            name_faults(catalog.view()->findings(), terminal);
            name_faults(report->left_out, terminal);
            tell(*report, terminal);
        }
        first = false;
        wait_or_stop(Milliseconds{arguments.interval_ms});
    }
    return exit_ok;
}

} // namespace lotse::cli
