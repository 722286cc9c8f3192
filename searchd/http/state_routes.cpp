// The states of a ticket: the table itself, waiting, closing, priority.

#include "searchd/http/app.h"
#include "searchd/http/json_internal.h"
#include "searchd/http/ticket_access.h"

namespace lotse::http {
namespace {

using tickets::Action;

Json parties_of(const tickets::Transition& row) {
    using tickets::Party;
    Json parties = Json::array();
    for (const auto& [party, word] :
         {std::pair{Party::customer, "customer"}, std::pair{Party::agent, "agent"},
          std::pair{Party::system, "system"}})
        if (row.open_to(party))
            parties.push_back(word);
    return parties;
}

Reply list_states(const Call& call) {
    const bool german = call.request.tongue == Tongue::de;
    Json states = Json::array();
    for (const auto& row : tickets::states())
        states.push_back({{"state", name(row.state)},
                          {"clock_runs", row.clock_runs},
                          {"waits", row.waits},
                          {"meaning", german ? row.meaning_de : row.meaning_en}});
    Json transitions = Json::array();
    for (const auto& row : tickets::transitions())
        transitions.push_back({{"from", name(row.from)},
                               {"event", name(row.event)},
                               {"to", name(row.to)},
                               {"by", parties_of(row)}});
    return json_response({{"states", states}, {"transitions", transitions}});
}

Reply await(const App& app, const Call& call) {
    JsonBody body(call.request);
    const std::string word = body.text("state", {.most = 40, .required = true});
    const auto until = body.time("until", true);
    const auto state = tickets::from_name<tickets::State>(word);
    if (!state && !word.empty())
        body.fault("state", "invalid_value");
    if (auto problem = body.problem())
        return *problem;
    const auto ticket = ticket_for(app, call, Action::work_ticket);
    if (!ticket)
        return problem_of(ticket.error());
    return changed_ticket(app, ticket->number,
                          app.tickets().await(call.actor, ticket->number, *state, *until));
}

Reply close(const App& app, const Call& call) {
    const auto ticket = ticket_for(app, call, Action::work_ticket);
    if (!ticket)
        return problem_of(ticket.error());
    return changed_ticket(app, ticket->number, app.tickets().close(call.actor, ticket->number));
}

Reply prioritize(const App& app, const Call& call) {
    JsonBody body(call.request);
    const std::string word = body.text("priority", {.most = 40, .required = true});
    const auto priority = tickets::from_name<tickets::Priority>(word);
    if (!priority && !word.empty())
        body.fault("priority", "invalid_value");
    if (auto problem = body.problem())
        return *problem;
    const auto ticket = ticket_for(app, call, Action::work_ticket);
    if (!ticket)
        return problem_of(ticket.error());
    return changed_ticket(app, ticket->number,
                          app.tickets().prioritize(call.actor, ticket->number, *priority));
}

Route work_route(std::string_view pattern, std::string_view summary, Handler handler) {
    return {.method = "POST",
            .pattern = pattern,
            .access = Access::needs(Action::work_ticket),
            .lane = Lane::heavy,
            .summary = summary,
            .handler = std::move(handler)};
}

} // namespace

Status add_state_routes(Router& router, App& app) {
    return add_routes(
        router, {{.method = "GET",
                  .pattern = "/api/v1/ticket-states",
                  .access = Access::everyone(),
                  .summary = "The states of a ticket, and what leads from one to another",
                  .handler = [](const Call& call) { return list_states(call); }},
                 work_route("/api/v1/tickets/{number}/await",
                            "Let a ticket wait; at the set time it comes back or closes by itself",
                            [&app](const Call& call) { return await(app, call); }),
                 work_route("/api/v1/tickets/{number}/close", "Close a ticket",
                            [&app](const Call& call) { return close(app, call); }),
                 work_route("/api/v1/tickets/{number}/priority", "Set the priority",
                            [&app](const Call& call) { return prioritize(app, call); })});
}

} // namespace lotse::http
