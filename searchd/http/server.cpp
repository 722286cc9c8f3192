#include "searchd/http/server.h"

#include <array>
#include <cstdio>
#include <exception>

#include "indexer/base/text.h"
#include "searchd/http/framer.h"
#include "searchd/http/protocol.h"
#include "searchd/http/sites.h"

namespace lotse::http {
namespace {

constexpr std::size_t id_bytes = 12;
constexpr std::string_view no_route = "none";

constexpr std::array<std::pair<std::string_view, std::string_view>, 4> security_headers{{
    {"X-Content-Type-Options", "nosniff"},
    {"Permissions-Policy",
     "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), "
     "magnetometer=(), microphone=(), midi=(), payment=(), usb=()"},
    {"Cross-Origin-Opener-Policy", "same-origin"},
    {"Cross-Origin-Resource-Policy", "same-origin"},
}};

void secure(Response& response) {
    for (const auto& [name, value] : security_headers)
        if (response.get(name).empty()) // a handler's own is the stricter one
            response.set(name, value);
    if (response.get("Content-Security-Policy").empty())
        response.set("Content-Security-Policy", content_policy({}));
    // Which frames are allowed is said once: where the policy names some, this would deny them.
    if (response.get("Content-Security-Policy").find("frame-ancestors http") == std::string::npos)
        response.set("X-Frame-Options", "DENY");
    if (response.get("Referrer-Policy").empty())
        response.set("Referrer-Policy", "strict-origin-when-cross-origin");
    if (response.get("Cache-Control").empty())
        response.set("Cache-Control", "no-store");
}

bool is_safe(std::string_view method) {
    return method == "GET" || method == "HEAD" || method == "OPTIONS";
}

Response options_answer(const Router& router, const Request& request) {
    Response response;
    response.status = 204;
    const Match match = router.find("OPTIONS", request.path);
    response.set("Allow", match.allow.empty() ? "OPTIONS" : match.allow + ", OPTIONS");
    return response;
}

bool wants_page(const Request& request) {
    return !request.path.starts_with("/api/") &&
           request.header("accept").find("text/html") != std::string_view::npos;
}

/// "GET /path?…" → the two things that a route is found by.
std::pair<std::string_view, std::string_view> method_and_path(std::string_view head) {
    const auto space = head.find(' ');
    if (space == std::string_view::npos)
        return {};
    const auto rest = head.substr(space + 1);
    return {head.substr(0, space), rest.substr(0, rest.find_first_of(" ?"))};
}

} // namespace

Server::Server(Parts parts, ServerOptions options, Identify identify, ProblemPage problem_page)
    : parts_(parts), options_(std::move(options)), identify_(std::move(identify)),
      problem_page_(std::move(problem_page)) {}

Outgoing Server::answer(const Incoming& incoming) {
    auto outgoing = answer_with_library(
        incoming, [this](Request request) { return handle(std::move(request)); });
    if (outgoing.bytes.empty())
        outgoing.bytes = refuse(Refusal::malformed, {});
    return outgoing;
}

std::string Server::refuse(Refusal why, std::string_view head) {
    Problem problem{.id = problem_of(why)};
    if (problem_type(problem.id).status == 503)
        problem.retry_after = 2;
    const auto asked = tongue_of_header(header_in(head, "accept-language").value_or(""));
    const std::string id = random_token(parts_.random, id_bytes);
    Response response = problem_response(problem, asked.value_or(options_.default_tongue()), id);
    secure(response);
    response.set("X-Request-Id", id);
    parts_.metrics.count_request("none", no_route, response.status, {});
    parts_.log.info("refused", {{"id", id}, {"status", std::to_string(response.status)}});
    return closing_answer(response);
}

Lane Server::lane(std::string_view head) {
    const auto [method, path] = method_and_path(head);
    const Match match = parts_.router.find(method, path);
    return match.route == nullptr ? Lane::interactive : match.route->lane;
}

bool Server::counts(std::string_view remote) {
    return !options_.proxies.trusts(remote);
}

Response Server::handle(Request request) {
    const auto begun = parts_.clock.steady();
    const Route* route = nullptr;
    Reply reply = Problem{};
    try {
        prepare(request);
        reply = dispatch(request, route);
    } catch (const std::exception& fault) {
        // Only the log hears what it was.
        parts_.log.error("exception", {{"id", request.id}, {"what", fault.what()}});
        reply = Problem{.id = ProblemId::internal};
    }
    Response response = finish(std::move(reply), request, route);
    record(request, route, response.status, parts_.clock.steady() - begun);
    return response;
}

void Server::prepare(Request& request) const {
    request.id = random_token(parts_.random, id_bytes);
    request.caller = options_.proxies.caller(request.remote, request.header("x-forwarded-for"));
    request.tongue = options_.default_tongue();
    if (request.path.starts_with("/de/") || request.path.starts_with("/en/"))
        request.tongue = *parse_tongue(std::string_view(request.path).substr(1, 2));
    else if (const auto asked = tongue_of_header(request.header("accept-language")))
        request.tongue = *asked;
}

Reply Server::dispatch(Request& request, const Route*& route) {
    if (request.path.empty())
        return Problem{.id = ProblemId::malformed_request};
    auto query = Fields::parse(request.query_string);
    if (!query)
        return invalid_field(query.error().message, "invalid_encoding");
    request.query = std::move(query).value();
    if (const auto asked = parse_tongue(request.query.get("lang"));
        asked && request.path.starts_with("/api/"))
        request.tongue = *asked;
    if (request.method == "OPTIONS")
        return options_answer(parts_.router, request);

    Match match = parts_.router.find(request.method, request.path);
    if (match.route == nullptr)
        return Problem{.id = match.allow.empty() ? ProblemId::not_found
                                                 : ProblemId::method_not_allowed,
                       .allow = match.allow};
    route = match.route;
    request.arguments = std::move(match.arguments);
    return run(request, *route);
}

Reply Server::run(const Request& request, const Route& route) {
    // Only for tickets does it matter who asks: agents write down what others tell them.
    const bool by_actor = route.rate == RateClass::ticket;
    if (!by_actor)
        if (auto limited = over_limit(request, route))
            return *limited;
    if (!is_safe(request.method) && is_cross_site(request))
        return Problem{.id = ProblemId::cross_site};
    auto actor = identify_(request, route.face);
    if (!actor)
        return problem_of(actor.error());
    if (by_actor && !actor->roles.staff())
        if (auto limited = over_limit(request, route))
            return *limited;
    if (const auto& action = route.access.action())
        if (const auto allowed = tickets::authorize(*actor, *action); !allowed)
            return problem_of(allowed.error());
    const bool asks = route.rate == RateClass::search || route.rate == RateClass::suggest;
    if (options_.settled && route.access.action() && !asks && !options_.settled())
        return Problem{.id = ProblemId::unavailable, .retry_after = 2};
    return route.handler({request, *actor});
}

std::optional<Problem> Server::over_limit(const Request& request, const Route& route) {
    // Guessing passwords is done from many neighbours at once: there a whole network is one source.
    const bool network = route.rate == RateClass::sign_in;
    const auto wait = parts_.limiter.take(
        route.rate, source_of(request.caller, network ? 24 : 32, network ? 48 : 64));
    if (wait <= Milliseconds{0})
        return std::nullopt;
    parts_.metrics.count_limited(name(route.rate));
    const auto seconds = std::chrono::ceil<std::chrono::seconds>(wait).count();
    return Problem{.id = ProblemId::rate_limited, .retry_after = static_cast<int>(seconds)};
}

/// Browsers of today say where a request comes from; older ones at least name the origin. Programs
/// say neither, and carry no cookies that somebody else could ride on.
bool Server::is_cross_site(const Request& request) const {
    const auto site = request.header("sec-fetch-site");
    if (!site.empty())
        return site != "same-origin" && site != "none";
    const auto origin = request.header("origin");
    if (origin.empty() || origin == options_.base_url)
        return false;
    // The browser set both; a foreign page can set neither.
    const auto host = request.header("host");
    return origin != "http://" + std::string(host) && origin != "https://" + std::string(host);
}

Response Server::finish(Reply reply, const Request& request, const Route* route) {
    Response response;
    if (auto* problem = std::get_if<Problem>(&reply)) {
        const bool page = route != nullptr ? route->face != Face::api : wants_page(request);
        response = page && problem_page_ ? problem_page_(*problem, request)
                                         : problem_response(*problem, request.tongue, request.id);
    } else {
        response = std::move(std::get<Response>(reply));
    }
    if (route != nullptr && route->for_sites)
        let_sites_read(response, options_.embed_origins, request.header("origin"));
    secure(response);
    response.set("X-Request-Id", request.id);
    compress(request, response);
    return response;
}

void Server::record(const Request& request, const Route* route, int status,
                    std::chrono::duration<double> took) {
    const auto pattern = route == nullptr ? no_route : route->pattern;
    parts_.metrics.count_request(request.method, pattern, status, took);
    std::array<char, 32> milliseconds{};
    std::snprintf(milliseconds.data(), milliseconds.size(), "%.2f", took.count() * 1000);
    // The pattern, not the path: ids and questions are nobody's business here.
    parts_.log.info("request", {{"id", request.id},
                                {"method", request.method},
                                {"route", std::string(pattern)},
                                {"status", std::to_string(status)},
                                {"ms", milliseconds.data()}});
}

} // namespace lotse::http
