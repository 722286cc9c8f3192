#include <fmt/format.h>
#include <fmt/ostream.h>

#include <iostream>

#include "indexer/base/random.h"
#include "tickets/cli/commands.h"
#include "tickets/restore.h"

namespace lotse::tickets::cli {

int backup(const Context& context) {
    if (Status may = authorize(context.actor, Action::manage_people); !may)
        return failed_with(context.streams, may.error());
    const std::string& file = context.arguments.file;
    if (Status done = context.database.back_up(file); !done)
        return failed_with(context.streams, done.error());
    fmt::print(context.streams.out, "{}: {}\n", file, context.voice.say("gesichert", "backed up"));
    return exit_ok;
}

int restore_backup(const std::string& place, const std::string& file, const Voice& voice,
                   const Streams& streams) {
    const SystemClock clock;
    SystemRandom random;
    auto report = restore(file, database_at(place), clock, random);
    if (!report)
        return failed_with(streams, report.error());
    fmt::print(streams.out, "{}: {}, {} {}\n", place, voice.say("wiederhergestellt", "restored"),
               report->rows, voice.say("Zeilen, die Kette ist heil", "rows, the chain is whole"));
    return exit_ok;
}

} // namespace lotse::tickets::cli
