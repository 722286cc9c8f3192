// Two agents at one ticket: answers that are held, who else has it open, what has come meanwhile.

#include <charconv>

#include "portal/render/format.h"
#include "portal/render/urls.h"
#include "searchd/http/desk_internal.h"
#include "searchd/http/json_internal.h"
#include "tickets/desk/held_replies.h"

namespace lotse::http {
namespace {

using portal::Lang;
using tickets::Action;
using tickets::HeldReplies;
using tickets::HeldState;

std::string presence_text(Lang lang, const Present& one) {
    return portal::text(lang, one.writing ? "desk.presence.writing" : "desk.presence.reading",
                        {{"name", one.name}, {"since", portal::date_time_text(lang, one.since)}});
}

/// Who else is there; and from now on the caller is.
Reply note_presence(const App& app, const Call& call) {
    JsonBody body(call.request);
    const auto writing = body.flag("writing", true);
    if (auto problem = body.problem())
        return *problem;
    const auto ticket = ticket_for(app, call, Action::work_ticket);
    if (!ticket)
        return problem_of(ticket.error());
    const TimePoint now = app.clock.now();
    app.presence.note({ticket->number, call.actor.person, call.actor.name, *writing}, now);
    Json others = Json::array();
    for (const auto& one : app.presence.others(ticket->number, call.actor.person, now))
        others.push_back({{"name", one.name},
                          {"writing", one.writing},
                          {"since", to_iso8601(one.since)},
                          {"text", presence_text(page_lang(call.request.tongue), one)}});
    return json_response({{"others", std::move(others)}});
}

/// The answer comes back into the box; or what was brought back is thrown away.
Reply undo_reply(const App& app, const Call& call) {
    const auto ticket = ticket_for(app, call, Action::reply_ticket);
    if (!ticket)
        return problem_of(ticket.error());
    auto read = read_form(call.request);
    if (auto* problem = std::get_if<Problem>(&read))
        return *problem;
    SentForm sent{.action = "undo", .fields = std::get<Fields>(std::move(read))};
    const Lang lang = page_lang(call.request.tongue);
    HeldReplies held(app.database);
    const bool discard = sent.fields.get("do") == "discard";
    if (!is_own_form(call.request, sent.fields))
        sent.trouble = portal::text(lang, "desk.trouble.form_token");
    else if (const auto done = discard ? held.discard(call.actor, ticket->number)
                                       : held.take_back(call.actor, ticket->number);
             !done)
        sent.trouble =
            portal::text(lang, done.error().code == Code::not_found ? "desk.held.too_late"
                                                                    : "desk.trouble.other");
    if (!sent.trouble.empty())
        return ticket_page(app, call, *ticket, &sent);
    return redirect(portal::desk_ticket_url(lang, ticket->number.value) +
                    (discard ? "?done=discard" : "?done=undo#reply"));
}

} // namespace

void show_company(const App& app, const Call& call, tickets::TicketNumber ticket,
                  portal::TicketView& view) {
    const TimePoint now = app.clock.now();
    if (view.may.reply)
        app.presence.note({ticket, call.actor.person, call.actor.name, false}, now);
    for (const auto& one : app.presence.others(ticket, call.actor.person, now))
        view.company.push_back(presence_text(page_lang(call.request.tongue), one));
    const auto held = HeldReplies(app.database).of(ticket);
    if (!held)
        return;
    for (const auto& reply : *held) {
        const bool mine = reply.person == call.actor.person;
        if (mine && view.solve.article.empty() && !reply.articles.empty())
            view.solve.article =
                reply.articles.front(); // it is what solves the ticket, if anything
        if (reply.state == HeldState::held)
            view.held.push_back(
                {reply.actor, reply.body, mine, std::max(Milliseconds{0}, reply.due - now)});
        else if (mine) {
            view.reply = reply.body;
            view.brought_back = true;
        }
    }
}

std::string newer_than_seen(const App& app, const Call& call, tickets::TicketNumber ticket,
                            std::string_view seen) {
    std::int64_t last = 0;
    const auto [end, fault] = std::from_chars(seen.data(), seen.data() + seen.size(), last);
    const auto details = app.tickets().details(ticket);
    if (fault != std::errc{} || end != seen.data() + seen.size() || !details)
        return {};
    std::string authors;
    for (const auto& message : details->messages)
        if (message.id.value > last && message.author_id != call.actor.person &&
            authors.find(message.author) == std::string::npos)
            authors += (authors.empty() ? "" : ", ") + message.author;
    return authors.empty() ? std::string()
                           : portal::text(page_lang(call.request.tongue), "desk.trouble.newer",
                                          {{"authors", authors}});
}

Status add_desk_collision_routes(Router& router, App& app) {
    auto routes =
        desk_routes("POST", "/de/desk/tickets/{number}/undo", "/en/desk/tickets/{number}/undo",
                    Action::work_ticket, "Take an answer back before it is out",
                    [&app](const Call& call) { return undo_reply(app, call); });
    routes.push_back({.method = "POST",
                      .pattern = "/api/v1/tickets/{number}/presence",
                      .access = Access::needs(Action::work_ticket),
                      .summary = "Say that one has a ticket open, and learn who else has",
                      .handler = [&app](const Call& call) { return note_presence(app, call); }});
    return add_routes(router, std::move(routes));
}

} // namespace lotse::http
