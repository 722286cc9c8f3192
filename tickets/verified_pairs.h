#pragma once
// Every question that was asked again after its ticket was solved and found the answer, with that
// answer: what the regression guard asks of each new generation of the index.

#include <functional>
#include <string>

#include "tickets/database.h"
#include "tickets/solution_store.h"

namespace lotse::tickets {

struct VerifiedPair {
    TicketNumber ticket{};
    Question question{};
    VerifiedAnswer answer{};
    int rank = 0;
    TimePoint at{};

    bool operator==(const VerifiedPair&) const = default;
};

class VerifiedPairs {
  public:
    explicit VerifiedPairs(Database& database) : database_(database) {}

    /// All of them, each question once for each answer and asker; the latest verification counts.
    /// Stops at the first error that `visit` returns, and returns it.
    Status each(const std::function<Status(const VerifiedPair&)>& visit) const;

  private:
    Database& database_;
};

} // namespace lotse::tickets
