#pragma once
// What people do with gaps: put together what means the same, take apart what does not, leave alone
// what is not ours to answer, and tell those who asked. Each holds for later searches as well: a
// wording goes where it was put, and what is like it follows. Whether the actor may is asked
// before, by authorize().

#include <string>
#include <string_view>
#include <vector>

#include "tickets/actor.h"
#include "tickets/search_log.h"
#include "tickets/solution_store.h"

namespace lotse::tickets {

/// In the customer's language; an empty one is said in our own words.
struct Announcement {
    std::string de{};
    std::string en{};
};

class GapStore {
  public:
    explicit GapStore(Database& database) : database_(database) {}

    /// All that `from` holds belongs to `into`; the ticket of `from` is merged into that of `into`,
    /// or becomes it. conflict when one of them is merged already.
    Status merge(const Actor& actor, GapId from, GapId into);

    /// These questions (and others of the same words) are a gap of their own from now on.
    /// invalid_argument when the gap has none of them, or nothing else.
    Result<GapId> split(const Actor& actor, GapId gap, const std::vector<Question>& questions);

    /// It is never to become a ticket again; the gap's ticket, if it has one, is solved by that.
    Status ignore(const Actor& actor, GapId gap, std::string_view reason);
    /// An ignored gap counts again.
    Status heed(const Actor& actor, GapId gap);

    /// Writes one public message to each customer whose request belongs to the gap and who has not
    /// been told yet; the tickets that got it. conflict while the gap is not answered.
    Result<std::vector<TicketNumber>> tell(const Actor& actor, GapId gap, const Announcement& text);

  private:
    Database& database_;
};

} // namespace lotse::tickets
