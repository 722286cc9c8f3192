// Levels: handing over with a slip, handing back with a training note, and the expert teams.

#include <charconv>

#include "searchd/http/app.h"
#include "searchd/http/desk_json_internal.h"
#include "searchd/http/ticket_access.h"

namespace lotse::http {
namespace {

using tickets::Action;

constexpr std::size_t most_facts = 50;
constexpr std::size_t most_topics = 200;

Reply handover_draft(const App& app, const Call& call) {
    const auto ticket = ticket_for(app, call, Action::work_ticket);
    if (!ticket)
        return problem_of(ticket.error());
    const auto draft = deflect::handover_draft(app.database, app.engine, ticket->number,
                                               name(call.request.tongue));
    return draft ? Reply(json_response(to_json(*draft))) : problem_of(draft.error());
}

tickets::HandoverSlip read_slip(JsonBody& body) {
    constexpr JsonBody::Text fact{.most = 2'000};
    tickets::HandoverSlip slip{.problem = body.text("problem", fact),
                               .ruled_out = body.text("ruled_out", fact),
                               .next_step = body.text("next_step", fact)};
    for (auto& [article, why_not] : body.texts("why_not", most_facts))
        slip.articles.push_back({article, tickets::ArticleUse::tried, why_not});
    return slip;
}

/// Each fact that is missing is a fault of its field.
std::optional<Problem> missing_facts(const App& app, const tickets::Ticket& ticket,
                                     const tickets::HandoverSlip& given) {
    auto draft = tickets::LevelStore(app.database).draft(ticket.number, ticket.lang);
    if (!draft)
        return problem_of(draft.error());
    const auto missing = tickets::missing_facts(completed_slip(std::move(*draft), given));
    if (missing.empty())
        return std::nullopt;
    Problem problem{.id = ProblemId::invalid_request, .faults = {}};
    for (std::string fact : missing) {
        if (const auto colon = fact.find(':'); colon != std::string::npos)
            fact[colon] = '/';
        problem.faults.push_back({"/" + fact, "required"});
    }
    return problem;
}

Reply move_level(const App& app, const Call& call) {
    JsonBody body(call.request);
    const auto level = body.number("level", tickets::first_level, tickets::last_level, true);
    const std::string team = body.text("team", {.most = 80});
    const auto slip = read_slip(body);
    const std::string note = body.text("training_note", {.most = 2'000});
    const std::string article = body.text("article", {.most = 96});
    if (!article.empty() && app.catalog.view()->find(article) == nullptr)
        body.fault("article", "invalid_value");
    if (auto problem = body.problem())
        return *problem;
    const auto ticket = ticket_for(app, call, Action::work_ticket);
    if (!ticket)
        return problem_of(ticket.error());
    const int to = static_cast<int>(*level);
    tickets::LevelStore levels(app.database);
    Status moved = Done{};
    if (to < ticket->level) {
        if (note.empty())
            return invalid_field("/training_note", "required");
        moved = levels.hand_back(call.actor, ticket->number, {to, note, article});
    } else {
        if (auto problem = missing_facts(app, *ticket, slip))
            return *problem;
        moved = levels.hand_over(call.actor, ticket->number, {to, team, slip});
    }
    app.wake_worker();
    return changed_ticket(app, ticket->number, moved);
}

/// What search and training notes of the ticket's level say of it.
Reply ticket_solutions(const App& app, const Call& call) {
    const auto ticket = ticket_for(app, call, Action::read_notes);
    if (!ticket)
        return problem_of(ticket.error());
    const auto details = app.tickets().details(ticket->number);
    if (!details)
        return problem_of(details.error());
    auto draft = deflect::own_words_of(*details);
    draft.caller = visibility_of(call.actor);
    draft.deadline = app.config.search_time;
    const auto found = app.training.solutions_for(ticket->level, draft);
    return found ? Reply(json_response(to_json(*found, call.request.tongue)))
                 : problem_of(found.error());
}

tickets::TeamDraft read_team(JsonBody& body) {
    tickets::TeamDraft draft;
    draft.name = body.text("name", {.most = 80, .required = true});
    draft.level = static_cast<int>(
        body.number("level", tickets::first_level, tickets::last_level).value_or(draft.level));
    draft.topics = body.list("topics", most_topics);
    draft.categories = body.list("categories", most_topics);
    for (const auto person : body.numbers("members", 500))
        draft.members.push_back({person});
    return draft;
}

Result<tickets::TeamId> team_of(const Call& call) {
    const std::string& text = call.request.argument(0);
    tickets::TeamId id;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), id.value);
    if (fault != std::errc{} || end != text.data() + text.size())
        return Error{Code::not_found, "there is no such team", {}};
    return id;
}

Reply list_teams(const App& app, const Call&) {
    const auto teams = tickets::TeamStore(app.database).list();
    return teams ? Reply(json_response({{"teams", json_array(*teams)}}))
                 : problem_of(teams.error());
}

Reply add_team(const App& app, const Call& call) {
    JsonBody body(call.request);
    const auto draft = read_team(body);
    if (auto problem = body.problem())
        return *problem;
    const auto team = tickets::TeamStore(app.database).add(call.actor, draft);
    return team ? Reply(json_response(to_json(*team), 201)) : problem_of(team.error());
}

Reply change_team(const App& app, const Call& call) {
    JsonBody body(call.request);
    const auto draft = read_team(body);
    if (auto problem = body.problem())
        return *problem;
    const auto id = team_of(call);
    if (!id)
        return problem_of(id.error());
    const auto team = tickets::TeamStore(app.database).change(call.actor, *id, draft);
    return team ? Reply(json_response(to_json(*team))) : problem_of(team.error());
}

Reply remove_team(const App& app, const Call& call) {
    const auto id = team_of(call);
    if (!id)
        return problem_of(id.error());
    const auto gone = tickets::TeamStore(app.database).remove(call.actor, *id);
    return gone ? Reply(no_content()) : problem_of(gone.error());
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

Status add_level_routes(Router& router, App& app) {
    const auto to = [&app](Reply (*handler)(const App&, const Call&)) -> Handler {
        return [&app, handler](const Call& call) { return handler(app, call); };
    };
    return add_routes(
        router,
        {route(
             "GET", "/api/v1/tickets/{number}/handover-draft", Action::work_ticket,
             "The hand-over slip as far as the ticket fills it, and the expert teams it speaks for",
             to(handover_draft)),
         route("POST", "/api/v1/tickets/{number}/level", Action::work_ticket,
               "Hand over to another level: up with a slip, down with a training note",
               to(move_level)),
         route("GET", "/api/v1/tickets/{number}/solutions", Action::read_notes,
               "Solutions for a ticket; what its level was taught comes first",
               to(ticket_solutions)),
         route("GET", "/api/v1/teams", Action::read_internal, "List teams with topics and members",
               to(list_teams)),
         route("POST", "/api/v1/teams", Action::manage_people, "Add a team", to(add_team)),
         route("PUT", "/api/v1/teams/{id}", Action::manage_people, "Replace what a team is",
               to(change_team)),
         route("DELETE", "/api/v1/teams/{id}", Action::manage_people,
               "Remove a team that has no unfinished tickets", to(remove_team))});
}

} // namespace lotse::http
