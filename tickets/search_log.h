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
    std::optional<TimePoint> at{};       // when it was sent off; empty: just now
    std::string audience{};              // the class of documents that could be found; empty: staff
    std::string topic{}; // what it is about, as topics.h writes it; empty: counts into no gap
    std::optional<Channel> channel{};   // through which a visitor asked; empty: nobody asked it
    std::optional<PersonId> customer{}; // who is signed in; forgotten with the trail
    bool first = false;                 // of its trail: no search came before it
    bool unseen = false;                // nobody was shown what was found: it cannot fail later
};

struct GapQuestion {
    std::string text{};
    std::string lang{};
    std::int64_t count = 0;

    bool operator==(const GapQuestion&) const = default;
};

/// open: nobody has answered it. answered: its ticket was solved with knowledge, but not all its
/// questions find it yet. closed: asked again, each of its questions found the answer among the
/// first three. ignored: somebody said so, or its ticket was solved saying that no knowledge is
/// needed; it never becomes a ticket again. merged: it is part of another one.
enum class GapState : std::uint8_t { open, answered, ignored, closed, merged };

struct NearArticle {
    std::string article{};
    std::string lang{};
    std::string title{};

    bool operator==(const NearArticle&) const = default;
};

/// One topic that search could not answer.
struct Gap {
    GapId id{};
    std::string topic{}; // of its first question
    GapState state = GapState::open;
    std::optional<TicketNumber> ticket{}; // the first-level ticket, or the request that came first
    std::vector<TicketNumber> requests{}; // that came out of it, at most a hundred
    std::int64_t count = 0;               // failed searches
    std::int64_t visitors = 0;            // different ones
    std::int64_t last_week = 0;           // failed searches of seven days (UTC), today's included
    std::int64_t week_before = 0;         // and of the seven before: the trend
    std::optional<GapId> merged_into{};
    std::int64_t untold = 0; // requests whose customer has not been told; a thousand is many
    std::vector<std::string> langs{};
    std::vector<GapQuestion> questions{}; // most asked first, at most twenty
    std::vector<NearArticle> nearest{};   // as they were last looked up; of one with a ticket
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

    /// Writes one search, and decides by it how the one before it in the trail ended; a search that
    /// only goes on typing that one takes its place (failure.h). A failed one counts into the gap
    /// of what means the same; from enough different visitors on the gap has a first-level ticket
    /// of kind gap, never a second one.
    Result<SearchId> record(const SearchRecord& search);
    /// Many in one go, in their order; where one cannot be written, none is.
    Status record_all(std::span<const SearchRecord> searches);

    /// The visitor opened a document of the latest search of the trail that showed it. A search
    /// that nobody had opened anything of, or only for a moment, has not failed then.
    Status mark_opened(std::string_view trail, std::string_view document);

    /// The visitor says that a document answered it; it counts as opened, too. What two different
    /// visitors said so of is remembered (SolutionStore::remembered).
    Status mark_helped(std::string_view trail, std::string_view document);

    /// The visitor says that a document did not help; otherwise as mark_outcome(not_helped). Of one
    /// that the trail has not shown only the search is told.
    Status mark_not_helped(std::string_view trail, std::string_view document);

    /// The latest search of the trail turned out otherwise: not_helped, left_for_form, no_click.
    /// not_found when the trail has none.
    Status mark_outcome(std::string_view trail, Outcome outcome);

    /// The results of the trail's latest search are seen once more.
    Status mark_returned(std::string_view trail);

    /// Decides how searches ended after which nothing has come for half an hour, at most `limit`;
    /// how many there were. For whoever has a clock: the daemon calls it again and again.
    Result<std::size_t> settle_due(int limit = 200);

    /// Forgets searches from before `before`, at most `limit`, that belong to no ticket and no gap
    /// and that nobody said were answered; how many.
    Result<std::size_t> forget_before(TimePoint before, int limit = 2000);

    /// The trail's searches of the last half hour, oldest first. An unknown trail is empty.
    Result<std::vector<TrailSearch>> trail(std::string_view trail) const;

    /// Most visitors first.
    Result<std::vector<Gap>> gaps(const GapFilter& filter) const;
    Result<Gap> gap(GapId id) const;
    /// The gap that a ticket stands for; not_found when it stands for none.
    Result<Gap> gap_of(TicketNumber ticket) const;

    /// Gaps that have a ticket, and whose nearest articles have not been looked up since the gap
    /// has got it or was put together anew.
    Result<std::vector<Gap>> without_nearest(int limit) const;
    Status keep_nearest(GapId gap, const std::vector<NearArticle>& articles);

  private:
    Database& database_;
};

} // namespace lotse::tickets
