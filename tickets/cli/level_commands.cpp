#include <fmt/format.h>
#include <fmt/ostream.h>

#include <iostream>

#include "tickets/cli/commands.h"
#include "tickets/cli/output.h"
#include "tickets/levels/level_store.h"
#include "tickets/levels/teams.h"
#include "tickets/people.h"

namespace lotse::tickets::cli {

namespace {

std::string_view lang_of(const Context& context) {
    return context.voice.say("de", "en");
}

HandoverSlip slip_of(const LevelArguments& typed) {
    HandoverSlip slip{
        .problem = typed.problem, .ruled_out = typed.ruled_out, .next_step = typed.next_step};
    for (const std::string& pair : typed.why_not) {
        const auto equals = std::min(pair.find('='), pair.size());
        slip.articles.push_back({pair.substr(0, equals), ArticleUse::tried,
                                 pair.substr(std::min(equals + 1, pair.size()))});
    }
    return slip;
}

Result<TeamDraft> team_of(const Context& context) {
    const LevelArguments& typed = context.arguments.levels;
    TeamDraft draft{.name = typed.team_name,
                    .level = context.arguments.level.value_or(last_level),
                    .topics = typed.topics,
                    .categories = typed.categories};
    const PeopleStore people(context.database);
    for (const std::string& email : typed.members) {
        auto person = people.find_by_email(email);
        if (!person)
            return person.error();
        draft.members.push_back(person->id);
    }
    return draft;
}

Result<Team> team_named(const Context& context) {
    auto teams = TeamStore(context.database).list();
    if (!teams)
        return teams.error();
    for (Team& team : *teams)
        if (team.name == context.arguments.team)
            return std::move(team);
    return Error{Code::not_found, "there is no team '" + context.arguments.team + "'",
                 "lotse-tickets teams list"};
}

int told_team(const Context& context, const Result<Team>& team) {
    if (!team)
        return failed_with(context.streams, team.error());
    fmt::print(context.streams.out, "{} {}: {}\n", context.voice.say("Team", "Team"),
               team->id.value, team->name);
    return exit_ok;
}

} // namespace

int move(const Context& context) {
    if (Status may = allowed(context, Action::work_ticket); !may)
        return failed_with(context.streams, may.error());
    const Arguments& typed = context.arguments;
    const TicketNumber number{typed.number};
    const auto ticket = TicketStore(context.database).find(number);
    if (!ticket)
        return failed_with(context.streams, ticket.error());
    const int to = typed.level.value_or(0);
    LevelStore levels(context.database);
    const bool down = to < ticket->level && to >= first_level;
    const Status moved =
        down ? levels.hand_back(context.actor, number,
                                {to, typed.levels.training_note, typed.article.value_or("")})
             : levels.hand_over(context.actor, number, {to, typed.team, slip_of(typed.levels)});
    return down ? told(context, "zurückgegeben", "handed back", moved)
                : told(context, "übergeben", "handed over", moved);
}

int handover_draft(const Context& context) {
    if (Status may = allowed(context, Action::work_ticket); !may)
        return failed_with(context.streams, may.error());
    const auto slip =
        LevelStore(context.database).draft({context.arguments.number}, lang_of(context));
    if (!slip)
        return failed_with(context.streams, slip.error());
    if (context.arguments.json)
        context.streams.out << slip_as_json(*slip) << '\n';
    else
        print_slip(context.streams.out, context.voice, *slip);
    return exit_ok;
}

int teams_list(const Context& context) {
    if (Status may = allowed(context, Action::read_internal); !may)
        return failed_with(context.streams, may.error());
    const auto teams = TeamStore(context.database).list();
    if (!teams)
        return failed_with(context.streams, teams.error());
    if (context.arguments.json)
        context.streams.out << teams_as_json(*teams) << '\n';
    else
        print_teams(context.streams.out, context.voice, *teams);
    return exit_ok;
}

int teams_add(const Context& context) {
    if (Status may = allowed(context, Action::manage_people); !may)
        return failed_with(context.streams, may.error());
    const auto draft = team_of(context);
    if (!draft)
        return failed_with(context.streams, draft.error());
    return told_team(context, TeamStore(context.database).add(context.actor, *draft));
}

/// What was not typed stays as it is.
int teams_change(const Context& context) {
    if (Status may = allowed(context, Action::manage_people); !may)
        return failed_with(context.streams, may.error());
    const auto team = team_named(context);
    if (!team)
        return failed_with(context.streams, team.error());
    auto draft = team_of(context);
    if (!draft)
        return failed_with(context.streams, draft.error());
    if (draft->name.empty())
        draft->name = team->name;
    if (!context.arguments.level)
        draft->level = team->level;
    if (draft->topics.empty())
        draft->topics = team->topics;
    if (draft->categories.empty())
        draft->categories = team->categories;
    if (draft->members.empty())
        draft->members = team->members;
    return told_team(context, TeamStore(context.database).change(context.actor, team->id, *draft));
}

int teams_remove(const Context& context) {
    if (Status may = allowed(context, Action::manage_people); !may)
        return failed_with(context.streams, may.error());
    const auto team = team_named(context);
    if (!team)
        return failed_with(context.streams, team.error());
    if (Status gone = TeamStore(context.database).remove(context.actor, team->id); !gone)
        return failed_with(context.streams, gone.error());
    return told_team(context, team);
}

} // namespace lotse::tickets::cli
