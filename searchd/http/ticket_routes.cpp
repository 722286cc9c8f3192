// tickets: filing a request, the queue, one ticket, its messages.

#include <algorithm>
#include <charconv>

#include "indexer/base/text.h"
#include "searchd/http/app.h"
#include "searchd/http/desk_json_internal.h"
#include "searchd/http/ticket_access.h"
#include "tickets/working_time.h"

namespace lotse::http {
namespace {

using tickets::Action;

constexpr std::size_t max_subject = 200;
constexpr std::size_t max_key = 100;

/// What only an agent says who writes down a call, a letter or a visit.
void read_capture(JsonBody& body, tickets::TicketDraft& draft) {
    const std::string channel = body.text("channel", {.most = 40});
    const std::string priority = body.text("priority", {.most = 40});
    if (const auto word = tickets::from_name<tickets::Channel>(channel))
        draft.channel = *word;
    else if (!channel.empty())
        body.fault("channel", "invalid_value");
    if (const auto word = tickets::from_name<tickets::Priority>(priority))
        draft.priority = *word;
    else if (!priority.empty())
        body.fault("priority", "invalid_value");
}

Reply create_ticket(const App& app, const Call& call) {
    JsonBody body(call.request);
    deflect::RequestForm form;
    form.draft.subject = body.text("subject", {.most = max_subject});
    form.draft.body = body.text("body", {.required = true});
    form.draft.category = body.text("category", {.most = 80});
    form.draft.contact.name = body.text("name", {.most = 80});
    form.draft.contact.email = body.text("email", {.most = 254});
    form.draft.contact.phone = body.text("phone", {.most = 40});
    form.draft.trail = body.text("trail", {.most = 64});
    const std::string lang = body.text("lang", {.most = 2});
    if (!lang.empty() && !parse_tongue(lang))
        body.fault("lang", "invalid_value");
    form.draft.channel = tickets::Channel::api;
    if (call.actor.roles.staff())
        read_capture(body, form.draft);
    form.key = call.request.header("idempotency-key");
    if (form.key.size() > max_key)
        body.fault("Idempotency-Key", "too_long");
    if (auto problem = body.problem())
        return *problem;
    form.draft.lang = lang.empty() ? std::string(name(call.request.tongue)) : lang;
    if (call.actor.person && !call.actor.roles.staff())
        form.draft.requester = call.actor.person;

    const auto filed = app.requests.file(call.actor, form);
    if (!filed)
        return problem_of(filed.error());
    if (!filed->repeated && !call.actor.roles.staff())
        app.holdout.wrote_ticket(visitor_of(call.request));
    app.wake_worker(); // its words are searched at once
    Response response = json_response({{"number", filed->number.value},
                                       {"level", tickets::first_level},
                                       {"state", tickets::name(tickets::State::new_)},
                                       {"status_url", app.base_url + "/t/" + filed->link_token},
                                       {"repeated", filed->repeated}},
                                      filed->repeated ? 200 : 201);
    response.set("Location", "/api/v1/tickets/" + std::to_string(filed->number.value));
    return response;
}

Reply list_tickets(const App& app, const Call& call) {
    std::optional<Problem> fault;
    const auto filter = filter_of(call, fault);
    if (fault)
        return *fault;
    const auto found = app.tickets().list(filter);
    if (!found)
        return problem_of(found.error());
    const bool all = tickets::authorize(call.actor, Action::read_notes).ok();
    Json list = Json::array();
    for (const auto& ticket : *found)
        list.push_back(all ? to_json(ticket) : customer_json(ticket));
    const bool more = found->size() == static_cast<std::size_t>(filter.limit);
    return json_response(
        {{"tickets", list},
         {"next_before", more ? Json(found->back().number.value) : Json(nullptr)},
         {"next_after",
          more ? Json(tickets::to_string(tickets::mark_of(found->back()))) : Json(nullptr)}});
}

/// Everything that staff see of a ticket.
Reply desk_sheet(const App& app, tickets::TicketNumber number) {
    const auto sheet = tickets::read_sheet(app.database, number);
    if (!sheet)
        return problem_of(sheet.error());
    Json json = to_json(*sheet);
    json["worked_ms"] = tickets::working_time(sheet->details.ticket, app.clock.now()).count();
    return json_response(json);
}

Reply get_ticket(const App& app, const Call& call) {
    const auto ticket = ticket_for(app, call, Action::read_ticket);
    if (!ticket)
        return problem_of(ticket.error());
    if (tickets::authorize(call.actor, Action::read_notes, &*ticket))
        return desk_sheet(app, ticket->number);
    const auto messages = app.tickets().public_messages(ticket->number);
    if (!messages)
        return problem_of(messages.error());
    Json json = customer_json(*ticket);
    json["messages"] = Json::array();
    for (const auto& message : *messages)
        json["messages"].push_back(to_json(message));
    return json_response(json);
}

Reply add_message(const App& app, const Call& call) {
    JsonBody body(call.request);
    const std::string text = body.text("body", {.required = true});
    const bool internal = body.flag("internal").value_or(false);
    if (auto problem = body.problem())
        return *problem;
    const auto ticket =
        ticket_for(app, call, internal ? Action::work_ticket : Action::reply_ticket);
    if (!ticket)
        return problem_of(ticket.error());
    auto store = app.tickets();
    const auto id = internal ? store.note(call.actor, ticket->number, text)
                             : store.reply(call.actor, ticket->number, text);
    if (!id)
        return problem_of(id.error());
    return json_response({{"id", id->value}}, 201);
}

} // namespace

Json customer_json(const tickets::Ticket& ticket) {
    return {{"number", ticket.number.value},
            {"subject", ticket.subject},
            {"lang", ticket.lang},
            {"state", tickets::name(ticket.state)},
            {"merged_into", ticket.merged_into ? Json(ticket.merged_into->value) : Json(nullptr)},
            {"created", to_iso8601(ticket.created)},
            {"updated", to_iso8601(ticket.updated)}};
}

Result<tickets::Ticket> ticket_for(const App& app, const Call& call, Action action) {
    const std::string& text = call.request.argument(0);
    tickets::TicketNumber number;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number.value);
    if (fault != std::errc{} || end != text.data() + text.size())
        return Error{Code::not_found, "no such ticket", {}};
    auto ticket = app.tickets().find(number);
    if (!ticket)
        return ticket;
    if (const auto allowed = tickets::authorize(call.actor, action, &*ticket); !allowed)
        return allowed.error();
    return ticket;
}

Reply changed_ticket(const App& app, tickets::TicketNumber number, const Status& status) {
    if (!status)
        return problem_of(status.error());
    const auto ticket = app.tickets().find(number);
    return ticket ? Reply(json_response(to_json(*ticket))) : problem_of(ticket.error());
}

Status add_ticket_routes(Router& router, App& app) {
    return add_routes(router,
                      {{.method = "POST",
                        .pattern = "/api/v1/tickets",
                        .access = Access::needs(Action::create_ticket),
                        .rate = RateClass::ticket,
                        .lane = Lane::heavy,
                        .summary = "File a request; Idempotency-Key makes repeating it harmless",
                        .handler = [&app](const Call& call) { return create_ticket(app, call); }},
                       {.method = "GET",
                        .pattern = "/api/v1/tickets",
                        .access = Access::needs(Action::list_tickets),
                        .summary = "List tickets",
                        .handler = [&app](const Call& call) { return list_tickets(app, call); }},
                       {.method = "GET",
                        .pattern = "/api/v1/tickets/{number}",
                        .access = Access::needs(Action::read_ticket),
                        .summary = "Read a ticket with what the caller may see of it",
                        .handler = [&app](const Call& call) { return get_ticket(app, call); }},
                       {.method = "POST",
                        .pattern = "/api/v1/tickets/{number}/messages",
                        .access = Access::needs(Action::reply_ticket),
                        .lane = Lane::heavy,
                        .summary = "Reply, or leave an internal note",
                        .handler = [&app](const Call& call) { return add_message(app, call); }}});
}

} // namespace lotse::http
