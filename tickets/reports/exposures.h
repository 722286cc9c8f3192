#pragma once
// Who was shown suggestions and solutions and who, by lot, was not: what the causal figure of
// deflection is computed from. A visitor is a key of one day that nobody can turn back into a
// person and that no search carries; of tickets only their number per visitor is kept. There is
// nothing in here to export or to erase.

#include <string>
#include <string_view>

#include "tickets/database.h"
#include "tickets/words.h"

namespace lotse::tickets {

struct Exposure {
    std::string visitor{};
    bool held_out = false;
    std::string lang{}; // of the page
    Channel channel = Channel::portal;

    bool operator==(const Exposure&) const = default;
};

/// Writes are soon on disk (Durability). Any thread.
class Exposures {
  public:
    explicit Exposures(Database& database) : database_(database) {}

    /// A visitor takes part from now on, as he was drawn. Must come before he could have been shown
    /// anything. Only the first time counts.
    Status enrol(const Exposure& exposure);

    /// The visitor wrote a ticket. Whoever takes no part is not counted.
    Status count_ticket(std::string_view visitor);

  private:
    Database& database_;
};

} // namespace lotse::tickets
