// A request by its secret link, and votes. All are plain forms.

#include <algorithm>

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
    portal::RequestView view;
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
    const auto lang = page_lang(call.request.tongue);
    if (const auto files = app.attachments().list(ticket.number))
        for (const auto& file : *files)
            if (file.visibility == tickets::Visibility::public_)
                view.files.push_back(
                    {.name = file.name,
                     .url = portal::request_files_url(lang) + "/" + std::to_string(file.id.value),
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

} // namespace

Reply request_page(const App& app, const Call& call, std::vector<portal::FieldError> errors,
                   std::string reply) {
    auto frame = frame_of(app, call.request, portal::request_url);
    frame.indexable = false;
    const auto ticket = call.actor.link
                            ? app.tickets().find(*call.actor.link)
                            : Result<tickets::Ticket>(Error{Code::not_found, "no link", {}});
    if (!ticket)
        return ticket.error().code == Code::not_found
                   ? Reply(private_page(portal::message_page(frame, "error.link", {}), 404))
                   : problem_of(ticket.error());
    if (const auto may = tickets::authorize(call.actor, Action::read_ticket, &*ticket); !may)
        return problem_of(may.error());
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

namespace {

Reply reply_to_request(const App& app, const Call& call) {
    auto read = read_form(call.request);
    if (auto* problem = std::get_if<Problem>(&read))
        return *problem;
    const std::string text(trimmed(std::get<Fields>(read).get("reply")));
    std::vector<portal::FieldError> errors;
    check_text(text, max_body, "reply", "request.reply", errors);
    if (!errors.empty() || !call.actor.link)
        return request_page(app, call, std::move(errors), text);
    const auto ticket = app.tickets().find(*call.actor.link);
    if (!ticket)
        return problem_of(ticket.error());
    if (const auto may = tickets::authorize(call.actor, Action::reply_ticket, &*ticket); !may)
        return problem_of(may.error());
    if (const auto sent = app.tickets().reply(call.actor, ticket->number, text); !sent)
        return problem_of(sent.error());
    app.wake_worker(); // it may have been solved and is open again
    return redirect(portal::request_url(page_lang(call.request.tongue)) + "?replied=1");
}

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

Route page(std::string_view method, std::string_view pattern, Access access,
           std::string_view summary, Handler handler) {
    return {.method = method,
            .pattern = pattern,
            .access = access,
            .lane = method == "POST" ? Lane::heavy : Lane::interactive,
            .face = Face::page,
            .summary = summary,
            .handler = std::move(handler)};
}

} // namespace

Status add_request_pages(Router& router, App& app) {
    // Whoever has the link may: the handlers ask authorize() for the one ticket that it opens.
    const auto by_link = Access::everyone();
    Route cast =
        page("POST", "/de/rueckmeldung", Access::needs(Action::vote),
             "Say whether an article helped", [&app](const Call& call) { return vote(app, call); });
    cast.rate = RateClass::vote;
    std::vector<Route> routes{page("GET", "/t/{token}", by_link,
                                   "Exchange a ticket's secret link for a cookie",
                                   [&app](const Call& call) { return open_link(app, call); })};
    for (const auto& pair :
         {in_both(cast, "/en/feedback"),
          in_both(page("GET", "/de/anfrage", by_link, "A request by its link",
                       [&app](const Call& call) { return request_page(app, call, {}, {}); }),
                  "/en/request"),
          in_both(page("POST", "/de/anfrage", by_link, "Reply to a request",
                       [&app](const Call& call) { return reply_to_request(app, call); }),
                  "/en/request")})
        routes.insert(routes.end(), pair.begin(), pair.end());
    return add_routes(router, std::move(routes));
}

} // namespace lotse::http
