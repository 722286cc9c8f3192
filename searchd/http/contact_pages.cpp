// The contact form: as a page of ours, and slim in a frame of the sites that embed us. A plain form
// in both.

#include <algorithm>

#include "indexer/base/text.h"
#include "portal/render/urls.h"
#include "searchd/deflect/solutions.h"
#include "searchd/http/email_internal.h"
#include "searchd/http/links.h"
#include "searchd/http/page_internal.h"
#include "searchd/http/sessions.h"
#include "searchd/http/sites.h"

namespace lotse::http {
namespace {

using tickets::Action;

constexpr std::size_t max_form_subject = 200;
constexpr std::size_t max_request_body = 20'000;
constexpr std::size_t max_sender_name = 80;

portal::ContactView contact_view(const Fields& form) {
    portal::ContactView view;
    view.subject = trimmed(form.get("subject"));
    view.body = trimmed(form.get("body"));
    view.email = trimmed(form.get("email"));
    view.name = utf8_prefix(trimmed(form.get("name")), max_sender_name);
    view.article = form.get("article");
    view.idempotency_key = form.get("idempotency_key");
    check_text(view.subject, max_form_subject, "subject", "contact.subject", view.errors);
    check_text(view.body, max_request_body, "body", "contact.body", view.errors);
    if (view.email.empty())
        view.errors.push_back({"email", "contact.email_missing"});
    else if (!looks_like_email(view.email))
        view.errors.push_back({"email", "contact.email_wrong"});
    return view;
}

portal::Frame contact_frame(const App& app, const Request& request) {
    auto frame = frame_of(app, request, [&](portal::Lang lang) {
        auto url = portal::with_parameter(portal::contact_url(lang), "q", request.query.get("q"));
        url = portal::with_parameter(url, "article", request.query.get("article"));
        return portal::with_parameter(url, "trail", trail_of(request.query.get("trail")));
    });
    frame.path = portal::contact_url(frame.lang);
    frame.indexable = false;
    frame.expected = app.expected.sentence(frame.lang);
    return frame;
}

std::string intro_of(const App& app, const Call& call) {
    return app.site.now()->texts_in(call.request.tongue).contact_note;
}

/// What we would answer to the words that are there already; nothing when that fails, nor for
/// visitors who are held out.
std::vector<portal::HitView> suggestions(const App& app, const Call& call,
                                         const portal::ContactView& view) {
    std::vector<portal::HitView> hits;
    const Request& request = call.request;
    if (held_out(app, call) || view.subject.empty())
        return hits;
    const auto answer =
        deflect::solutions_for(app.engine, {.subject = view.subject,
                                            .body = view.body,
                                            .lang = std::nullopt,
                                            .page_lang = search_lang(request.tongue),
                                            .deadline = app.config.search_time});
    if (answer)
        for (const auto& hit : answer->hits)
            hits.push_back(hit_view(hit, request.tongue, {}));
    return hits;
}

portal::ContactView empty_form(const App& app, const Call& call) {
    portal::ContactView view;
    view.subject = call.request.query.get("q");
    view.article = call.request.query.get("article");
    if (view.subject.empty() && !view.article.empty())
        if (const auto* article = app.catalog.view()->find(view.article);
            article != nullptr && may_read(call.actor, *article))
            view.subject = article->title;
    if (call.actor.person)
        if (const auto person = app.people().find(call.actor.person)) {
            view.email = person->email;
            view.name = person->name == person->email ? std::string() : person->name;
        }
    view.idempotency_key = random_token(app.random, 16);
    view.faults = fault_views(app, call.actor, call.request.tongue);
    view.intro = intro_of(app, call);
    return view;
}

Reply contact_form(const App& app, const Call& call) {
    auto view = empty_form(app, call);
    view.suggestions = suggestions(app, call, view);
    return private_page(portal::contact_page(contact_frame(app, call.request), view));
}

/// Only a program fills a field that nobody sees. It is not told.
bool is_trapped(const Fields& form) {
    return !form.get("website").empty();
}

/// A request without mistakes is filed once, however often it is sent.
Result<deflect::FiledRequest> filed(const App& app, const Call& call,
                                    const portal::ContactView& view, const std::string& trail) {
    deflect::RequestForm request;
    request.key = view.idempotency_key;
    request.draft.subject = view.subject;
    request.draft.body = view.body;
    request.draft.lang = name(call.request.tongue);
    request.draft.contact = {.name = view.name, .email = view.email, .phone = {}};
    request.draft.trail = trail;
    if (call.actor.person)
        request.draft.requester = call.actor.person;
    auto result = app.requests.file(call.actor, request);
    if (!result)
        return result;
    if (!result->repeated)
        app.holdout.wrote_ticket(visitor_of(call.request));
    app.wake_worker(); // its words are searched at once
    app.wake_post();
    return result;
}

Reply send_contact(const App& app, const Call& call) {
    auto read = read_form(call.request);
    if (auto* problem = std::get_if<Problem>(&read))
        return *problem;
    const auto& form = std::get<Fields>(read);
    const auto lang = page_lang(call.request.tongue);
    if (is_trapped(form))
        return redirect(portal::home_url(lang));
    auto view = contact_view(form);
    auto frame = contact_frame(app, call.request);
    frame.query = form.get("q");
    frame.trail = trail_of(form.get("trail"));
    if (!view.errors.empty()) {
        view.faults = fault_views(app, call.actor, call.request.tongue);
        view.suggestions = suggestions(app, call, view);
        view.intro = intro_of(app, call);
        return private_page(portal::contact_page(frame, view), 422);
    }
    const auto request = filed(app, call, view, frame.trail);
    if (!request)
        return problem_of(request.error());
    Response response = redirect(portal::request_url(lang) + "?new=1");
    response.set("Set-Cookie", ticket_cookie_value(request->link_token, app.base_url));
    return response;
}

/// The site that shows us, if it is one that may; the frame tells it nothing otherwise.
portal::EmbedView embed_view(const App& app, std::string_view host) {
    const auto& sites = app.config.embed_origins;
    return {std::ranges::find(sites, host) != sites.end() ? std::string(host) : std::string()};
}

Response framed_page(const App& app, std::string html, int status = 200) {
    Response response = private_page(std::move(html), status);
    response.set("Content-Security-Policy", content_policy(app.config.embed_origins));
    return response;
}

Reply embedded_form(const App& app, const Call& call) {
    return framed_page(
        app, portal::embedded_contact_page(contact_frame(app, call.request), empty_form(app, call),
                                           embed_view(app, call.request.query.get("host"))));
}

/// No cookie of ours is kept in a frame of somebody else's: the link itself is shown.
Reply send_embedded(const App& app, const Call& call) {
    auto read = read_form(call.request);
    if (auto* problem = std::get_if<Problem>(&read))
        return *problem;
    const auto& form = std::get<Fields>(read);
    const auto embed = embed_view(app, form.get("host"));
    auto frame = contact_frame(app, call.request);
    frame.query = form.get("q");
    frame.trail = trail_of(form.get("trail"));
    if (is_trapped(form))
        return redirect(portal::embedded_contact_url(frame.lang));
    auto view = contact_view(form);
    if (!view.errors.empty()) {
        view.faults = fault_views(app, call.actor, call.request.tongue);
        return framed_page(app, portal::embedded_contact_page(frame, view, embed), 422);
    }
    const auto request = filed(app, call, view, frame.trail);
    if (!request)
        return problem_of(request.error());
    return framed_page(
        app, portal::embedded_sent_page(frame,
                                        {.number = std::to_string(request->number.value),
                                         .link = app.base_url + "/t/" + request->link_token},
                                        embed));
}

Route contact_route(std::string_view method, std::string_view pattern, std::string_view summary,
                    Handler handler) {
    const bool sends = method == "POST";
    return {.method = method,
            .pattern = pattern,
            .access = Access::needs(Action::create_ticket),
            .rate = sends ? RateClass::ticket : RateClass::none,
            .lane = sends ? Lane::heavy : Lane::interactive,
            .face = Face::page,
            .summary = summary,
            .handler = std::move(handler)};
}

} // namespace

Status add_contact_pages(Router& router, App& app) {
    std::vector<Route> routes;
    for (const auto& pair :
         {in_both(contact_route("GET", "/de/kontakt", "Contact form",
                                [&app](const Call& call) { return contact_form(app, call); }),
                  "/en/contact"),
          in_both(contact_route("POST", "/de/kontakt", "File a request",
                                [&app](const Call& call) { return send_contact(app, call); }),
                  "/en/contact"),
          in_both(contact_route("GET", "/de/embed/kontakt",
                                "Contact form in a frame of a site that embeds us",
                                [&app](const Call& call) { return embedded_form(app, call); }),
                  "/en/embed/contact"),
          in_both(contact_route("POST", "/de/embed/kontakt", "File a request from such a frame",
                                [&app](const Call& call) { return send_embedded(app, call); }),
                  "/en/embed/contact")})
        routes.insert(routes.end(), pair.begin(), pair.end());
    return add_routes(router, std::move(routes));
}

} // namespace lotse::http
