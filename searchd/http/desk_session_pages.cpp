// Signing in and out at the desk, and what its pages share.

#include <sodium.h>

#include "indexer/base/text.h"
#include "portal/render/urls.h"
#include "searchd/http/desk_internal.h"
#include "searchd/http/sessions.h"
#include "tickets/passwords.h"

namespace lotse::http {
namespace {

using portal::Lang;
using tickets::Action;

constexpr std::size_t max_sent_password = 128;
constexpr std::size_t form_token_length = 32;

/// Only who knows the session's secret can make it, and it does not tell the secret.
std::string form_token_of(const Request& request) {
    const auto session = request.cookie(desk_cookie);
    if (session.empty())
        return {};
    return tickets::sha256_hex("form " + std::string(session)).substr(0, form_token_length);
}

/// Where to go after signing in: only within the desk.
std::string safe_next(std::string_view next) {
    if (next == portal::desk_url(Lang::de) || next == portal::desk_url(Lang::en))
        return {}; // not everybody works in the queue: landing() knows where he does
    const bool ours = next.starts_with("/de/desk") || next.starts_with("/en/desk");
    return ours && next.size() <= 500 && next.find_first_of("\\\r\n") == std::string_view::npos
               ? std::string(next)
               : std::string();
}

portal::DeskFrame stranger_frame(const App& app, const Request& request) {
    const Lang lang = page_lang(request.tongue);
    const auto site = app.site.now();
    return {.lang = lang,
            .site_name = site->site_name,
            .look = look_of(*site),
            .other_url = portal::sign_in_url(portal::other(lang)),
            .person = {},
            .form_token = {},
            .query = {}};
}

Response sign_in_form(const App& app, const Request& request, const portal::SignInView& view) {
    return desk_page(portal::sign_in_page(stranger_frame(app, request), view),
                     view.errors.empty() ? 200 : 422);
}

/// Where somebody's work lies.
std::string landing(const tickets::Actor& actor, Lang lang) {
    return tickets::authorize(actor, Action::read_notes) ||
                   !tickets::authorize(actor, Action::read_internal)
               ? portal::desk_url(lang)
               : portal::desk_url(lang, "articles");
}

Reply show_sign_in(const App& app, const Call& call) {
    if (tickets::authorize(call.actor, Action::read_internal))
        return redirect(landing(call.actor, page_lang(call.request.tongue)));
    return sign_in_form(app, call.request,
                        {.email = {}, .next = safe_next(call.request.query.get("next"))});
}

Reply sign_in_at_desk(const App& app, const Call& call) {
    auto read = read_form(call.request);
    if (auto* problem = std::get_if<Problem>(&read))
        return *problem;
    const auto& form = std::get<Fields>(read);
    portal::SignInView view{.email = std::string(trimmed(form.get("email"))),
                            .next = safe_next(form.get("next"))};
    const auto password = form.get("password");
    if (view.email.empty())
        view.errors.push_back({"email", "desk.email_missing"});
    if (password.empty())
        view.errors.push_back({"password", "desk.password_missing"});
    else if (password.size() > max_sent_password)
        view.errors.push_back({"password", "desk.wrong_password"});
    if (!view.errors.empty())
        return sign_in_form(app, call.request, view);
    const auto person = app.people().sign_in(view.email, password);
    if (!person) {
        const bool busy = person.error().code == Code::unavailable;
        if (!busy && person.error().code != Code::unauthenticated)
            return problem_of(person.error());
        view.errors.push_back({"password", busy ? "desk.sign_in_busy" : "desk.wrong_password"});
        return sign_in_form(app, call.request, view);
    }
    const auto token = app.people().issue_token(
        tickets::actor_of(*person), person->id,
        {.kind = tickets::TokenKind::session, .lifetime = app.config.session_time});
    if (!token)
        return problem_of(token.error());
    Response response = redirect(
        view.next.empty() ? landing(tickets::actor_of(*person), page_lang(call.request.tongue))
                          : view.next);
    response.set("Set-Cookie",
                 session_cookie_value(desk_cookie, *token, app.base_url, app.config.session_time));
    return response;
}

Reply sign_out_at_desk(const App& app, const Call& call) {
    auto read = read_form(call.request);
    if (auto* problem = std::get_if<Problem>(&read))
        return *problem;
    const auto token = call.request.cookie(desk_cookie);
    if (!token.empty())
        if (const auto revoked = app.people().revoke_token(token); !revoked)
            return problem_of(revoked.error());
    Response response = redirect(portal::sign_in_url(page_lang(call.request.tongue)));
    response.set("Set-Cookie", session_cookie_value(desk_cookie, {}, app.base_url, {}));
    return response;
}

Route session_page(std::string_view method, std::string_view pattern, std::string_view summary,
                   Handler handler) {
    return {.method = method,
            .pattern = pattern,
            .access = Access::everyone(),
            .rate = method == "POST" && pattern.ends_with("anmelden") ? RateClass::sign_in
                                                                      : RateClass::none,
            .lane = method == "POST" ? Lane::heavy : Lane::interactive,
            .face = Face::desk,
            .summary = summary,
            .handler = std::move(handler)};
}

} // namespace

bool is_desk_path(std::string_view path) {
    for (const Lang lang : {Lang::de, Lang::en})
        if (const std::string desk = portal::desk_url(lang);
            path == desk || path.starts_with(desk + "/") || path == portal::sign_in_url(lang) ||
            path == portal::sign_out_url(lang))
            return true;
    return false;
}

portal::DeskFrame desk_frame(const App& app, const Call& call,
                             const std::function<std::string(Lang)>& url) {
    const Lang lang = page_lang(call.request.tongue);
    const auto may = [&](Action action) { return tickets::authorize(call.actor, action).ok(); };
    const auto site = app.site.now();
    return {.lang = lang,
            .site_name = site->site_name,
            .look = look_of(*site),
            .other_url = url(portal::other(lang)),
            .person = call.actor.name,
            .form_token = form_token_of(call.request),
            .query = std::string(call.request.query.get("q")),
            .tickets = may(Action::read_notes),
            .articles = may(Action::read_internal),
            .words = may(Action::write_article),
            .index = may(Action::reindex),
            .reports = may(Action::read_reports),
            .gaps = may(Action::read_gaps),
            .people = may(Action::manage_people),
            .site = may(Action::configure)};
}

Response desk_page(std::string html, int status) {
    Response response = html_response(std::move(html), status);
    response.set("Cache-Control", "private, no-store");
    response.set("X-Robots-Tag", "noindex");
    response.set("Referrer-Policy", "same-origin");
    return response;
}

std::string done_key(const Request& request) {
    const std::string key = "desk.done." + std::string(request.query.get("done"));
    return portal::has_text(key) ? key : std::string();
}

bool is_own_form(const Request& request, const Fields& form) {
    const std::string expected = form_token_of(request);
    const auto given = form.get("form_token");
    return !expected.empty() && given.size() == expected.size() &&
           sodium_memcmp(given.data(), expected.data(), expected.size()) == 0;
}

Response desk_problem_page(const App& app, const Problem& problem, const Request& request) {
    const auto frame = stranger_frame(app, request);
    if (problem.id == ProblemId::unauthenticated && request.method != "POST")
        return redirect(portal::with_parameter(
            portal::sign_in_url(frame.lang), "next",
            request.path + (request.query_string.empty() ? "" : "?" + request.query_string)));
    const auto& type = problem_type(problem.id);
    if (problem.id == ProblemId::unauthenticated) {
        // The session ended while somebody wrote: what he wrote is on the page, to be sent again.
        portal::ExpiredView view{.action = request.path, .fields = {}};
        if (const auto form = Fields::parse(request.body))
            view.fields = form->all();
        return desk_page(portal::expired_page(frame, view), type.status);
    }
    const char* key = type.status == 404   ? "desk.not_found"
                      : type.status == 403 ? "desk.forbidden"
                      : type.status == 429 ? "error.rate_limited"
                      : type.status >= 500 ? "error.unavailable"
                                           : "error.bad_request";
    Response response = desk_page(portal::desk_message_page(frame, key), type.status);
    if (problem.retry_after > 0)
        response.set("Retry-After", std::to_string(problem.retry_after));
    if (!problem.allow.empty())
        response.set("Allow", problem.allow);
    return response;
}

std::vector<Route> desk_routes(std::string_view method, std::string_view german,
                               std::string_view english, Action action, std::string_view summary,
                               Handler handler) {
    return in_both({.method = method,
                    .pattern = german,
                    .access = Access::needs(action),
                    .lane = method == "POST" ? Lane::heavy : Lane::interactive,
                    .face = Face::desk,
                    .summary = summary,
                    .handler = std::move(handler)},
                   english);
}

Status add_desk_session_pages(Router& router, App& app) {
    std::vector<Route> routes;
    for (const auto& pair :
         {in_both(session_page("GET", "/de/anmelden", "The form to sign in at the desk",
                               [&app](const Call& call) { return show_sign_in(app, call); }),
                  "/en/sign-in"),
          in_both(session_page("POST", "/de/anmelden", "Sign in at the desk",
                               [&app](const Call& call) { return sign_in_at_desk(app, call); }),
                  "/en/sign-in"),
          in_both(session_page("POST", "/de/abmelden", "Sign out",
                               [&app](const Call& call) { return sign_out_at_desk(app, call); }),
                  "/en/sign-out")})
        routes.insert(routes.end(), pair.begin(), pair.end());
    return add_routes(router, std::move(routes));
}

} // namespace lotse::http
