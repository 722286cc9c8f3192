// sessions: signing in and out, and who it is that asks.

#include "portal/render/urls.h"
#include "searchd/http/app.h"
#include "searchd/http/json_internal.h"
#include "searchd/http/sessions.h"

namespace lotse::http {
namespace {

constexpr std::string_view bearer = "Bearer ";
constexpr std::size_t max_password = 128;
constexpr std::size_t max_token = 100;

std::string_view bearer_token(const Request& request) {
    const auto value = request.header("authorization");
    return value.starts_with(bearer) ? value.substr(bearer.size()) : std::string_view();
}

Reply sign_in(const App& app, const Call& call) {
    JsonBody body(call.request);
    const std::string email = body.text("email", {.most = 254, .required = true});
    const std::string password = body.text("password", {.most = max_password, .required = true});
    if (auto problem = body.problem())
        return *problem;
    const auto person = app.people().sign_in(email, password);
    if (!person)
        return problem_of(person.error());
    const auto token = app.people().issue_token(
        tickets::actor_of(*person), person->id,
        {.kind = tickets::TokenKind::session, .lifetime = app.config.session_time});
    if (!token)
        return problem_of(token.error());
    const auto seconds =
        std::chrono::duration_cast<std::chrono::seconds>(app.config.session_time).count();
    return json_response({{"token", *token}, {"expires_in", seconds}, {"person", to_json(*person)}},
                         201);
}

Reply sign_out(const App& app, const Call& call) {
    const auto token = bearer_token(call.request);
    if (token.empty())
        return Problem{.id = ProblemId::unauthenticated};
    const auto revoked = app.people().revoke_token(token);
    return revoked ? Reply(no_content()) : Reply(problem_of(revoked.error()));
}

/// The page of a request and the files on it.
bool is_request_page(std::string_view path) {
    for (const auto lang : {portal::Lang::de, portal::Lang::en}) {
        const std::string page = portal::request_url(lang);
        if (path.starts_with(page) && (path.size() == page.size() || path[page.size()] == '/'))
            return true;
    }
    return false;
}

/// A session that has ended makes a stranger: he is asked to sign in again.
Result<tickets::Actor> session_holder(const App& app, std::string_view token) {
    if (token.empty() || token.size() > max_token)
        return tickets::Actor::stranger();
    const auto person = app.people().find_by_token(token);
    if (person)
        return tickets::actor_of(*person);
    if (person.error().code == Code::unauthenticated || person.error().code == Code::not_found)
        return tickets::Actor::stranger();
    return person.error();
}

/// In the portal a customer is a customer, whatever else he has become since.
Result<tickets::Actor> customer_visitor(const App& app, const Request& request) {
    auto actor = session_holder(app, request.cookie(customer_cookie));
    if (actor && !actor->roles.empty())
        actor->roles = actor->roles.has(tickets::Role::customer)
                           ? tickets::RoleSet{tickets::Role::customer}
                           : tickets::RoleSet{};
    return actor && actor->roles.empty() ? tickets::Actor::stranger() : actor;
}

/// The link's cookie counts only where its ticket is shown; elsewhere its holder is nobody in
/// particular, or the customer who signed in.
Result<tickets::Actor> page_visitor(const App& app, const Request& request) {
    if (!is_request_page(request.path))
        return customer_visitor(app, request);
    const auto token = request.cookie(ticket_cookie);
    if (token.empty() || token.size() > max_token)
        return tickets::Actor::stranger();
    const auto ticket = app.tickets().find_by_link(token);
    if (ticket)
        return tickets::Actor::link_holder(ticket->number);
    if (ticket.error().code == Code::not_found || ticket.error().code == Code::unauthenticated)
        return tickets::Actor::stranger();
    return ticket.error();
}

Result<tickets::Actor> desk_visitor(const App& app, const Request& request) {
    return session_holder(app, request.cookie(desk_cookie));
}

/// Scripts of the desk ask the API as who is signed in there. The header makes sure that it is
/// them: a page elsewhere cannot set it, and the portal's own scripts, which speak for customers,
/// do not.
bool from_desk_script(const Request& request) {
    return request.header("x-lotse-desk") == "1";
}

} // namespace

Result<tickets::Actor> identify(App& app, const Request& request, Face face) {
    if (face == Face::page)
        return page_visitor(app, request);
    if (face == Face::desk)
        return desk_visitor(app, request);
    if (request.header("authorization").empty())
        return from_desk_script(request) ? desk_visitor(app, request)
                                         : Result<tickets::Actor>(tickets::Actor::stranger());
    const auto token = bearer_token(request);
    if (token.empty() || token.size() > max_token)
        return Error{Code::unauthenticated, "no bearer token", {}};
    const auto person = app.people().find_by_token(token);
    if (!person)
        return person.error();
    return tickets::actor_of(*person);
}

Status add_session_routes(Router& router, App& app) {
    return add_routes(router,
                      {{.method = "POST",
                        .pattern = "/api/v1/sessions",
                        .access = Access::everyone(),
                        .rate = RateClass::sign_in,
                        .lane = Lane::heavy,
                        .summary = "Sign in; the answer holds a bearer token",
                        .handler = [&app](const Call& call) { return sign_in(app, call); }},
                       {.method = "DELETE",
                        .pattern = "/api/v1/sessions/current",
                        .access = Access::everyone(),
                        .summary = "Sign out: the token is worth nothing afterwards",
                        .handler = [&app](const Call& call) { return sign_out(app, call); }}});
}

} // namespace lotse::http
