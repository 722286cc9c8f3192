// What tickets are to each other: tags, links, merging, splitting.

#include <charconv>

#include "searchd/http/app.h"
#include "searchd/http/json_internal.h"
#include "searchd/http/ticket_access.h"
#include "tickets/relations/links.h"
#include "tickets/relations/merge.h"

namespace lotse::http {
namespace {

using tickets::Action;
using tickets::LinkKind;

constexpr std::int64_t highest = 1'000'000'000'000;

Reply set_tags(const App& app, const Call& call) {
    JsonBody body(call.request);
    const auto tags = body.list("tags", 50);
    if (!body.has("tags"))
        body.fault("tags", "required");
    if (auto problem = body.problem())
        return *problem;
    const auto ticket = ticket_for(app, call, Action::work_ticket);
    if (!ticket)
        return problem_of(ticket.error());
    tickets::LinkStore store(app.database);
    if (const auto set = store.set_tags(call.actor, ticket->number, tags); !set)
        return problem_of(set.error());
    const auto now = store.tags(ticket->number);
    return now ? Reply(json_response({{"tags", *now}})) : problem_of(now.error());
}

/// "duplicate_of" is a link from this ticket, "duplicated_by" one to it.
struct Reading {
    LinkKind kind;
    bool outgoing;
};
std::optional<Reading> reading_of(std::string_view word) {
    for (std::size_t i = 0; i < tickets::names<LinkKind>().size(); ++i)
        for (const bool outgoing : {true, false})
            if (tickets::reading(static_cast<LinkKind>(i), outgoing) == word)
                return Reading{static_cast<LinkKind>(i), outgoing};
    return std::nullopt;
}

Reply add_link(const App& app, const Call& call) {
    JsonBody body(call.request);
    const std::string word = body.text("kind", {.most = 40, .required = true});
    const auto other = body.number("ticket", 1, highest, true);
    const auto reading = reading_of(word);
    if (!reading && !word.empty())
        body.fault("kind", "invalid_value");
    if (auto problem = body.problem())
        return *problem;
    const auto ticket = ticket_for(app, call, Action::work_ticket);
    if (!ticket)
        return problem_of(ticket.error());
    const tickets::TicketNumber there{*other};
    const auto linked = tickets::LinkStore(app.database)
                            .link(call.actor, reading->outgoing ? ticket->number : there,
                                  reading->kind, reading->outgoing ? there : ticket->number);
    return linked ? Reply(json_response({{"kind", word}, {"ticket", *other}}, 201))
                  : problem_of(linked.error());
}

Reply remove_link(const App& app, const Call& call) {
    const auto ticket = ticket_for(app, call, Action::work_ticket);
    if (!ticket)
        return problem_of(ticket.error());
    const auto reading = reading_of(call.request.argument(1));
    const std::string& text = call.request.argument(2);
    tickets::TicketNumber other;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), other.value);
    if (!reading || fault != std::errc{} || end != text.data() + text.size())
        return Problem{.id = ProblemId::not_found};
    const auto gone =
        tickets::LinkStore(app.database).unlink(call.actor, ticket->number, reading->kind, other);
    return gone ? Reply(no_content()) : problem_of(gone.error());
}

Reply merge(const App& app, const Call& call) {
    JsonBody body(call.request);
    const auto into = body.number("into", 1, highest, true);
    if (auto problem = body.problem())
        return *problem;
    const auto ticket = ticket_for(app, call, Action::work_ticket);
    if (!ticket)
        return problem_of(ticket.error());
    const tickets::TicketNumber target{*into};
    const auto merged = tickets::MergeStore(app.database).merge(call.actor, ticket->number, target);
    app.wake_worker(); // the target may have been solved and is open again
    return changed_ticket(app, target, merged);
}

Reply split_ticket(const App& app, const Call& call) {
    JsonBody body(call.request);
    tickets::SplitDraft draft;
    draft.subject = body.text("subject", {.most = 200, .required = true});
    for (const auto id : body.numbers("messages", 500))
        draft.messages.push_back({id});
    if (auto problem = body.problem())
        return *problem;
    const auto ticket = ticket_for(app, call, Action::work_ticket);
    if (!ticket)
        return problem_of(ticket.error());
    const auto made = tickets::MergeStore(app.database).split(call.actor, ticket->number, draft);
    if (!made)
        return problem_of(made.error());
    app.wake_worker();
    return json_response(
        {{"number", made->number.value}, {"status_url", app.base_url + "/t/" + made->link_token}},
        201);
}

Route route(std::string_view method, std::string_view pattern, std::string_view summary,
            Handler handler) {
    return {.method = method,
            .pattern = pattern,
            .access = Access::needs(Action::work_ticket),
            .lane = Lane::heavy,
            .summary = summary,
            .handler = std::move(handler)};
}

} // namespace

Status add_relation_routes(Router& router, App& app) {
    const auto to = [&app](Reply (*handler)(const App&, const Call&)) -> Handler {
        return [&app, handler](const Call& call) { return handler(app, call); };
    };
    return add_routes(
        router,
        {route("PUT", "/api/v1/tickets/{number}/tags", "Replace the tags of a ticket",
               to(set_tags)),
         route("POST", "/api/v1/tickets/{number}/links", "Link a ticket to another", to(add_link)),
         route("DELETE", "/api/v1/tickets/{number}/links/{kind}/{other}", "Take a link away",
               to(remove_link)),
         route("POST", "/api/v1/tickets/{number}/merge",
               "Merge into another ticket of the same customer, to which this one then points on",
               to(merge)),
         route("POST", "/api/v1/tickets/{number}/split",
               "Make a ticket of its own from some of the messages", to(split_ticket))});
}

} // namespace lotse::http
