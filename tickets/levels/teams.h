#pragma once
// Teams: who works at which level on what. Level 3 is made of expert teams, each with its topics:
// words that a matter is told by, and categories. Levels 1 and 2 may have teams, too.

#include <string>
#include <vector>

#include "tickets/actor.h"
#include "tickets/database.h"
#include "tickets/ticket.h"

namespace lotse::tickets {

struct TeamDraft {
    std::string name{};
    int level = last_level;
    std::vector<std::string> topics{};     // words, as people write them: "Glasfaser", "ONT"
    std::vector<std::string> categories{}; // of tickets, all of which are theirs
    std::vector<PersonId> members{};       // agents; one may belong to several teams

    bool operator==(const TeamDraft&) const = default;
};

struct Team : TeamDraft {
    TeamId id{};

    bool operator==(const Team&) const = default;
};

class TeamStore {
  public:
    explicit TeamStore(Database& database) : database_(database) {}

    /// conflict when the name is taken; invalid_argument for a member who is no active agent.
    Result<Team> add(const Actor& actor, const TeamDraft& draft);
    /// Everything about it is as the draft says afterwards; its tickets go along with a new name.
    Result<Team> change(const Actor& actor, TeamId id, const TeamDraft& draft);
    /// conflict while unfinished tickets stand with it.
    Status remove(const Actor& actor, TeamId id);

    Result<Team> find(TeamId id) const;
    /// By level, then by name.
    Result<std::vector<Team>> list() const;

  private:
    Database& database_;
};

} // namespace lotse::tickets
