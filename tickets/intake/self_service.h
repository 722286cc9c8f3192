#pragma once
// "Would self-service have answered it?", for every channel: whatever way a ticket came, its words
// are searched as a visitor's would be. What was found is kept with the ticket, and a ticket
// without searches of its own gets this one, so that the loop can ask it again when it is solved.

#include <optional>
#include <string>
#include <vector>

#include "tickets/lookups.h"
#include "tickets/search_log.h"

namespace lotse::tickets {

/// A ticket on the topic of a visit that comes no later follows that visit.
inline constexpr Milliseconds ticket_follows_within = std::chrono::days{7};

struct SelfService {
    TimePoint at{};
    std::uint64_t generation = 0; // of the index that was asked
    bool answered = false;        // something stood above the floor, in the first three
    std::string article{};        // the first of them; empty without
    std::optional<int> rank{};    // of that one

    bool operator==(const SelfService&) const = default;
};

class SelfServiceStore {
  public:
    explicit SelfServiceStore(Database& database) : database_(database) {}

    /// Keeps what was found and ticks the lookup off, once. `search` becomes a search of the ticket
    /// unless that brought some along; it counts into its gap when it failed. A ticket whose trail
    /// opened nothing takes back the latest visit that opened something on the topic of `search`.
    Status record(const Lookup& lookup, const SelfService& found, const SearchRecord& search);

    /// nullopt while it has not been asked.
    Result<std::optional<SelfService>> of(TicketNumber ticket) const;

  private:
    Database& database_;
};

} // namespace lotse::tickets
