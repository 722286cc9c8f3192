#pragma once
// What visitors searched, and the gaps that their failed searches make. Text is scrubbed of
// personal data before it is written; visitors are keys that cannot be turned back into addresses.
// Writes are soon on disk (Durability): a visitor does not wait for the disk to learn his answer.

#include <span>
#include <string_view>

#include "tickets/database.h"
#include "tickets/ticket.h"

namespace lotse::tickets {

struct SearchRecord {
    std::string trail{};   // opaque, minted with the visitor's first search
    std::string visitor{}; // keyed hash of the day; counts different people, names nobody
    std::string text{};    // as typed; the store scrubs it
    std::string lang{};
    Outcome outcome = Outcome::answered; // answered, no_results or low_confidence at first
    std::vector<std::string> shown{};    // ids of the documents shown, best first
    std::string audience{};              // the class of documents that could be found; empty: staff
    std::string topic{}; // equal for questions that mean the same; empty: counts into no gap
    std::optional<Channel> channel{}; // through which a visitor asked; empty: nobody asked it
};

struct GapQuestion {
    std::string text{};
    std::string lang{};
    std::int64_t count = 0;

    bool operator==(const GapQuestion&) const = default;
};

/// open: nobody has answered it. answered: its ticket was solved with knowledge, but not all its
/// questions find it yet. closed: asked again, each of its questions found the answer among the
/// first three. ignored: its ticket was solved saying that no knowledge is needed; it never becomes
/// a ticket again.
enum class GapState : std::uint8_t { open, answered, ignored, closed };

/// One topic that search could not answer.
struct Gap {
    GapId id{};
    std::string topic{};
    GapState state = GapState::open;
    std::optional<TicketNumber> ticket{}; // the first-level ticket, or the request that came first
    std::vector<TicketNumber> requests{}; // every request that came out of it
    std::int64_t count = 0;               // failed searches
    std::int64_t visitors = 0;            // different ones
    std::vector<std::string> langs{};
    std::vector<GapQuestion> questions{}; // most asked first, at most twenty
    TimePoint first_seen{};
    TimePoint last_seen{};

    bool operator==(const Gap&) const = default;
};

struct GapFilter {
    std::optional<GapState> state{};
    std::int64_t min_visitors = 1;
    int limit = 50;
};

class SearchLog {
  public:
    explicit SearchLog(Database& database) : database_(database) {}

    /// Writes one search. A failed one counts into the gap of its topic; from enough different
    /// visitors on the gap has a first-level ticket of kind gap, never a second one.
    Result<SearchId> record(const SearchRecord& search);

    /// The visitor opened a document of the latest search of the trail that showed it.
    Status mark_opened(std::string_view trail, std::string_view document);

    /// The visitor says that a document answered it; it counts as opened, too. What two different
    /// visitors said so of is remembered (SolutionStore::remembered).
    Status mark_helped(std::string_view trail, std::string_view document);

    /// The latest search of the trail turned out otherwise: not_helped, left_for_form, no_click.
    /// not_found when the trail has none.
    Status mark_outcome(std::string_view trail, Outcome outcome);

    /// The trail's searches of the last half hour, oldest first. An unknown trail is empty.
    Result<std::vector<TrailSearch>> trail(std::string_view trail) const;

    /// Most visitors first.
    Result<std::vector<Gap>> gaps(const GapFilter& filter) const;
    Result<Gap> gap(GapId id) const;
    /// The gap that a ticket stands for; not_found when it stands for none.
    Result<Gap> gap_of(TicketNumber ticket) const;

  private:
    Database& database_;
};

} // namespace lotse::tickets
