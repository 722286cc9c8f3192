// Problems with their incidents, and the known faults that visitors are told of.

#include <charconv>

#include "searchd/http/app.h"
#include "searchd/http/json_internal.h"
#include "searchd/http/ticket_access.h"
#include "tickets/relations/problems.h"

namespace lotse::http {
namespace {

using tickets::Action;

Json numbers(const std::vector<tickets::TicketNumber>& list) {
    Json json = Json::array();
    for (const auto number : list)
        json.push_back(number.value);
    return json;
}

Json problem_json(const tickets::Problem& problem) {
    return {{"id", problem.id.value},
            {"state", name(problem.state)},
            {"title", problem.title},
            {"article", problem.article},
            {"public_de", problem.public_de},
            {"public_en", problem.public_en},
            {"opened", to_iso8601(problem.opened)},
            {"solved", problem.solved ? Json(to_iso8601(*problem.solved)) : Json(nullptr)},
            {"incidents", numbers(problem.incidents)},
            {"unsolved", numbers(problem.unsolved)}};
}

Reply answered(const Result<tickets::Problem>& problem, int status = 200) {
    return problem ? Reply(json_response(problem_json(*problem), status))
                   : problem_of(problem.error());
}

/// By a segment of the path; not_found for what is no number.
template <class Id>
std::optional<Id> id_at(const Call& call, std::size_t place) {
    const std::string& text = call.request.argument(place);
    Id id;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), id.value);
    if (fault != std::errc{} || end != text.data() + text.size())
        return std::nullopt;
    return id;
}

tickets::ProblemId problem_at(const Call& call) {
    return id_at<tickets::ProblemId>(call, 0).value_or(tickets::ProblemId{});
}

tickets::ProblemDraft read_draft(const App& app, JsonBody& body) {
    tickets::ProblemDraft draft;
    draft.title = body.text("title", {.most = 200, .required = true});
    draft.article = body.text("article", {.most = 96});
    draft.public_de = body.text("public_de", {.most = 500});
    draft.public_en = body.text("public_en", {.most = 500});
    if (!draft.article.empty() && app.catalog.view()->find(draft.article) == nullptr)
        body.fault("article", "invalid_value");
    return draft;
}

Reply list_problems(const App& app, const Call& call) {
    const auto word = call.request.query.get("state");
    std::optional<tickets::ProblemState> state;
    if (const auto known = tickets::from_name<tickets::ProblemState>(word))
        state = *known;
    else if (!word.empty())
        return invalid_field("state", "invalid_value");
    const auto problems = app.problems().list(state);
    if (!problems)
        return problem_of(problems.error());
    Json list = Json::array();
    for (const auto& problem : *problems)
        list.push_back(problem_json(problem));
    return json_response({{"problems", list}});
}

Reply open_problem(const App& app, const Call& call) {
    JsonBody body(call.request);
    const auto draft = read_draft(app, body);
    if (auto problem = body.problem())
        return *problem;
    return answered(app.problems().open(call.actor, draft), 201);
}

Reply get_problem(const App& app, const Call& call) {
    return answered(app.problems().find(problem_at(call)));
}

Reply change_problem(const App& app, const Call& call) {
    JsonBody body(call.request);
    const auto draft = read_draft(app, body);
    if (auto problem = body.problem())
        return *problem;
    return answered(app.problems().change(call.actor, problem_at(call), draft));
}

Reply add_incident(const App& app, const Call& call) {
    JsonBody body(call.request);
    const auto ticket = body.number("ticket", 1, 1'000'000'000'000, true);
    if (auto problem = body.problem())
        return *problem;
    const auto id = problem_at(call);
    if (const auto added = app.problems().add_incident(call.actor, id, {*ticket}); !added)
        return problem_of(added.error());
    return answered(app.problems().find(id), 201);
}

Reply remove_incident(const App& app, const Call& call) {
    const auto ticket = id_at<tickets::TicketNumber>(call, 1);
    if (!ticket)
        return Problem{.id = ProblemId::not_found};
    const auto gone = app.problems().remove_incident(call.actor, problem_at(call), *ticket);
    return gone ? Reply(no_content()) : problem_of(gone.error());
}

Reply solve_problem(const App& app, const Call& call) {
    return answered(app.problems().solve(call.actor, problem_at(call)));
}

Reply reopen_problem(const App& app, const Call& call) {
    return answered(app.problems().reopen(call.actor, problem_at(call)));
}

Reply solve_incidents(const App& app, const Call& call) {
    JsonBody body(call.request);
    const auto resolution = read_resolution(app, body);
    if (auto problem = body.problem())
        return *problem;
    const auto report = app.problems().solve_incidents(call.actor, problem_at(call), resolution);
    if (!report)
        return problem_of(report.error());
    app.wake_worker();
    Json solved = Json::array();
    Json failed = Json::array();
    for (const auto& incident : *report)
        if (incident.why_not)
            failed.push_back(
                {{"ticket", incident.ticket.value}, {"why", incident.why_not->to_string()}});
        else
            solved.push_back(incident.ticket.value);
    return json_response({{"solved", solved}, {"failed", failed}});
}

Reply known_faults(const App& app, const Call& call) {
    const auto faults = app.problems().known_faults(name(call.request.tongue));
    if (!faults)
        return problem_of(faults.error());
    Json list = Json::array();
    for (const auto& fault : *faults)
        list.push_back({{"text", fault.text},
                        {"lang", fault.lang},
                        {"article", fault.article},
                        {"since", to_iso8601(fault.since)}});
    return json_response({{"faults", list}});
}

Route route(std::string_view method, std::string_view pattern, Action action,
            std::string_view summary, Handler handler) {
    return {.method = method,
            .pattern = pattern,
            .access = Access::needs(action),
            .lane = method == "GET" ? Lane::interactive : Lane::heavy,
            .summary = summary,
            .handler = std::move(handler)};
}

} // namespace

Status add_problem_routes(Router& router, App& app) {
    const auto to = [&app](Reply (*handler)(const App&, const Call&)) -> Handler {
        return [&app, handler](const Call& call) { return handler(app, call); };
    };
    constexpr auto read = Action::read_notes;
    constexpr auto work = Action::work_ticket;
    const std::string_view one = "/api/v1/problems/{id}";
    return add_routes(
        router,
        {route("GET", "/api/v1/problems", read, "List problems, newest first", to(list_problems)),
         route("POST", "/api/v1/problems", work, "Open a problem", to(open_problem)),
         route("GET", one, read, "Read a problem with its incidents", to(get_problem)),
         route("PUT", one, work, "Replace what a problem says", to(change_problem)),
         route("POST", "/api/v1/problems/{id}/incidents", work, "Put a ticket under a problem",
               to(add_incident)),
         route("DELETE", "/api/v1/problems/{id}/incidents/{number}", work,
               "Take a ticket from a problem", to(remove_incident)),
         route("POST", "/api/v1/problems/{id}/solve", work,
               "Solve a problem; the answer names the incidents that wait", to(solve_problem)),
         route("POST", "/api/v1/problems/{id}/reopen", work, "Open a solved problem again",
               to(reopen_problem)),
         route("POST", "/api/v1/problems/{id}/solve-incidents", Action::resolve_ticket,
               "Solve all incidents that wait, each with the same resolution", to(solve_incidents)),
         route("GET", "/api/v1/known-faults", Action::search_public,
               "What visitors are told of open problems", to(known_faults))});
}

} // namespace lotse::http
