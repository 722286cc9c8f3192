// Working on a ticket: levels, assignee, reopening.

#include "searchd/http/app.h"
#include "searchd/http/json_internal.h"
#include "searchd/http/ticket_access.h"

namespace lotse::http {
namespace {

using tickets::Action;

Reply changed_ticket(const App& app, tickets::TicketNumber number, const Status& status) {
    if (!status)
        return problem_of(status.error());
    const auto ticket = app.tickets().find(number);
    return ticket ? Reply(json_response(to_json(*ticket))) : problem_of(ticket.error());
}

Reply move_level(const App& app, const Call& call) {
    JsonBody body(call.request);
    const auto level = body.number("level", tickets::first_level, tickets::last_level, true);
    const std::string team = body.text("team", {.most = 80});
    const std::string reason = body.text("reason", {.most = 2'000, .required = true});
    if (auto problem = body.problem())
        return *problem;
    const auto ticket = ticket_for(app, call, Action::work_ticket);
    if (!ticket)
        return problem_of(ticket.error());
    return changed_ticket(
        app, ticket->number,
        app.tickets().move(call.actor, ticket->number, static_cast<int>(*level), team, reason));
}

Reply assign(const App& app, const Call& call) {
    JsonBody body(call.request);
    const auto person = body.number("assignee", 1, 1'000'000'000);
    if (!person && !body.is_null("assignee"))
        body.fault("assignee", "required");
    if (auto problem = body.problem())
        return *problem;
    const auto ticket = ticket_for(app, call, Action::work_ticket);
    if (!ticket)
        return problem_of(ticket.error());
    std::optional<tickets::PersonId> to;
    if (person)
        to = tickets::PersonId{*person};
    return changed_ticket(app, ticket->number,
                          app.tickets().assign(call.actor, ticket->number, to));
}

Reply reopen(const App& app, const Call& call) {
    JsonBody body(call.request);
    const std::string reason = body.text("reason", {.most = 2'000, .required = true});
    if (auto problem = body.problem())
        return *problem;
    const auto ticket = ticket_for(app, call, Action::work_ticket);
    if (!ticket)
        return problem_of(ticket.error());
    const auto reopened = app.tickets().reopen(call.actor, ticket->number, reason);
    app.wake_worker();
    return changed_ticket(app, ticket->number, reopened);
}

Route work_route(std::string_view pattern, Action action, std::string_view summary,
                 Handler handler) {
    return {.method = "POST",
            .pattern = pattern,
            .access = Access::needs(action),
            .lane = Lane::heavy,
            .summary = summary,
            .handler = std::move(handler)};
}

} // namespace

Status add_work_routes(Router& router, App& app) {
    return add_routes(
        router,
        {work_route("/api/v1/tickets/{number}/level", Action::work_ticket,
                    "Hand over to another level, with a reason",
                    [&app](const Call& call) { return move_level(app, call); }),
         work_route("/api/v1/tickets/{number}/assign", Action::work_ticket,
                    "Assign to somebody, or with null to nobody",
                    [&app](const Call& call) { return assign(app, call); }),
         work_route("/api/v1/tickets/{number}/reopen", Action::work_ticket, "Reopen, with a reason",
                    [&app](const Call& call) { return reopen(app, call); })});
}

} // namespace lotse::http
