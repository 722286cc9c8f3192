#include "indexer/cli/replay.h"

#include "indexer/cli/commands.h"
#include "indexer/cli/inputs.h"

#include <ostream>

namespace lotse::cli {

void tell(const deflect::GuardReport& report, Terminal& terminal) {
    if (report.asked == 0)
        return;
    for (const auto& loss : report.lost)
        terminal.warn(terminal.say("verloren: ", "lost: ") + deflect::describe(loss));
    terminal.out() << terminal.format(
                          "Generation {:06}: {} von {} geprüften Fragen finden ihre Antwort",
                          "generation {:06}: {} of {} verified questions find their answer",
                          report.generation, report.asked - report.lost.size(), report.asked)
                   << "\n";
}

int run_replay(const ReplayArguments& arguments, Terminal& terminal) {
    SystemRandom random;
    const auto database = open_tickets(arguments.tickets, terminal.clock(), random);
    if (!database)
        return terminal.fail(database.error());
    const auto generation = arguments.generation != 0 ? Result<std::uint64_t>(arguments.generation)
                                                      : index::current_number(arguments.index);
    if (!generation)
        return terminal.fail(generation.error());
    search::EngineOptions options;
    options.index = arguments.index;
    options.synonyms = arguments.synonyms;
    options.generation = *generation;
    const auto engine = search::Engine::create(options, terminal.clock());
    if (!engine)
        return terminal.fail(engine.error());
    const auto report = deflect::ask_verified(**database, **engine, *generation);
    if (!report)
        return terminal.fail(report.error());
    tell(*report, terminal);
    if (report->asked == 0)
        terminal.out() << terminal.say("Noch ist keine Frage geprüft.",
                                       "No question has been verified yet.")
                       << "\n";
    return report->clean() ? exit_ok : exit_faults;
}

} // namespace lotse::cli
