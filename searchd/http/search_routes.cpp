// search, suggest, solutions: asking in three ways.

#include "searchd/deflect/failure.h"
#include "searchd/deflect/solutions.h"
#include "searchd/http/app.h"
#include "searchd/http/desk_json_internal.h"
#include "searchd/http/page_internal.h"
#include "searchd/http/sites.h"

namespace lotse::http {
namespace {

constexpr std::size_t default_per_page = 10;
constexpr std::size_t max_per_page = 50;
constexpr std::size_t max_page = 1000;
constexpr std::size_t max_draft_subject = 500;

Json hits_of(const search::SearchAnswer& answer, Tongue tongue, std::string_view trail) {
    Json hits = Json::array();
    for (const auto& hit : answer.hits)
        hits.push_back(to_json(hit, tongue, trail));
    return hits;
}

/// Staff who look things up are no visitors whose searches failed.
std::string recorded_trail(const App& app, const Call& call, const search::SearchRequest& request,
                           const search::SearchAnswer& answer) {
    if (call.actor.roles.staff())
        return {};
    (void)held_out(app, call); // from here on, if not before, he takes part
    app.metrics.count_search(tickets::name(deflect::outcome_of(answer)));
    return app.trails.record(
        {.trail = std::string(call.request.query.get("trail")),
         .visitor = visitor_of(call.request),
         .text = request.query,
         .page_lang = request.page_lang,
         .audience = request.caller,
         .channel = channel_of(call.request),
         .customer = call.actor.person ? std::optional(call.actor.person) : std::nullopt},
        answer);
}

Reply search(const App& app, const Call& call) {
    const auto& query = call.request.query;
    std::optional<Problem> fault;
    search::SearchRequest request;
    request.query = query.get("q");
    request.page_lang = search_lang(call.request.tongue);
    request.category = query.get("category");
    request.page = number_of(call.request, "page", 1, 1, max_page, fault);
    request.per_page =
        number_of(call.request, "per_page", default_per_page, 1, max_per_page, fault);
    request.caller = visibility_of(call.actor);
    request.deadline = app.config.search_time;
    request.exact = query.get("exact") == "1";
    if (!query.has("q"))
        fault = invalid_field("q", "required");
    if (const auto read_as = parse_tongue(query.get("read_as")))
        request.lang = search_lang(*read_as);
    else if (query.has("read_as"))
        fault = invalid_field("read_as", "invalid_value");
    if (query.has("lang") && !parse_tongue(query.get("lang")))
        fault = invalid_field("lang", "invalid_value");
    if (fault)
        return *fault;

    const auto answer = app.engine.search(request);
    if (!answer)
        return problem_of(answer.error());
    const std::string trail = recorded_trail(app, call, request, *answer);
    return json_response({{"total", answer->total},
                          {"hits", hits_of(*answer, call.request.tongue, trail)},
                          {"did_you_mean", answer->did_you_mean},
                          {"searched_for", answer->searched_for},
                          {"lang", name(answer->lang)},
                          {"confident", answer->confident},
                          {"partial", answer->partial},
                          {"page", request.page},
                          {"per_page", request.per_page},
                          {"trail", trail},
                          {"took_ms", answer->took.count()}});
}

Reply suggest(const App& app, const Call& call) {
    const auto& query = call.request.query;
    if (!query.has("q"))
        return invalid_field("q", "required");
    if (held_out(app, call))
        return json_response({{"completions", Json::array()}, {"hits", Json::array()}});
    const auto answer = app.engine.suggest({.query = std::string(query.get("q")),
                                            .page_lang = search_lang(call.request.tongue),
                                            .caller = visibility_of(call.actor),
                                            .deadline = app.config.suggest_time});
    if (!answer)
        return problem_of(answer.error());
    Json hits = Json::array();
    for (const auto& hit : answer->hits)
        hits.push_back(to_json(hit, call.request.tongue));
    return json_response({{"completions", answer->completions}, {"hits", hits}});
}

Reply solutions(const App& app, const Call& call) {
    JsonBody body(call.request);
    search::Draft draft;
    draft.subject = body.text("subject", {.most = max_draft_subject});
    draft.body = body.text("body", {});
    const std::string lang = body.text("lang", {.most = 2});
    Tongue tongue = call.request.tongue;
    if (const auto asked = parse_tongue(lang))
        tongue = *asked;
    else if (!lang.empty())
        body.fault("lang", "invalid_value");
    if (auto problem = body.problem())
        return *problem;
    draft.page_lang = search_lang(tongue);
    draft.caller = visibility_of(call.actor);
    draft.deadline = app.config.search_time;
    if (call.actor.roles.has(tickets::Role::agent)) {
        const auto person = app.people().find(call.actor.person);
        if (!person)
            return problem_of(person.error());
        const auto found = app.training.solutions_for(person->level, draft);
        return found ? Reply(json_response(to_json(*found, tongue))) : problem_of(found.error());
    }
    if (held_out(app, call))
        return json_response({{"hits", Json::array()}, {"confident", false}, {"took_ms", 0}});
    const auto answer = deflect::solutions_for(app.engine, draft);
    if (!answer)
        return problem_of(answer.error());
    return json_response({{"hits", hits_of(*answer, tongue, {})},
                          {"confident", answer->confident},
                          {"took_ms", answer->took.count()}});
}

} // namespace

search::Visibility visibility_of(const tickets::Actor& actor) {
    using tickets::Action;
    if (tickets::authorize(actor, Action::read_internal))
        return search::Visibility::staff;
    if (tickets::authorize(actor, Action::read_customer_articles))
        return search::Visibility::customer;
    return search::Visibility::everyone;
}

deflect::Visitor visitor_of(const Request& request) {
    return {request.caller, std::string(request.header("user-agent"))};
}

tickets::Channel channel_of(const Request& request) {
    return request.header("sec-fetch-site") == "same-origin" ? tickets::Channel::portal
                                                             : tickets::Channel::api;
}

bool held_out(const App& app, const Call& call) {
    if (call.actor.roles.staff())
        return false;
    const bool page = !call.request.path.starts_with("/api/");
    return app.holdout.holds_out(
        {.visitor = visitor_of(call.request),
         .lang = std::string(name(call.request.tongue)),
         .channel = page ? tickets::Channel::portal : channel_of(call.request)});
}

Status add_search_routes(Router& router, App& app) {
    const auto access = Access::needs(tickets::Action::search_public);
    return add_routes(router,
                      {{.method = "GET",
                        .pattern = "/api/v1/search",
                        .access = access,
                        .rate = RateClass::search,
                        .for_sites = true,
                        .summary = "Search articles and shared solutions",
                        .handler = [&app](const Call& call) { return search(app, call); }},
                       {.method = "GET",
                        .pattern = "/api/v1/suggest",
                        .access = access,
                        .rate = RateClass::suggest,
                        .for_sites = true,
                        .summary = "Suggest questions and articles while somebody types",
                        .handler = [&app](const Call& call) { return suggest(app, call); }},
                       {.method = "POST",
                        .pattern = "/api/v1/solutions",
                        .access = access,
                        .rate = RateClass::search,
                        .summary = "Find solutions for a request that is being written",
                        .handler = [&app](const Call& call) { return solutions(app, call); }}});
}

} // namespace lotse::http
