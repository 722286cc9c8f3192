// Working on a ticket: assignee, reopening.

#include "searchd/http/app.h"
#include "searchd/http/json_internal.h"
#include "searchd/http/ticket_access.h"

namespace lotse::http {
namespace {

using tickets::Action;

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

tickets::Resolution read_resolution(const App& app, JsonBody& body) {
    using tickets::ResolutionKind;
    tickets::Resolution resolution;
    const std::string kind = body.text("kind", {.most = 40, .required = true});
    if (const auto word = tickets::from_name<ResolutionKind>(kind))
        resolution.kind = *word;
    else if (!kind.empty())
        body.fault("kind", "invalid_value");
    if (resolution.kind == ResolutionKind::written_article ||
        resolution.kind == ResolutionKind::drafted_article)
        body.fault("kind", "invalid_value"); // an article is written with a single ticket
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

Status add_work_routes(Router& router, App& app) {
    return add_routes(router, {work_route("/api/v1/tickets/{number}/assign", Action::work_ticket,
                                          "Assign to somebody, or with null to nobody",
                                          [&app](const Call& call) { return assign(app, call); }),
                               work_route("/api/v1/tickets/{number}/reopen", Action::work_ticket,
                                          "Reopen, with a reason",
                                          [&app](const Call& call) { return reopen(app, call); })});
}

} // namespace lotse::http
