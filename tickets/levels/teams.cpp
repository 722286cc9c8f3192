#include "tickets/levels/teams.h"

#include <algorithm>

#include "tickets/history_internal.h"
#include "tickets/levels/teams_internal.h"
#include "tickets/sql_internal.h"
#include "tickets/work_internal.h"

namespace lotse::tickets {

namespace {

constexpr std::size_t most_topics = 200;
constexpr std::size_t most_members = 500;
constexpr std::size_t max_topic_bytes = 100;

Result<std::vector<std::string>> checked_list(const std::vector<std::string>& given,
                                              const char* what) {
    std::vector<std::string> kept;
    for (const std::string& one : given) {
        auto text = checked_text(one, what, max_topic_bytes);
        if (!text)
            return text.error();
        if (std::find(kept.begin(), kept.end(), *text) == kept.end())
            kept.push_back(std::move(*text));
    }
    if (kept.size() > most_topics)
        return Error{Code::too_large, "a team has no more than 200 of each", "leave some out"};
    std::sort(kept.begin(), kept.end());
    return kept;
}

Result<TeamDraft> checked(const TeamDraft& given) {
    auto who = checked_text(given.name, "name", max_topic_bytes);
    auto topics = checked_list(given.topics, "topic");
    auto categories = checked_list(given.categories, "category");
    if (!who)
        return who.error();
    for (const auto* list : {&topics, &categories})
        if (!*list)
            return list->error();
    if (given.level < first_level || given.level > last_level)
        return Error{Code::invalid_argument, "there is no such level", "1, 2 or 3"};
    if (given.members.size() > most_members)
        return Error{Code::too_large, "a team has at most 500 members", "make several teams"};
    TeamDraft draft{*who, given.level, *topics, *categories, given.members};
    std::sort(draft.members.begin(), draft.members.end());
    draft.members.erase(std::unique(draft.members.begin(), draft.members.end()),
                        draft.members.end());
    return draft;
}

void write_parts(soci::session& sql, const Team& team) {
    for (const auto& [kind, bodies] :
         {std::pair<const char*, const std::vector<std::string>&>{"word", team.topics},
          {"category", team.categories}})
        for (const std::string& body : bodies)
            execute(sql, "INSERT INTO team_topics (team_id, kind, body) VALUES (:t, :k, :b)",
                    team.id, kind, body);
    for (const PersonId person : team.members)
        execute(sql, "INSERT INTO team_members (team_id, person_id) VALUES (:t, :p)", team.id,
                person);
}

void delete_parts(soci::session& sql, TeamId id) {
    execute(sql, "DELETE FROM team_topics WHERE team_id = :t", id);
    execute(sql, "DELETE FROM team_members WHERE team_id = :t", id);
}

Status check_members(soci::session& sql, const TeamDraft& draft) {
    for (const PersonId person : draft.members)
        if (Status agent = check_agent(sql, person); !agent)
            return agent;
    return Done{};
}

Status check_name_free(soci::session& sql, const std::string& who, TeamId except) {
    const auto taken = one_value<long long>(
        sql, "SELECT COUNT(*) FROM teams WHERE name = :n AND id <> :i", who, except);
    if (taken > 0)
        return Error{Code::conflict, "there is a team '" + who + "' already",
                     "choose another name"};
    return Done{};
}

std::vector<Team> load_teams(soci::session& sql, TeamId only = {}) {
    std::vector<Team> teams;
    each_row<TeamId, std::string, int>(
        sql, "SELECT id, name, level FROM teams WHERE :any = 0 OR id = :id ORDER BY level, name",
        [&](TeamId id, const std::string& who, int level) {
            Team team;
            team.id = id;
            team.name = who;
            team.level = level;
            teams.push_back(std::move(team));
        },
        only, only);
    for (Team& team : teams) {
        each_row<std::string, std::string>(
            sql, "SELECT kind, body FROM team_topics WHERE team_id = :t ORDER BY body",
            [&](const std::string& kind, const std::string& body) {
                (kind == "category" ? team.categories : team.topics).push_back(body);
            },
            team.id);
        each_row<PersonId>(
            sql, "SELECT person_id FROM team_members WHERE team_id = :t ORDER BY person_id",
            [&](PersonId person) { team.members.push_back(person); }, team.id);
    }
    return teams;
}

Result<Team> load_team(soci::session& sql, TeamId id) {
    auto found = load_teams(sql, id);
    if (found.empty() || !id)
        return Error{Code::not_found, "there is no such team", "lotse-tickets teams list"};
    return std::move(found.front());
}

void log_team(soci::session& sql, TimePoint now, const Actor& actor, std::string_view event,
              const Team& team) {
    append_history(sql, now,
                   {.actor = actor,
                    .event = event,
                    .facts = {{"team", team.id.value},
                              {"name", team.name},
                              {"level", std::int64_t{team.level}},
                              {"members", static_cast<std::int64_t>(team.members.size())}}});
}

} // namespace

Status check_team(soci::session& sql, int level, const std::string& name) {
    const auto there =
        one_value<long long>(sql, "SELECT COUNT(*) FROM teams WHERE level = :l", level);
    const auto fits = one_value<long long>(
        sql, "SELECT COUNT(*) FROM teams WHERE level = :l AND name = :n", level, name);
    if (fits > 0 || (there == 0) || (name.empty() && level != last_level))
        return Done{};
    std::string known;
    each_row<std::string>(
        sql, "SELECT name FROM teams WHERE level = :l ORDER BY name",
        [&](const std::string& one) { known.append(known.empty() ? "" : ", ").append(one); },
        level);
    return Error{Code::invalid_argument,
                 name.empty() ? "the team is missing" : "there is no team '" + name + "' there",
                 "one of: " + known};
}

Result<Team> TeamStore::add(const Actor& actor, const TeamDraft& draft) {
    auto good = checked(draft);
    if (!good)
        return good.error();
    Team team{*good, {}};
    const TimePoint now = database_.clock().now();
    Status status = database_.write([&](soci::session& sql) -> Status {
        if (Status free = check_name_free(sql, team.name, {}); !free)
            return free;
        if (Status agents = check_members(sql, team); !agents)
            return agents;
        team.id = {next_id(sql, "team")};
        execute(sql, "INSERT INTO teams (id, name, level) VALUES (:i, :n, :l)", team.id, team.name,
                team.level);
        write_parts(sql, team);
        log_team(sql, now, actor, "add_team", team);
        return Done{};
    });
    if (!status)
        return status.error();
    return team;
}

Result<Team> TeamStore::change(const Actor& actor, TeamId id, const TeamDraft& draft) {
    auto good = checked(draft);
    if (!good)
        return good.error();
    const Team team{*good, id};
    const TimePoint now = database_.clock().now();
    Status status = database_.write([&](soci::session& sql) -> Status {
        const auto before = load_team(sql, id);
        if (!before)
            return before.error();
        if (Status free = check_name_free(sql, team.name, id); !free)
            return free;
        if (Status agents = check_members(sql, team); !agents)
            return agents;
        execute(sql, "UPDATE teams SET name = :n, level = :l WHERE id = :i", team.name, team.level,
                id);
        delete_parts(sql, id);
        write_parts(sql, team);
        if (before->name != team.name)
            execute(sql,
                    "UPDATE tickets SET team = :new WHERE team = :old AND "
                    "state NOT IN ('solved', 'closed', 'merged')",
                    team.name, before->name);
        log_team(sql, now, actor, "change_team", team);
        return Done{};
    });
    if (!status)
        return status.error();
    return team;
}

Status TeamStore::remove(const Actor& actor, TeamId id) {
    const TimePoint now = database_.clock().now();
    return database_.write([&](soci::session& sql) -> Status {
        const auto team = load_team(sql, id);
        if (!team)
            return team.error();
        const auto waiting =
            one_value<long long>(sql,
                                 "SELECT COUNT(*) FROM tickets WHERE team = :n AND "
                                 "state NOT IN ('solved', 'closed', 'merged')",
                                 team->name);
        if (waiting > 0)
            return Error{Code::conflict,
                         std::to_string(waiting) + " unfinished tickets stand with this team",
                         "hand them over first"};
        delete_parts(sql, id);
        execute(sql, "DELETE FROM teams WHERE id = :i", id);
        log_team(sql, now, actor, "remove_team", *team);
        return Done{};
    });
}

Result<Team> TeamStore::find(TeamId id) const {
    Team team;
    Status status = database_.read([&](soci::session& sql) -> Status {
        auto found = load_team(sql, id);
        if (!found)
            return found.error();
        team = std::move(*found);
        return Done{};
    });
    if (!status)
        return status.error();
    return team;
}

Result<std::vector<Team>> TeamStore::list() const {
    std::vector<Team> teams;
    Status status = database_.read([&](soci::session& sql) -> Status {
        teams = load_teams(sql);
        return Done{};
    });
    if (!status)
        return status.error();
    return teams;
}

} // namespace lotse::tickets
