// Working on a ticket: levels, assignee, resolution, reopening.

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

tickets::Resolution read_resolution(const App& app, JsonBody& body) {
    using tickets::ResolutionKind;
    tickets::Resolution resolution;
    const std::string kind = body.text("kind", {.most = 40, .required = true});
    if (const auto word = tickets::from_name<ResolutionKind>(kind))
        resolution.kind = *word;
    else if (!kind.empty())
        body.fault("kind", "invalid_value");
    const bool linked = resolution.kind == ResolutionKind::linked_article;
    const bool shared = resolution.kind == ResolutionKind::shared_solution;
    const bool nothing = !kind.empty() && !linked && !shared;
    resolution.article = body.text("article", {.most = 96, .required = linked});
    resolution.lang = body.text("lang", {.most = 2, .required = shared});
    resolution.title = body.text("title", {.most = 300, .required = shared});
    resolution.text = body.text("text", {.required = shared});
    resolution.reason = body.text("reason", {.most = 2'000, .required = nothing});
    if (linked && !resolution.article.empty() &&
        app.catalog.view()->find(resolution.article) == nullptr)
        body.fault("article", "invalid_value");
    if (shared && !resolution.lang.empty() && !parse_tongue(resolution.lang))
        body.fault("lang", "invalid_value");
    return resolution;
}

Reply resolve(const App& app, const Call& call) {
    JsonBody body(call.request);
    const auto resolution = read_resolution(app, body);
    if (auto problem = body.problem())
        return *problem;
    const auto ticket = ticket_for(app, call, Action::resolve_ticket);
    if (!ticket)
        return problem_of(ticket.error());
    const auto resolved = app.tickets().resolve(call.actor, ticket->number, resolution);
    app.wake_worker();
    return changed_ticket(app, ticket->number, resolved);
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
         work_route("/api/v1/tickets/{number}/resolve", Action::resolve_ticket,
                    "Solve with a linked article, a shared solution, or a reason for neither",
                    [&app](const Call& call) { return resolve(app, call); }),
         work_route("/api/v1/tickets/{number}/reopen", Action::work_ticket, "Reopen, with a reason",
                    [&app](const Call& call) { return reopen(app, call); })});
}

} // namespace lotse::http
