// A customer's own requests: signing in by mail, the list, each of them, and what we know of him.

#include "indexer/base/text.h"
#include "portal/render/urls.h"
#include "searchd/http/email_internal.h"
#include "searchd/http/page_internal.h"
#include "searchd/http/sessions.h"
#include "tickets/mailbox/mailbox.h"
#include "tickets/privacy.h"
#include "tickets/transitions.h"

namespace lotse::http {
namespace {

using portal::Lang;
using tickets::Action;

constexpr int requests_on_a_page = 30;

portal::Frame own_frame(const App& app, const Call& call) {
    auto frame =
        frame_of(app, call.request, [](Lang lang) { return portal::own_requests_url(lang); });
    frame.indexable = false;
    return frame;
}

Reply sign_in_form(const App& app, const Call& call, const portal::MailSignInView& view) {
    if (!app.config.sends_mail())
        return private_page(portal::message_page(own_frame(app, call), "error.no_mail", {}), 404);
    return private_page(portal::mail_sign_in_page(own_frame(app, call), view),
                        view.errors.empty() ? 200 : 422);
}

std::vector<tickets::State> states_shown(bool closed) {
    auto open = tickets::unfinished_states();
    if (!closed)
        return open;
    std::vector<tickets::State> rest;
    for (std::size_t i = 0; i < tickets::names<tickets::State>().size(); ++i)
        if (const auto state = static_cast<tickets::State>(i);
            std::ranges::find(open, state) == open.end())
            rest.push_back(state);
    return rest;
}

/// What was written from his address without signing in is his, too.
Result<tickets::Person> customer(const App& app, const Call& call) {
    auto person = app.people().find(call.actor.person);
    if (person)
        if (const auto gathered = tickets::Mailbox(app.database).gather(*person); !gathered)
            return gathered.error();
    return person;
}

Reply list_requests(const App& app, const Call& call) {
    if (!tickets::authorize(call.actor, Action::list_tickets))
        return sign_in_form(app, call, {});
    const auto person = customer(app, call);
    if (!person)
        return problem_of(person.error());
    const Lang lang = page_lang(call.request.tongue);
    const bool closed = call.request.query.get("show") == "closed";
    tickets::TicketFilter filter{
        .states = states_shown(closed), .requester = person->id, .limit = requests_on_a_page + 1};
    if (const auto after = call.request.query.get("after"); !after.empty()) {
        const auto mark = tickets::parse_page_mark(after);
        if (!mark)
            return invalid_field("after", "invalid_value");
        filter.after = *mark;
    }
    auto found = app.tickets().list(filter);
    if (!found)
        return problem_of(found.error());
    portal::OwnRequestsView view{
        .email = person->email, .show = closed ? "closed" : "open", .requests = {}, .more_url = {}};
    if (found->size() > requests_on_a_page) {
        found->pop_back();
        view.more_url = portal::with_parameter(
            portal::with_parameter(portal::own_requests_url(lang), "show", view.show), "after",
            tickets::to_string(tickets::mark_of(found->back())));
    }
    for (const auto& ticket : *found)
        view.requests.push_back({.url = portal::own_request_url(lang, ticket.number.value),
                                 .number = std::to_string(ticket.number.value),
                                 .subject = ticket.subject,
                                 .state = std::string(tickets::name(ticket.state)),
                                 .created = ticket.created,
                                 .updated = ticket.updated});
    return private_page(portal::own_requests_page(own_frame(app, call), view));
}

Reply ask_for_link(const App& app, const Call& call) {
    auto read = read_form(call.request);
    if (auto* problem = std::get_if<Problem>(&read))
        return *problem;
    portal::MailSignInView view;
    view.email = trimmed(std::get<Fields>(read).get("email"));
    if (view.email.empty())
        view.errors.push_back({"email", "contact.email_missing"});
    else if (!looks_like_email(view.email))
        view.errors.push_back({"email", "contact.email_wrong"});
    if (view.errors.empty() && app.config.sends_mail()) {
        const auto asked =
            tickets::Mailbox(app.database).ask_for_link(view.email, name(call.request.tongue));
        if (!asked)
            return problem_of(asked.error());
        view.sent = true;
        app.wake_post();
    }
    return sign_in_form(app, call, view);
}

/// Programs that look after mail follow its links: nothing happens before the button is pressed.
Reply show_link(const App& app, const Call& call) {
    const std::string& secret = call.request.argument(0);
    const auto address = tickets::Mailbox(app.database).address_of(secret);
    const auto frame = own_frame(app, call);
    if (!address)
        return private_page(portal::message_page(frame, "error.sign_in_link", {}), 404);
    return private_page(portal::sign_in_link_page(
        frame, {.action = portal::sign_in_link_url(frame.lang, secret), .email = *address}));
}

Reply use_link(const App& app, const Call& call) {
    const auto frame = own_frame(app, call);
    const auto person = tickets::Mailbox(app.database).redeem(call.request.argument(0));
    if (!person)
        return person.error().code == Code::not_found || person.error().code == Code::forbidden
                   ? Reply(private_page(portal::message_page(frame, "error.sign_in_link", {}), 404))
                   : problem_of(person.error());
    const auto token = app.people().issue_token(
        tickets::actor_of(*person), person->id,
        {.kind = tickets::TokenKind::session, .lifetime = app.config.session_time});
    if (!token)
        return problem_of(token.error());
    Response response = redirect(portal::own_requests_url(frame.lang));
    response.set("Set-Cookie", session_cookie_value(customer_cookie, *token, app.base_url,
                                                    app.config.session_time));
    return response;
}

Reply sign_customer_out(const App& app, const Call& call) {
    if (const auto token = call.request.cookie(customer_cookie); !token.empty())
        if (const auto revoked = app.people().revoke_token(token); !revoked)
            return problem_of(revoked.error());
    Response response = redirect(portal::home_url(page_lang(call.request.tongue)));
    response.set("Set-Cookie", session_cookie_value(customer_cookie, {}, app.base_url, {}));
    return response;
}

Reply export_data(const App& app, const Call& call) {
    if (const auto known = customer(app, call); !known)
        return problem_of(known.error());
    auto text = tickets::export_own(app.database, call.actor);
    if (!text)
        return problem_of(text.error());
    Response response;
    response.content_type = "application/json";
    response.body = std::move(*text);
    response.set("Cache-Control", "private, no-store");
    response.set("Content-Disposition", "attachment; filename=\"data.json\"");
    return response;
}

/// Whoever has not signed in is asked to, instead of being shown the request.
Handler signed_in(const App& app, Reply (*handler)(const App&, const Call&)) {
    return [&app, handler](const Call& call) -> Reply {
        if (call.actor.roles.empty())
            return redirect(portal::own_requests_url(page_lang(call.request.tongue)));
        return handler(app, call);
    };
}

Reply show_own_request(const App& app, const Call& call) {
    return request_page(app, call, {});
}

} // namespace

Status add_own_requests_pages(Router& router, App& app) {
    const auto open = Access::everyone(); // who is a stranger is asked to sign in
    Route ask = portal_page("POST", "/de/meine-anfragen", open, "Ask for a link to sign in by mail",
                            [&app](const Call& call) { return ask_for_link(app, call); });
    Route use = portal_page("POST", "/de/meine-anfragen/link/{secret}", open,
                            "Sign in by the link of a letter",
                            [&app](const Call& call) { return use_link(app, call); });
    ask.rate = use.rate = RateClass::sign_in;
    std::vector<Route> routes;
    for (const auto& pair :
         {in_both(portal_page("GET", "/de/meine-anfragen", open,
                              "A customer's own requests, or the form to sign in by mail",
                              [&app](const Call& call) { return list_requests(app, call); }),
                  "/en/my-requests"),
          in_both(ask, "/en/my-requests"),
          in_both(portal_page("GET", "/de/meine-anfragen/link/{secret}", open,
                              "Where the link of a letter leads",
                              [&app](const Call& call) { return show_link(app, call); }),
                  "/en/my-requests/link/{secret}"),
          in_both(use, "/en/my-requests/link/{secret}"),
          in_both(portal_page("POST", "/de/meine-anfragen/abmelden", open, "Sign a customer out",
                              [&app](const Call& call) { return sign_customer_out(app, call); }),
                  "/en/my-requests/sign-out"),
          in_both(portal_page("POST", "/de/meine-anfragen/daten",
                              Access::needs(Action::read_own_data),
                              "Everything that we know of the customer who asks",
                              [&app](const Call& call) { return export_data(app, call); }),
                  "/en/my-requests/data"),
          in_both(portal_page("GET", "/de/meine-anfragen/{number}", open, "One of them",
                              signed_in(app, show_own_request)),
                  "/en/my-requests/{number}"),
          in_both(portal_page("POST", "/de/meine-anfragen/{number}", open, "Reply to one of them",
                              signed_in(app, reply_to_request)),
                  "/en/my-requests/{number}"),
          in_both(portal_page("POST", "/de/meine-anfragen/{number}/anhaenge", open,
                              "Add files to one of them", signed_in(app, add_request_files)),
                  "/en/my-requests/{number}/attachments"),
          in_both(portal_page("GET", "/de/meine-anfragen/{number}/anhaenge/{attachment}", open,
                              "A file of one of them", signed_in(app, read_request_file)),
                  "/en/my-requests/{number}/attachments/{attachment}")})
        routes.insert(routes.end(), pair.begin(), pair.end());
    return add_routes(router, std::move(routes));
}

} // namespace lotse::http
