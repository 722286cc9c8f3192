#include <fmt/format.h>
#include <fmt/ostream.h>

#include <iostream>

#include "tickets/cli/commands.h"
#include "tickets/cli/output.h"
#include "tickets/gap_store.h"

namespace lotse::tickets::cli {

namespace {

GapId gap_of(const Context& context) {
    return {context.arguments.gaps.gap};
}

int told_gap(const Context& context, GapId id) {
    const auto gap = SearchLog(context.database).gap(id);
    if (!gap)
        return failed_with(context.streams, gap.error());
    if (context.arguments.json)
        context.streams.out << gap_as_json(*gap) << '\n';
    else
        print_gap(context.streams.out, context.voice, *gap);
    return exit_ok;
}

int changed_gap(const Context& context, GapId id, const Status& done) {
    return done ? told_gap(context, id) : failed_with(context.streams, done.error());
}

} // namespace

int gaps(const Context& context) {
    if (Status may = allowed(context, Action::read_gaps); !may)
        return failed_with(context.streams, may.error());
    const GapArguments& typed = context.arguments.gaps;
    GapFilter filter{.min_visitors = typed.min_visitors, .limit = context.arguments.limit};
    if (!typed.state.empty()) {
        const auto state = from_name<GapState>(typed.state);
        if (!state)
            return failed_with(context.streams, state.error());
        filter.state = *state;
    }
    const auto found = SearchLog(context.database).gaps(filter);
    if (!found)
        return failed_with(context.streams, found.error());
    if (context.arguments.json)
        context.streams.out << gaps_as_json(*found) << '\n';
    else
        print_gaps(context.streams.out, context.voice, *found);
    return exit_ok;
}

int gaps_show(const Context& context) {
    if (Status may = allowed(context, Action::read_gaps); !may)
        return failed_with(context.streams, may.error());
    return told_gap(context, gap_of(context));
}

int gaps_merge(const Context& context) {
    if (Status may = allowed(context, Action::work_ticket); !may)
        return failed_with(context.streams, may.error());
    const GapId into{context.arguments.gaps.into};
    return changed_gap(context, into,
                       GapStore(context.database).merge(context.actor, gap_of(context), into));
}

int gaps_split(const Context& context) {
    if (Status may = allowed(context, Action::work_ticket); !may)
        return failed_with(context.streams, may.error());
    std::vector<Question> questions;
    for (const std::string& text : context.arguments.gaps.questions)
        for (const char* lang : {"de", "en"})
            questions.push_back({text, lang});
    const auto made = GapStore(context.database).split(context.actor, gap_of(context), questions);
    return made ? told_gap(context, *made) : failed_with(context.streams, made.error());
}

int gaps_ignore(const Context& context) {
    if (Status may = allowed(context, Action::work_ticket); !may)
        return failed_with(context.streams, may.error());
    return changed_gap(context, gap_of(context),
                       GapStore(context.database)
                           .ignore(context.actor, gap_of(context), context.arguments.reason));
}

int gaps_heed(const Context& context) {
    if (Status may = allowed(context, Action::work_ticket); !may)
        return failed_with(context.streams, may.error());
    return changed_gap(context, gap_of(context),
                       GapStore(context.database).heed(context.actor, gap_of(context)));
}

int gaps_tell(const Context& context) {
    if (Status may = allowed(context, Action::work_ticket); !may)
        return failed_with(context.streams, may.error());
    const GapArguments& typed = context.arguments.gaps;
    const auto told_tickets =
        GapStore(context.database).tell(context.actor, gap_of(context), {typed.de, typed.en});
    if (!told_tickets)
        return failed_with(context.streams, told_tickets.error());
    for (const TicketNumber number : *told_tickets)
        fmt::print(context.streams.out, "{} {}: {}\n", "Ticket", number.value,
                   context.voice.say("benachrichtigt", "told"));
    if (told_tickets->empty())
        fmt::print(context.streams.out, "{}\n",
                   context.voice.say("Niemand wartet auf Nachricht.", "Nobody waits to be told."));
    return exit_ok;
}

} // namespace lotse::tickets::cli
