// A request as its customer sees it, and votes. All are plain forms.

#include <algorithm>
#include <charconv>

#include "indexer/base/text.h"
#include "portal/render/urls.h"
#include "searchd/http/links.h"
#include "searchd/http/page_internal.h"
#include "searchd/http/sessions.h"
#include "searchd/http/voting.h"
#include "tickets/transitions.h"

namespace lotse::http {
namespace {

using tickets::Action;

constexpr std::size_t max_body = 20'000;

/// The secret is taken out of the address at once: into a cookie that pages cannot read.
Reply open_link(const App& app, const Call& call) {
    const std::string& token = call.request.argument(0);
    const auto ticket = app.tickets().find_by_link(token);
    if (!ticket) {
        auto frame = frame_of(app, call.request, portal::home_url);
        frame.indexable = false;
        return private_page(portal::message_page(frame, "error.link", {}), 404);
    }
    const auto lang = ticket->lang == "en" ? portal::Lang::en : portal::Lang::de;
    Response response = redirect(portal::request_url(lang));
    response.set("Set-Cookie", ticket_cookie_value(token, app.base_url));
    response.set("Referrer-Policy", "no-referrer");
    response.set("X-Robots-Tag", "noindex");
    return response;
}

portal::RequestView request_view(const App& app, const Call& call, const tickets::Ticket& ticket,
                                 const std::vector<tickets::Message>& messages) {
    const RequestPlace place = place_of(call);
    const auto lang = page_lang(call.request.tongue);
    portal::RequestView view;
    view.url = place.url(lang);
    view.files_url = place.files_url(lang);
    view.own = place.own;
    view.number = std::to_string(ticket.number.value);
    view.subject = ticket.subject;
    view.state = tickets::name(ticket.state);
    view.created = ticket.created;
    view.is_new = call.request.query.has("new");
    if (view.is_new) // shown once, to be kept: we ourselves only know its hash
        view.link = app.base_url + "/t/" + std::string(call.request.cookie(ticket_cookie));
    view.replied = call.request.query.has("replied");
    view.attached = call.request.query.has("attached");
    view.may_reply = ticket.state != tickets::State::merged;
    for (const auto& message : messages) {
        const bool own = message.sender == tickets::Sender::customer;
        view.messages.push_back({own ? "request.from_you" : "request.from_us", message.author,
                                 message.at, message.body});
    }
    if (const auto files = app.attachments().list(ticket.number))
        for (const auto& file : *files)
            if (file.visibility == tickets::Visibility::public_)
                view.files.push_back({.name = file.name,
                                      .url = view.files_url + "/" + std::to_string(file.id.value),
                                      .size = size_text(lang, file.size)});
    const auto solved = app.solutions().resolved_ticket(ticket.number);
    if (!solved)
        return view; // not solved (yet)
    const auto* article = app.catalog.view()->find(solved->linked_article);
    if (article != nullptr && may_read(call.actor, *article))
        view.solutions.push_back(
            {.url = portal::article_url(page_lang(call.request.tongue), article->id),
             .title = article->title,
             .title_marks = {},
             .snippet = {},
             .marks = {},
             .category = {},
             .lang = article->lang,
             .why = {},
             .updated = {}});
    return view;
}

std::optional<tickets::TicketNumber> number_in(const Call& call) {
    const std::string& text = call.request.argument(0);
    std::int64_t number = 0;
    const auto end = std::from_chars(text.data(), text.data() + text.size(), number);
    if (end.ec != std::errc() || end.ptr != text.data() + text.size() || number <= 0)
        return std::nullopt;
    return tickets::TicketNumber{number};
}

} // namespace

std::string RequestPlace::url(portal::Lang lang) const {
    return own && ticket ? portal::own_request_url(lang, ticket->value) : portal::request_url(lang);
}

std::string RequestPlace::files_url(portal::Lang lang) const {
    return own && ticket ? portal::own_request_files_url(lang, ticket->value)
                         : portal::request_files_url(lang);
}

RequestPlace place_of(const Call& call) {
    for (const auto lang : {portal::Lang::de, portal::Lang::en})
        if (call.request.path.starts_with(portal::own_requests_url(lang) + "/"))
            return {number_in(call), true};
    return {call.actor.link, false};
}

Result<tickets::Ticket> ticket_at(const App& app, const Call& call, const RequestPlace& place,
                                  Action action) {
    if (!place.ticket)
        return Error{Code::not_found, "there is no such ticket", "check the number"};
    auto ticket = app.tickets().find(*place.ticket);
    if (!ticket)
        return ticket;
    if (const auto may = tickets::authorize(call.actor, action, &*ticket); !may)
        return may.error();
    return ticket;
}

Route portal_page(std::string_view method, std::string_view pattern, Access access,
                  std::string_view summary, Handler handler) {
    return {.method = method,
            .pattern = pattern,
            .access = access,
            .lane = method == "POST" ? Lane::heavy : Lane::interactive,
            .face = Face::page,
            .summary = summary,
            .handler = std::move(handler)};
}

Reply request_page(const App& app, const Call& call, std::vector<portal::FieldError> errors,
                   std::string reply) {
    const RequestPlace place = place_of(call);
    auto frame = frame_of(app, call.request, [&](portal::Lang lang) { return place.url(lang); });
    frame.indexable = false;
    const auto ticket = ticket_at(app, call, place, Action::read_ticket);
    if (!ticket)
        return ticket.error().code == Code::not_found && !place.own
                   ? Reply(private_page(portal::message_page(frame, "error.link", {}), 404))
                   : problem_of(ticket.error());
    const auto messages = app.tickets().public_messages(ticket->number);
    if (!messages)
        return problem_of(messages.error());
    auto view = request_view(app, call, *ticket, *messages);
    const bool answered = std::ranges::any_of(
        *messages, [](const auto& message) { return message.sender == tickets::Sender::agent; });
    if (!answered && !tickets::finished(ticket->state))
        frame.expected = app.expected.sentence_since(frame.lang, ticket->created);
    const int status = errors.empty() ? 200 : 422;
    view.errors = std::move(errors);
    view.reply = std::move(reply);
    return private_page(portal::request_page(frame, view), status);
}

Reply reply_to_request(const App& app, const Call& call) {
    auto read = read_form(call.request);
    if (auto* problem = std::get_if<Problem>(&read))
        return *problem;
    const RequestPlace place = place_of(call);
    const std::string text(trimmed(std::get<Fields>(read).get("reply")));
    std::vector<portal::FieldError> errors;
    check_text(text, max_body, "reply", "request.reply", errors);
    if (!errors.empty() || !place.ticket)
        return request_page(app, call, std::move(errors), text);
    const auto ticket = ticket_at(app, call, place, Action::reply_ticket);
    if (!ticket)
        return problem_of(ticket.error());
    if (const auto sent = app.tickets().reply(call.actor, ticket->number, text); !sent)
        return problem_of(sent.error());
    app.wake_worker(); // it may have been solved and is open again
    return redirect(place.url(page_lang(call.request.tongue)) + "?replied=1");
}

namespace {

Reply vote(const App& app, const Call& call) {
    auto read = read_form(call.request);
    if (auto* problem = std::get_if<Problem>(&read))
        return *problem;
    const auto& form = std::get<Fields>(read);
    const bool explains = form.has("reason") || !trimmed(form.get("remark")).empty();
    if (!explains && form.get("helped") != "yes" && form.get("helped") != "no")
        return invalid_field("helped", "invalid_value");
    const std::string trail = trail_of(form.get("trail"));
    const std::string article(form.get("article"));
    // Without a search there is nothing that could have failed; and nothing to remember.
    if (!trail.empty() && form.get("helped") == "no")
        (void)app.trails.not_helped(trail, article);
    else if (!trail.empty() && form.get("helped") == "yes")
        (void)app.trails.helped(trail, article);
    if (const auto kept = explains
                              ? explain_vote(app, call, article, std::string(form.get("reason")),
                                             form.get("remark"))
                              : cast_vote(app, call, article, form.get("helped") == "yes");
        !kept)
        return problem_of(kept.error());
    const bool ask_why = !explains && form.get("helped") == "no";
    const auto lang = page_lang(call.request.tongue);
    std::string back = portal::with_parameter(portal::article_url(lang, article), "trail", trail);
    return redirect(portal::with_parameter(back, "voted", ask_why ? "no" : "1") + "#vote");
}

} // namespace

Status add_request_pages(Router& router, App& app) {
    // Whoever has the link may: the handlers ask authorize() for the one ticket that it opens.
    const auto by_link = Access::everyone();
    Route cast = portal_page("POST", "/de/rueckmeldung", Access::needs(Action::vote),
                             "Say whether an article helped",
                             [&app](const Call& call) { return vote(app, call); });
    cast.rate = RateClass::vote;
    std::vector<Route> routes{
        portal_page("GET", "/t/{token}", by_link, "Exchange a ticket's secret link for a cookie",
                    [&app](const Call& call) { return open_link(app, call); })};
    for (const auto& pair :
         {in_both(cast, "/en/feedback"),
          in_both(portal_page("GET", "/de/anfrage", by_link, "A request by its link",
                              [&app](const Call& call) { return request_page(app, call, {}, {}); }),
                  "/en/request"),
          in_both(portal_page("POST", "/de/anfrage", by_link, "Reply to a request",
                              [&app](const Call& call) { return reply_to_request(app, call); }),
                  "/en/request")})
        routes.insert(routes.end(), pair.begin(), pair.end());
    return add_routes(router, std::move(routes));
}

} // namespace lotse::http
