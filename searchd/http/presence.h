#pragma once
// Who has a ticket before him just now, so that two agents do not answer it at once. Nothing is
// kept: an entry ends by itself a minute after its person was last seen, and all of them with the
// daemon. Safe to call from all threads.

#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "indexer/base/clock.h"
#include "tickets/ids.h"

namespace lotse::http {

struct Present {
    std::string name;
    bool writing = false;
    TimePoint since{}; // he writes, or else has it open

    bool operator==(const Present&) const = default;
};

class Presence {
  public:
    static constexpr Milliseconds lasts = std::chrono::seconds{60};

    struct Seen {
        tickets::TicketNumber ticket;
        tickets::PersonId person;
        std::string name;
        bool writing = false;
    };

    void note(const Seen& seen, TimePoint now);
    /// He has gone on to something else.
    void leave(tickets::TicketNumber ticket, tickets::PersonId person);
    /// All but `me`, by name.
    std::vector<Present> others(tickets::TicketNumber ticket, tickets::PersonId me,
                                TimePoint now) const;

  private:
    struct Entry {
        std::string name;
        TimePoint came{};
        TimePoint last{};
        std::optional<TimePoint> writes_since;
    };
    using Place = std::pair<std::int64_t, std::int64_t>; // ticket, person

    mutable std::mutex mutex_;
    std::map<Place, Entry> entries_;
};

} // namespace lotse::http
