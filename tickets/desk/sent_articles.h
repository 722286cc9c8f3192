#pragma once
// Which articles went out with the answers to a ticket: what an agent has tried, whether or not it
// solved the matter in the end.

#include <string>
#include <string_view>
#include <vector>

#include "tickets/actor.h"
#include "tickets/database.h"

namespace lotse::tickets {

struct SentArticle {
    std::string article{};
    TimePoint at{};
    std::string actor{};

    bool operator==(const SentArticle&) const = default;
};

class SentArticles {
  public:
    explicit SentArticles(Database& database) : database_(database) {}

    /// Once for each article of a ticket, with a row of history; a second time nothing happens.
    Status record(const Actor& actor, TicketNumber ticket,
                  const std::vector<std::string>& articles);
    /// The latest first.
    Result<std::vector<SentArticle>> of(TicketNumber ticket) const;

  private:
    Database& database_;
};

} // namespace lotse::tickets
