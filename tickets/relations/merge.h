#pragma once
// Two tickets that are one, and one that is two. A merged ticket keeps its number, its history and
// its secret link, which lead on to the other; everything else goes there. A part that is split off
// follows the ticket it came from.

#include <string>
#include <vector>

#include "tickets/ticket_store.h"

namespace lotse::tickets {

struct SplitDraft {
    std::vector<MessageId> messages{}; // at least one; at least one stays behind
    std::string subject{};
};

class MergeStore {
  public:
    explicit MergeStore(Database& database) : database_(database) {}

    /// Messages, trail, attachments, tags and links go to `into`. conflict when the two belong to
    /// different customers (each would read the other's), or `into` is merged itself;
    /// invalid_argument for tickets of gaps.
    Status merge(const Actor& actor, TicketNumber number, TicketNumber into);

    /// Makes a ticket of the same customer at level 1 from some of the messages.
    Result<CreatedTicket> split(const Actor& actor, TicketNumber number, const SplitDraft& draft);

  private:
    Database& database_;
};

} // namespace lotse::tickets
