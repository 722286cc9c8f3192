#include <fmt/format.h>

#include <iostream>

#include "tickets/cli/commands.h"
#include "tickets/failure.h"

namespace lotse::tickets::cli {

int states(const Context& context) {
    context.streams.out << states_as_markdown();
    return exit_ok;
}

int outcomes(const Context& context) {
    context.streams.out << failure_as_markdown();
    return exit_ok;
}

int await(const Context& context) {
    if (Status may = allowed(context, Action::work_ticket); !may)
        return failed_with(context.streams, may.error());
    const auto until = parse_iso8601(context.arguments.until);
    if (!until)
        return failed_with(context.streams, until.error());
    const State waiting =
        context.arguments.then_close ? State::pending_close : State::pending_reminder;
    return told(context, "wartet", "waits",
                TicketStore(context.database)
                    .await(context.actor, {context.arguments.number}, waiting, *until));
}

int prioritize(const Context& context) {
    if (Status may = allowed(context, Action::work_ticket); !may)
        return failed_with(context.streams, may.error());
    const auto priority = from_name<Priority>(context.arguments.priority);
    if (!priority)
        return failed_with(context.streams, priority.error());
    return told(context, "Priorität gesetzt", "priority set",
                TicketStore(context.database)
                    .prioritize(context.actor, {context.arguments.number}, *priority));
}

} // namespace lotse::tickets::cli
