#include "portal/desk/people_pages.h"

#include <algorithm>

#include "portal/desk/frame.h"
#include "portal/render/urls.h"

namespace lotse::portal {

namespace {

std::string joined(const std::vector<std::string>& words) {
    std::string line;
    for (const std::string& word : words)
        line += (line.empty() ? "" : ", ") + word;
    return line;
}

std::vector<std::string> role_names(const PersonRow& person, Lang lang) {
    std::vector<std::string> names;
    for (const std::string& role : person.roles)
        names.push_back(role == "agent" ? text(lang, "desk.role_level",
                                               {{"level", std::to_string(person.level)}})
                                        : word_text(lang, "role", role));
    return names;
}

std::vector<Values> level_options(int chosen) {
    std::vector<Values> options;
    for (int level = 1; level <= 3; ++level)
        options.push_back(Values()
                              .set("value", std::to_string(level))
                              .set("chosen", level == std::max(1, chosen)));
    return options;
}

Values team_values(const TeamForm& team, Lang lang) {
    std::vector<Values> members;
    for (const MemberOption& member : team.members)
        members.push_back(Values()
                              .set("person_id", std::to_string(member.id))
                              .set("person_name", member.name)
                              .set("chosen", member.chosen));
    return Values()
        .set("id", std::to_string(team.id))
        .set("known", team.id != 0)
        .set("heading", team.id != 0 ? team.name : text(lang, "desk.team_new"))
        .set("name", team.name)
        .set("levels", level_options(team.level))
        .set("topics", team.topics)
        .set("categories", team.categories)
        .set("members", members)
        .set("has_members", !members.empty())
        .set("trouble", team.trouble)
        .set("has_trouble", !team.trouble.empty());
}

} // namespace

std::string people_page(const DeskFrame& frame, const PeopleView& view) {
    const Lang lang = frame.lang;
    std::vector<Values> rows;
    for (const PersonRow& person : view.people)
        rows.push_back(Values()
                           .set("url", desk_url(lang, "people/" + std::to_string(person.id)))
                           .set("name", person.name)
                           .set("email", person.email)
                           .set("roles", joined(role_names(person, lang)))
                           .set("teams", joined(person.teams))
                           .set("state", text(lang, person.active ? "desk.person_active"
                                                                  : "desk.person_inactive")));
    Values values;
    values.set("people", rows)
        .set("new_person_url", desk_url(lang, "people/new"))
        .set("teams_url", desk_url(lang, "teams"));
    set_done(values, view.done_key, lang);
    return desk_framed(frame, text(lang, "desk.people"), "desk_people", std::move(values));
}

std::string person_page(const DeskFrame& frame, const PersonView& view) {
    const Lang lang = frame.lang;
    const PersonRow& person = view.person;
    const bool known = person.id != 0;
    std::vector<Values> roles;
    for (const char* role : {"customer", "agent", "editor", "admin"})
        roles.push_back(
            Values()
                .set("value", role)
                .set("label", word_text(lang, "role", role))
                .set("chosen", std::ranges::find(person.roles, role) != person.roles.end()));
    const std::string heading = known ? person.name : text(lang, "desk.person_new");
    Values values;
    values.set("heading", heading)
        .set("known", known)
        .set("name", person.name)
        .set("email", person.email)
        .set("roles", roles)
        .set("levels", level_options(person.level))
        .set("active", person.active)
        .set("secret", view.secret)
        .set("has_secret", !view.secret.empty())
        .set("action", desk_url(lang, known ? "people/" + std::to_string(person.id)
                                            : std::string("people/new")))
        .set("people_url", desk_url(lang, "people"));
    set_done(values, view.done_key, lang);
    set_errors(values, view.errors, lang);
    return desk_framed(frame, form_title(lang, heading, view.errors), "desk_person",
                       std::move(values));
}

std::string teams_page(const DeskFrame& frame, const TeamsView& view) {
    const Lang lang = frame.lang;
    std::vector<Values> teams;
    for (const TeamForm& team : view.teams)
        teams.push_back(team_values(team, lang));
    Values values;
    values.set("teams", teams)
        .set("teams_url", desk_url(lang, "teams"))
        .set("people_url", desk_url(lang, "people"));
    set_done(values, view.done_key, lang);
    return desk_framed(frame, text(lang, "desk.teams"), "desk_teams", std::move(values));
}

} // namespace lotse::portal
