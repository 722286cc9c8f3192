#pragma once
// Views of the queue that people keep under a name: their own, and those that somebody shares with
// all agents. A view is the query part of the queue's address ("state=open&level=2"): what may
// stand in it is for whoever shows the queue to say.

#include <string>
#include <string_view>
#include <vector>

#include "tickets/actor.h"
#include "tickets/database.h"

namespace lotse::tickets {

using ViewId = Id<struct ViewTag>;

constexpr std::size_t most_views = 50; // of one person

struct SavedView {
    ViewId id{};
    PersonId owner{};
    std::string owner_name{}; // as of reading
    bool shared = false;      // with all agents
    std::string name{};       // 1 to 60 characters, one of each for its owner
    std::string query{};      // at most 500 bytes

    bool operator==(const SavedView&) const = default;
};

class ViewStore {
  public:
    explicit ViewStore(Database& database) : database_(database) {}

    /// For the actor, who must be a person. One of the same name is replaced. too_large beyond
    /// most_views.
    Result<ViewId> save(const Actor& actor, std::string_view name, std::string_view query,
                        bool shared);
    /// not_found unless it is the actor's own.
    Status remove(const Actor& actor, ViewId id);
    /// The person's own, then those that others share; each by name.
    Result<std::vector<SavedView>> seen_by(PersonId person) const;

  private:
    Database& database_;
};

} // namespace lotse::tickets
