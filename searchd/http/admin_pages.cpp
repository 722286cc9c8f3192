// What administrators keep at the desk: people with their roles, and teams with their topics.

#include <algorithm>
#include <charconv>

#include "indexer/base/text.h"
#include "portal/desk/people_pages.h"
#include "portal/render/urls.h"
#include "searchd/http/desk_internal.h"
#include "searchd/http/email_internal.h"
#include "tickets/levels/teams.h"

namespace lotse::http {
namespace {

using portal::Lang;
using tickets::Action;
using tickets::PersonId;
using tickets::Role;

constexpr std::size_t longest_name = 200;  // characters
constexpr std::size_t password_bytes = 15; // random ones: 20 characters

std::string people_url(Lang lang, const std::string& tail = {}) {
    return portal::desk_url(lang, "people" + tail);
}

portal::DeskFrame admin_frame(const App& app, const Call& call, const std::string& page) {
    return desk_frame(app, call, [&](Lang to) { return portal::desk_url(to, page); });
}

portal::PersonRow row_of(const tickets::Person& person, const std::vector<tickets::Team>& teams) {
    portal::PersonRow row{.id = person.id.value,
                          .name = person.name,
                          .email = person.email,
                          .roles = {},
                          .level = person.level,
                          .teams = {},
                          .active = person.active};
    for (std::size_t i = 0; i < tickets::names<Role>().size(); ++i)
        if (person.roles.has(static_cast<Role>(i)))
            row.roles.emplace_back(tickets::names<Role>()[i]);
    for (const auto& team : teams)
        if (std::ranges::find(team.members, person.id) != team.members.end())
            row.teams.push_back(team.name);
    return row;
}

Reply show_people(const App& app, const Call& call) {
    const auto people = app.people().list();
    const auto teams = tickets::TeamStore(app.database).list();
    if (!people || !teams)
        return problem_of(people ? teams.error() : people.error());
    portal::PeopleView view{.people = {}, .done_key = done_key(call.request)};
    for (const auto& person : *people)
        view.people.push_back(row_of(person, *teams));
    std::ranges::stable_sort(view.people, {},
                             [](const auto& row) { return std::pair(!row.active, row.name); });
    return desk_page(portal::people_page(admin_frame(app, call, "people"), view));
}

Response person_response(const App& app, const Call& call, const portal::PersonView& view,
                         int status = 200) {
    const std::string tail = view.person.id != 0 ? std::to_string(view.person.id) : "new";
    return desk_page(portal::person_page(admin_frame(app, call, "people/" + tail), view), status);
}

/// The person that a route's argument names; not_found for anything else.
Result<tickets::Person> person_of(const App& app, const Call& call) {
    const std::string& text = call.request.argument(0);
    PersonId id;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), id.value);
    if (fault != std::errc{} || end != text.data() + text.size())
        return Error{Code::not_found, "there is no such person", ""};
    return app.people().find(id);
}

Reply show_person(const App& app, const Call& call) {
    const auto person = person_of(app, call);
    if (!person)
        return problem_of(person.error());
    return person_response(app, call,
                           {.person = row_of(*person, {}),
                            .secret = {},
                            .errors = {},
                            .done_key = done_key(call.request)});
}

Reply new_person(const App& app, const Call& call) {
    portal::PersonView view;
    view.person.roles = {"agent"};
    return person_response(app, call, view);
}

/// What the form says, as it came, and what is wrong with it.
portal::PersonView typed(const Fields& form, portal::PersonRow person) {
    portal::PersonView view{
        .person = std::move(person), .secret = {}, .errors = {}, .done_key = {}};
    view.person.name = trimmed(form.get("name"));
    if (view.person.id == 0)
        view.person.email = trimmed(form.get("email"));
    view.person.level = form.get("level") == "3" ? 3 : form.get("level") == "2" ? 2 : 1;
    view.person.active = view.person.id == 0 || form.get("active") == "1";
    view.person.roles.clear();
    for (const auto role : tickets::names<Role>())
        if (form.get("role-" + std::string(role)) == "1")
            view.person.roles.emplace_back(role);
    check_text(view.person.name, longest_name, "name", "desk.person.name", view.errors);
    if (view.person.id == 0 && !looks_like_email(view.person.email))
        view.errors.push_back({"email", "desk.person.email_wrong"});
    if (view.person.roles.empty())
        view.errors.push_back({"roles", "desk.person.role_missing"});
    return view;
}

tickets::RoleSet roles_of(const portal::PersonRow& person) {
    tickets::RoleSet roles;
    for (std::size_t i = 0; i < tickets::names<Role>().size(); ++i)
        if (std::ranges::find(person.roles, tickets::names<Role>()[i]) != person.roles.end())
            roles.add(static_cast<Role>(i));
    return roles;
}

/// A fresh password is made here, so that nobody chooses "Sommer2026" for somebody else.
Reply add_person(const App& app, const Call& call) {
    auto read = read_form(call.request);
    if (auto* problem = std::get_if<Problem>(&read))
        return *problem;
    const auto& form = std::get<Fields>(read);
    auto view = typed(form, {});
    // A form of another session, or of none, changes nothing; what was typed stays.
    if (!is_own_form(call.request, form))
        view.errors.push_back({"name", "desk.person.not_saved"});
    if (!view.errors.empty())
        return person_response(app, call, view, 422);
    const std::string password = random_token(app.random, password_bytes);
    const auto added = app.people().add(call.actor, {.name = view.person.name,
                                                     .email = view.person.email,
                                                     .roles = roles_of(view.person),
                                                     .level = view.person.level,
                                                     .password = password});
    if (!added) {
        view.errors.push_back({"email", added.error().code == Code::conflict
                                            ? "desk.person.email_taken"
                                            : "desk.person.not_saved"});
        return person_response(app, call, view, 422);
    }
    return person_response(app, call,
                           {.person = row_of(*added, {}),
                            .secret = password,
                            .errors = {},
                            .done_key = "desk.done.person"});
}

Reply change_person(const App& app, const Call& call) {
    auto read = read_form(call.request);
    if (auto* problem = std::get_if<Problem>(&read))
        return *problem;
    const auto& form = std::get<Fields>(read);
    const auto person = person_of(app, call);
    if (!person)
        return problem_of(person.error());
    const bool own = is_own_form(call.request, form);
    if (own && form.get("do") == "password") {
        const std::string password = random_token(app.random, password_bytes);
        if (const auto set = app.people().set_password(call.actor, person->id, password); !set)
            return problem_of(set.error());
        return person_response(
            app, call,
            {.person = row_of(*person, {}), .secret = password, .errors = {}, .done_key = {}});
    }
    auto view = typed(form, row_of(*person, {}));
    if (!own)
        view.errors.push_back({"name", "desk.person.not_saved"});
    if (!view.errors.empty())
        return person_response(app, call, view, 422);
    const auto changed = app.people().change(call.actor, person->id,
                                             {.name = view.person.name,
                                              .roles = roles_of(view.person),
                                              .level = view.person.level,
                                              .active = view.person.active});
    if (!changed) {
        const bool last = changed.error().code == Code::conflict;
        view.errors.push_back(
            {last ? "roles" : "name", last ? "desk.person.last_admin" : "desk.person.not_saved"});
        return person_response(app, call, view, 422);
    }
    const Lang lang = page_lang(call.request.tongue);
    return redirect(people_url(lang, "/" + std::to_string(person->id.value)) + "?done=person");
}

std::string lines_of(const std::vector<std::string>& words) {
    std::string lines;
    for (const std::string& word : words)
        lines += word + "\n";
    return lines;
}

std::vector<std::string> words_in(std::string_view lines) {
    std::vector<std::string> words;
    for (const auto line : split(lines, '\n'))
        if (const auto word = trimmed(line); !word.empty())
            words.emplace_back(word);
    return words;
}

portal::TeamForm form_of(const tickets::Team& team, const std::vector<tickets::Person>& people) {
    portal::TeamForm form{.id = team.id.value,
                          .name = team.name,
                          .level = team.level,
                          .topics = lines_of(team.topics),
                          .categories = lines_of(team.categories),
                          .members = {},
                          .trouble = {}};
    for (const auto& person : people)
        if (person.active && person.roles.has(Role::agent))
            form.members.push_back(
                {person.id.value, person.name,
                 std::ranges::find(team.members, person.id) != team.members.end()});
    return form;
}

/// All teams, and the form for a new one; `failed` stands in place of the one it is.
Reply teams_response(const App& app, const Call& call, const tickets::Team* failed = nullptr,
                     const std::string& trouble = {}) {
    const auto people = app.people().list();
    auto teams = tickets::TeamStore(app.database).list();
    if (!people || !teams)
        return problem_of(people ? teams.error() : people.error());
    teams->emplace_back(); // the new one
    portal::TeamsView view{.teams = {}, .done_key = failed ? "" : done_key(call.request)};
    for (const auto& team : *teams) {
        const bool is_failed = failed != nullptr && failed->id == team.id;
        view.teams.push_back(form_of(is_failed ? *failed : team, *people));
        if (is_failed)
            view.teams.back().trouble = trouble;
    }
    return desk_page(portal::teams_page(admin_frame(app, call, "teams"), view),
                     failed != nullptr ? 422 : 200);
}

tickets::Team typed_team(const Fields& form, const std::vector<tickets::Person>& people) {
    tickets::Team team;
    const auto id = form.get("team");
    std::from_chars(id.data(), id.data() + id.size(), team.id.value);
    team.name = trimmed(form.get("name"));
    team.level = form.get("level") == "1" ? 1 : form.get("level") == "2" ? 2 : 3;
    team.topics = words_in(form.get("topics"));
    team.categories = words_in(form.get("categories"));
    for (const auto& person : people)
        if (form.get("member-" + std::to_string(person.id.value)) == "1")
            team.members.push_back(person.id);
    return team;
}

Reply save_team(const App& app, const Call& call) {
    auto read = read_form(call.request);
    if (auto* problem = std::get_if<Problem>(&read))
        return *problem;
    const auto& form = std::get<Fields>(read);
    const auto people = app.people().list();
    if (!people)
        return problem_of(people.error());
    const tickets::Team team = typed_team(form, *people);
    const Lang lang = page_lang(call.request.tongue);
    if (!is_own_form(call.request, form))
        return teams_response(app, call, &team, portal::text(lang, "desk.person.not_saved"));
    tickets::TeamStore store(app.database);
    const bool removes = form.get("do") == "remove" && team.id.value != 0;
    Status saved = Done{};
    if (removes) {
        saved = store.remove(call.actor, team.id);
    } else {
        const auto kept = team.id.value != 0 ? store.change(call.actor, team.id, team)
                                             : store.add(call.actor, team);
        if (!kept)
            saved = kept.error();
    }
    if (saved)
        return redirect(portal::desk_url(lang, "teams") +
                        (removes ? "?done=team_removed" : "?done=team"));
    if (saved.error().code == Code::not_found)
        return problem_of(saved.error());
    const char* key = saved.error().code != Code::conflict ? "desk.team.invalid"
                      : removes                            ? "desk.team.busy"
                                                           : "desk.team.taken";
    return teams_response(app, call, &team, portal::text(lang, key));
}

std::vector<Route> admin_routes(std::string_view method, std::string_view german,
                                std::string_view english, std::string_view summary,
                                Handler handler) {
    return desk_routes(method, german, english, Action::manage_people, summary, std::move(handler));
}

} // namespace

Status add_admin_pages(Router& router, App& app) {
    std::vector<Route> routes;
    for (const auto& pair :
         {admin_routes("GET", "/de/desk/people", "/en/desk/people", "People with an account",
                       [&app](const Call& call) { return show_people(app, call); }),
          admin_routes("GET", "/de/desk/people/new", "/en/desk/people/new",
                       "The form for a new person",
                       [&app](const Call& call) { return new_person(app, call); }),
          admin_routes("POST", "/de/desk/people/new", "/en/desk/people/new", "Add a person",
                       [&app](const Call& call) { return add_person(app, call); }),
          admin_routes("GET", "/de/desk/people/{id}", "/en/desk/people/{id}", "A person",
                       [&app](const Call& call) { return show_person(app, call); }),
          admin_routes("POST", "/de/desk/people/{id}", "/en/desk/people/{id}",
                       "Change a person, or give a new password",
                       [&app](const Call& call) { return change_person(app, call); }),
          admin_routes("GET", "/de/desk/teams", "/en/desk/teams", "Teams and their topics",
                       [&app](const Call& call) { return teams_response(app, call); }),
          admin_routes("POST", "/de/desk/teams", "/en/desk/teams", "Add, change or remove a team",
                       [&app](const Call& call) { return save_team(app, call); })})
        routes.insert(routes.end(), pair.begin(), pair.end());
    return add_routes(router, std::move(routes));
}

} // namespace lotse::http
