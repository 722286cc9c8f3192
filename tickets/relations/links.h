#pragma once
// Tags, and links between tickets. A link is made from one side and read from both: what is a
// duplicate_of another is among that one's duplicates.

#include <string>
#include <string_view>
#include <vector>

#include "tickets/actor.h"
#include "tickets/database.h"
#include "tickets/ticket.h"

namespace lotse::tickets {

/// A link as seen from one of its tickets.
struct TicketLink {
    LinkKind kind = LinkKind::follows;
    bool outgoing = true; // this ticket duplicates, follows, was caused by the other
    TicketNumber other{};
    std::string subject{}; // of the other
    State state = State::new_;

    bool operator==(const TicketLink&) const = default;
};

/// "duplicate_of" or, from the other side, "duplicated_by"; "follows", "followed_by"; "caused_by",
/// "causes".
std::string_view reading(LinkKind kind, bool outgoing);

class LinkStore {
  public:
    explicit LinkStore(Database& database) : database_(database) {}

    /// conflict when that link is there, in either direction; both tickets remember who made it.
    Status link(const Actor& actor, TicketNumber from, LinkKind kind, TicketNumber to);
    /// In either direction; not_found when there is none.
    Status unlink(const Actor& actor, TicketNumber from, LinkKind kind, TicketNumber to);
    Result<std::vector<TicketLink>> links(TicketNumber number) const;

    /// All tags of a ticket; lower case, at most twenty of at most forty characters.
    Status set_tags(const Actor& actor, TicketNumber number, const std::vector<std::string>& tags);
    Result<std::vector<std::string>> tags(TicketNumber number) const;

  private:
    Database& database_;
};

} // namespace lotse::tickets
