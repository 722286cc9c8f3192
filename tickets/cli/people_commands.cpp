#include <fmt/format.h>
#include <fmt/ostream.h>

#include <iostream>

#include "tickets/cli/commands.h"
#include "tickets/cli/output.h"
#include "tickets/people.h"

namespace lotse::tickets::cli {

namespace {

/// Passwords come through standard input: arguments can be read by everybody on the machine.
std::string password_from(std::istream& in) {
    std::string line;
    std::getline(in, line);
    if (line.ends_with('\r'))
        line.pop_back();
    return line;
}

Result<RoleSet> roles_of(const std::vector<std::string>& words) {
    RoleSet roles;
    for (const std::string& word : words) {
        auto role = from_name<Role>(word);
        if (!role)
            return role.error();
        roles.add(*role);
    }
    return roles;
}

} // namespace

int people_add(const Context& context) {
    const Arguments& typed = context.arguments;
    if (Status may = authorize(context.actor, Action::manage_people); !may)
        return failed_with(context.streams, may.error());
    auto roles = roles_of(typed.roles);
    if (!roles)
        return failed_with(context.streams, roles.error());
    PersonDraft draft{.name = typed.name,
                      .email = typed.email,
                      .roles = *roles,
                      .level = typed.level.value_or(0),
                      .team = typed.team,
                      .password = {},
                      .organisation = typed.organisation};
    if (typed.password_stdin)
        draft.password = password_from(context.streams.in);
    auto person = PeopleStore(context.database).add(context.actor, draft);
    if (!person)
        return failed_with(context.streams, person.error());
    fmt::print(context.streams.out, "{} {}: {} <{}>\n", context.voice.say("Person", "Person"),
               person->id.value, person->name, person->email);
    return exit_ok;
}

int people_list(const Context& context) {
    if (Status may = authorize(context.actor, Action::manage_people); !may)
        return failed_with(context.streams, may.error());
    auto people = PeopleStore(context.database).list();
    if (!people)
        return failed_with(context.streams, people.error());
    print_people(context.streams.out, *people);
    return exit_ok;
}

int people_organisation(const Context& context) {
    const Arguments& typed = context.arguments;
    if (Status may = authorize(context.actor, Action::manage_people); !may)
        return failed_with(context.streams, may.error());
    PeopleStore people(context.database);
    auto person = people.find_by_email(typed.email);
    if (!person)
        return failed_with(context.streams, person.error());
    if (Status set = people.set_organisation(context.actor, person->id, typed.organisation); !set)
        return failed_with(context.streams, set.error());
    return people_list(context);
}

int token(const Context& context) {
    const Arguments& typed = context.arguments;
    if (Status may = authorize(context.actor, Action::manage_people); !may)
        return failed_with(context.streams, may.error());
    PeopleStore people(context.database);
    auto person = people.find_by_email(typed.email);
    if (!person)
        return failed_with(context.streams, person.error());
    auto issued = people.issue_token(
        context.actor, person->id,
        {.kind = TokenKind::api, .lifetime = std::chrono::days{typed.days}, .label = typed.label});
    if (!issued)
        return failed_with(context.streams, issued.error());
    context.streams.out << *issued << '\n';
    return exit_ok;
}

} // namespace lotse::tickets::cli
