#pragma once
// Searches that are still to be asked for a ticket, for what its story needs to know of search at
// that moment: noted in the transaction of the change, done by the daemon a moment later, whichever
// way the change came (page, API, command line). This room knows no search.

#include <vector>

#include "tickets/database.h"
#include "tickets/ids.h"
#include "tickets/words.h"

namespace lotse::tickets {

struct Lookup {
    std::int64_t id = 0;
    LookupKind kind = LookupKind::intake;
    TicketNumber ticket{};
    MoveId move{}; // of hand_over

    bool operator==(const Lookup&) const = default;
};

class Lookups {
  public:
    explicit Lookups(Database& database) : database_(database) {}

    /// The oldest that are not done.
    Result<std::vector<Lookup>> waiting(int limit = 50) const;
    /// One that cannot be done any more (its ticket went) is dropped like one that was.
    Status drop(const Lookup& lookup);

  private:
    Database& database_;
};

} // namespace lotse::tickets
