#pragma once
// What failed searches do to gaps, inside the caller's transaction.

#include <optional>

#include "tickets/database.h"
#include "tickets/ids.h"
#include "tickets/search_log.h"

namespace soci {
class session;
}

namespace lotse::tickets {

struct CountedSearch {
    SearchId id;
    std::string visitor;
    std::string topic;
    std::string lang;
    TimePoint at{};
};

/// Counts searches into gaps. One for each transaction that counts: it learns once what others have
/// committed, and nothing that may still be rolled back.
class GapCounter {
  public:
    /// Both must outlive the object.
    GapCounter(soci::session& sql, const Database& database) : sql_(sql), database_(database) {}

    /// Counts a failed search, once, into the gap of its topic; makes the gap if there is none.
    /// Zero when the search has no topic.
    GapId count(const CountedSearch& search);

    /// The same, and gives the gap its first-level ticket, or work on it again, when enough
    /// visitors have met it since it was last answered.
    Status count_and_follow_up(const CountedSearch& search);

    /// The search has not failed after all. A gap that nothing else has led to goes.
    void uncount(SearchId search);

  private:
    GapId gap_of(const CountedSearch& search);
    GapId gap_like(const CountedSearch& search);
    GapId new_gap(const CountedSearch& search);
    void learn();

    soci::session& sql_;
    const Database& database_;
    bool learned_ = false;
};

/// Gives the gap its first-level ticket, or work on it again, when enough visitors have met it
/// since it was last answered.
Status follow_up_gap(soci::session& sql, GapId gap, const Database& database);

/// A wording belongs to the gap from now on, whatever it belonged to before.
void put_topic(soci::session& sql, const std::string& topic, const std::string& lang, GapId gap);

/// Whose searches a request takes along.
struct Asker {
    std::string trail{};
    std::optional<PersonId> customer{};
};

/// The asker's searches since `since` belong to the request from now on; their gaps know it. The
/// last search of the trail counts as left for the form, the last of a customer who came another
/// way as followed by a ticket, unless it had failed already.
void attach_searches(soci::session& sql, const Database& database, TicketNumber request,
                     const Asker& asker, TimePoint since);

} // namespace lotse::tickets
