#include "indexer/cli/commands.h"

#include "indexer/cli/editors_lists.h"
#include "indexer/cli/inputs.h"
#include "indexer/cli/replay.h"
#include "indexer/index/builder.h"
#include "indexer/index/knowledge.h"
#include "tickets/outbox.h"

#include <fmt/format.h>
#include <ostream>

namespace lotse::cli {

namespace {

// Where the outbox stands before anything of the tickets is read: what comes later is followed.
Result<std::map<std::string, std::uint64_t>> positions(tickets::Database* database) {
    std::map<std::string, std::uint64_t> found;
    if (database == nullptr)
        return found;
    const auto head = tickets::Outbox(*database).head();
    if (!head)
        return head.error();
    found[index::ticket_stream] = static_cast<std::uint64_t>(head->value);
    return found;
}

void name_left_out(const std::vector<content::Finding>& findings, Terminal& terminal) {
    for (const auto& finding : findings)
        if (finding.severity == content::Severity::error)
            terminal.warn(terminal.say("ausgelassen: ", "left out: ") +
                          content::to_string(finding));
}

// Of what spans files only a duplicate id keeps an article out of the index.
std::vector<content::Finding> duplicates(const content::KnowledgeBase& base,
                                         const std::filesystem::path& folder) {
    std::vector<content::Finding> found;
    for (auto& finding : content::check(base, folder))
        if (finding.code == "duplicate-id")
            found.push_back(std::move(finding));
    return found;
}

/// A person was erased since the index was last built for it: what it was before goes at once.
bool forgets_somebody(tickets::Database* database) {
    if (database == nullptr)
        return false;
    const tickets::Outbox outbox(*database);
    const auto done = outbox.acknowledged();
    if (!done)
        return false;
    for (auto from = *done;;) {
        const auto jobs = outbox.since(from);
        if (!jobs || jobs->empty())
            return false;
        for (const auto& job : *jobs)
            if (job.kind == tickets::JobKind::person_erased)
                return true;
        from = jobs->back().id;
    }
}

Result<index::BuildReport> guarded_build(const index::Source& source, index::BuildOptions options,
                                         tickets::Database* database,
                                         const BuildArguments& arguments, Terminal& terminal) {
    const auto mode = deflect::guard_mode_of(arguments.guard);
    if (!mode)
        return mode.error();
    if (database == nullptr)
        return index::build(source, options, terminal.clock());
    deflect::Guarding guarding{.mode = *mode, .engine = {}};
    guarding.engine.synonyms = lists_of(arguments.places.content, arguments.synonyms);
    deflect::GuardReport guarded;
    auto report = deflect::build_guarded(source, std::move(options), *database, guarding, guarded);
    tell(guarded, terminal);
    return report;
}

std::string summary(const index::BuildReport& report, const Terminal& terminal) {
    std::string classes;
    for (const auto& [visibility, count] : report.by_visibility)
        classes +=
            fmt::format("{}{} {}", classes.empty() ? "" : ", ", index::name(visibility), count);
    const double rate =
        report.seconds > 0 ? static_cast<double>(report.documents) / report.seconds : 0;
    return terminal.format("Generation {:06}: {} Dokumente ({}) in {:.1f} s, {:.0f}/s",
                           "generation {:06}: {} documents ({}) in {:.1f} s, {:.0f}/s",
                           report.generation.number, report.documents, classes, report.seconds,
                           rate);
}

} // namespace

int run_build(const BuildArguments& arguments, Terminal& terminal) {
    SystemRandom random;
    const auto& places = arguments.places;
    auto database = open_tickets(places.tickets, terminal.clock(), random);
    if (!database)
        return terminal.fail(database.error());
    index::BuildOptions options;
    auto from = positions(database->get());
    if (!from)
        return terminal.fail(from.error());
    auto base = content::read_folder(places.content);
    if (!base)
        return terminal.fail(base.error());
    name_left_out(base->findings, terminal);
    name_left_out(duplicates(*base, places.content), terminal);
    const auto source = index::KnowledgeSource::open(std::move(base->articles), database->get());
    if (!source)
        return terminal.fail(source.error());
    options.index = places.index;
    options.dictionary = arguments.dictionary;
    options.splitting = lists_of(places.content, arguments.synonyms) / splitting_file;
    options.threads = arguments.threads;
    options.positions = std::move(*from);
    options.progress = [&](const index::Progress& progress) { terminal.progress(progress); };
    options.stop = &stop_wish();
    options.keep_previous = !forgets_somebody(database->get());
    const auto report =
        guarded_build(**source, std::move(options), database->get(), arguments, terminal);
    if (!report && report.error().code == Code::conflict) {
        terminal.fail(report.error());
        return exit_faults;
    }
    if (!report)
        return terminal.fail(report.error());
    name_left_out((*source)->findings(), terminal);
    terminal.err() << std::flush;
    terminal.out() << summary(*report, terminal) << "\n";
    return exit_ok;
}

} // namespace lotse::cli
