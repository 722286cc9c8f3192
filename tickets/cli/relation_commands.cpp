#include <fmt/format.h>
#include <fmt/ostream.h>

#include <iostream>

#include "indexer/base/file.h"
#include "tickets/cli/commands.h"
#include "tickets/cli/output.h"
#include "tickets/files/attachments.h"
#include "tickets/relations/links.h"
#include "tickets/relations/merge.h"
#include "tickets/relations/problems.h"

namespace lotse::tickets::cli {

namespace {

constexpr std::size_t largest_file = std::size_t{64} << 20;

TicketNumber number_of(const Context& context) {
    return {context.arguments.number};
}

TicketNumber other_of(const Context& context) {
    return {context.arguments.relations.other};
}

ProblemId problem_of(const Context& context) {
    return {context.arguments.relations.problem};
}

int told_problem(const Context& context, const Result<Problem>& problem) {
    if (!problem)
        return failed_with(context.streams, problem.error());
    if (context.arguments.json)
        context.streams.out << problems_as_json({*problem}) << '\n';
    else
        print_problems(context.streams.out, context.voice, {*problem});
    return exit_ok;
}

AttachmentStore files_of(const Context& context) {
    return {context.database, context.arguments.attachments};
}

} // namespace

int tag(const Context& context) {
    if (Status may = allowed(context, Action::work_ticket); !may)
        return failed_with(context.streams, may.error());
    return told(context, "verschlagwortet", "tagged",
                LinkStore(context.database)
                    .set_tags(context.actor, number_of(context), context.arguments.relations.tags));
}

int link(const Context& context) {
    if (Status may = allowed(context, Action::work_ticket); !may)
        return failed_with(context.streams, may.error());
    const RelationArguments& typed = context.arguments.relations;
    const auto kind = from_name<LinkKind>(typed.kind);
    if (!kind)
        return failed_with(context.streams, kind.error());
    LinkStore links(context.database);
    if (typed.remove)
        return told(context, "Verknüpfung gelöst", "unlinked",
                    links.unlink(context.actor, number_of(context), *kind, other_of(context)));
    return told(context, "verknüpft", "linked",
                links.link(context.actor, number_of(context), *kind, other_of(context)));
}

int merge(const Context& context) {
    if (Status may = allowed(context, Action::work_ticket); !may)
        return failed_with(context.streams, may.error());
    return told(
        context, "zusammengeführt", "merged",
        MergeStore(context.database).merge(context.actor, number_of(context), other_of(context)));
}

int split_ticket(const Context& context) {
    if (Status may = allowed(context, Action::work_ticket); !may)
        return failed_with(context.streams, may.error());
    SplitDraft draft{.messages = {}, .subject = context.arguments.draft.subject};
    for (const std::int64_t id : context.arguments.relations.messages)
        draft.messages.push_back({id});
    const auto made = MergeStore(context.database).split(context.actor, number_of(context), draft);
    if (!made)
        return failed_with(context.streams, made.error());
    fmt::print(context.streams.out, "Ticket {}\n", made->number.value);
    return exit_ok;
}

int problems_list(const Context& context) {
    if (Status may = allowed(context, Action::read_notes); !may)
        return failed_with(context.streams, may.error());
    const auto problems = ProblemStore(context.database).list(std::nullopt);
    if (!problems)
        return failed_with(context.streams, problems.error());
    if (context.arguments.json)
        context.streams.out << problems_as_json(*problems) << '\n';
    else
        print_problems(context.streams.out, context.voice, *problems);
    return exit_ok;
}

int problems_open(const Context& context) {
    if (Status may = allowed(context, Action::work_ticket); !may)
        return failed_with(context.streams, may.error());
    const RelationArguments& typed = context.arguments.relations;
    return told_problem(context, ProblemStore(context.database)
                                     .open(context.actor, {context.arguments.title,
                                                           context.arguments.article.value_or(""),
                                                           typed.public_de, typed.public_en}));
}

int problems_incident(const Context& context) {
    if (Status may = allowed(context, Action::work_ticket); !may)
        return failed_with(context.streams, may.error());
    ProblemStore problems(context.database);
    if (context.arguments.relations.remove)
        return told(
            context, "vom Problem gelöst", "taken from the problem",
            problems.remove_incident(context.actor, problem_of(context), number_of(context)));
    return told(context, "dem Problem zugeordnet", "put under the problem",
                problems.add_incident(context.actor, problem_of(context), number_of(context)));
}

int problems_solve(const Context& context) {
    if (Status may = allowed(context, Action::work_ticket); !may)
        return failed_with(context.streams, may.error());
    return told_problem(context,
                        ProblemStore(context.database).solve(context.actor, problem_of(context)));
}

int problems_reopen(const Context& context) {
    if (Status may = allowed(context, Action::work_ticket); !may)
        return failed_with(context.streams, may.error());
    return told_problem(context,
                        ProblemStore(context.database).reopen(context.actor, problem_of(context)));
}

int problems_solve_incidents(const Context& context) {
    if (Status may = allowed(context, Action::resolve_ticket); !may)
        return failed_with(context.streams, may.error());
    const auto report =
        ProblemStore(context.database)
            .solve_incidents(context.actor, problem_of(context), resolution_of(context.arguments));
    if (!report)
        return failed_with(context.streams, report.error());
    bool all = true;
    for (const SolvedIncident& incident : *report) {
        fmt::print(context.streams.out, "Ticket {}: {}\n", incident.ticket.value,
                   incident.why_not ? incident.why_not->to_string()
                                    : std::string(context.voice.say("gelöst", "solved")));
        all = all && !incident.why_not;
    }
    return all ? exit_ok : exit_refused;
}

int attach(const Context& context) {
    if (Status may = allowed(context, Action::work_ticket); !may)
        return failed_with(context.streams, may.error());
    for (const std::string& file : context.arguments.files) {
        const auto bytes = read_file(file, largest_file);
        if (!bytes)
            return failed_with(context.streams, bytes.error());
        const bool internal = context.arguments.relations.internal;
        const auto added = files_of(context).add(
            context.actor, number_of(context),
            {.name = std::filesystem::path(file).filename().string(),
             .bytes = *bytes,
             .visibility = internal ? Visibility::internal : Visibility::public_});
        if (!added)
            return failed_with(context.streams, added.error());
        fmt::print(context.streams.out, "{} {}: {} ({}, {} B)\n",
                   context.voice.say("Anhang", "Attachment"), added->id.value, added->name,
                   added->type, added->size);
    }
    return exit_ok;
}

int save_attachment(const Context& context) {
    if (Status may = allowed(context, Action::read_notes); !may)
        return failed_with(context.streams, may.error());
    const auto files = files_of(context);
    const auto attachment = files.find(number_of(context), {context.arguments.relations.other});
    if (!attachment)
        return failed_with(context.streams, attachment.error());
    const auto bytes = files.read(*attachment);
    if (!bytes)
        return failed_with(context.streams, bytes.error());
    if (Status written = write_file(context.arguments.relations.to, *bytes); !written)
        return failed_with(context.streams, written.error());
    return exit_ok;
}

} // namespace lotse::tickets::cli
