#pragma once
// Search trails: what a visitor looked for in vain is not asked of him again. A trail is an opaque
// token that the server mints with the first search and that URLs and JSON carry along (no cookie).
// Searches of one trail within half an hour belong together.
//
//     const auto trail = trails.record({.trail = from_url, .visitor = who, .text = q,
//                                       .page_lang = lang}, answer);
//
// Only searches that a visitor sent off are recorded: never suggestions while typing, never what
// staff look up. Text is scrubbed of personal data by the store before it is written. Any thread.
//
// They are written a moment later, in their order, so that no answer waits for it: whoever reads
// searches or gaps past this class calls settle() first. What was not yet written when the daemon
// is killed is lost: a twentieth of a second of what was asked, never a request.

#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/base/clock.h"
#include "indexer/base/log.h"
#include "indexer/base/random.h"
#include "indexer/base/result.h"
#include "searchd/deflect/later.h"
#include "searchd/deflect/visitors.h"
#include "searchd/search/engine.h"
#include "tickets/search_log.h"

namespace lotse::deflect {

/// One search that was sent off.
struct Searched {
    std::string trail; // from the URL; anything that is no token starts a new trail
    Visitor visitor;
    std::string text; // as typed
    search::Lang page_lang = search::Lang::de;
    search::Visibility audience = search::Visibility::everyone; // what could be found
    tickets::Channel channel = tickets::Channel::portal;
    std::optional<tickets::PersonId> customer{}; // who is signed in
};

/// Whether it has the form of a token: 22 characters of base64url.
bool is_trail(std::string_view text);

class Trails {
  public:
    /// All must outlive the object. From now on the database's gaps are told apart by what the
    /// engine knows of words; the engine must be there for as long as searches are counted.
    Trails(tickets::Database& database, const search::Engine& engine, Log& log);

    /// A new trail with no search yet, for a page that wants one before the first search.
    std::string mint();

    /// Has the search written and a failed one counted into its gap, and returns its trail at once.
    /// A page of the same question (reloaded, come back to, or the next one) is the same search,
    /// and so is what goes on typing it (tickets/failure.h). What cannot be written is logged and
    /// lost: a visitor's answer never waits for our statistics to work.
    std::string record(const Searched& search, const search::SearchAnswer& answer);

    /// A document of the trail's latest search that showed it was opened. Best called for each
    /// article that is shown with a trail; not_found when the trail has never shown it.
    Status opened(std::string_view trail, std::string_view document);

    /// The visitor says that this document answered it; otherwise as opened().
    Status helped(std::string_view trail, std::string_view document);

    /// The visitor says that the latest search did not help, and which document he had read (empty:
    /// none in particular). not_found without one.
    Status not_helped(std::string_view trail, std::string_view document = {});

    /// What tells visitors apart for a day (visitors.h).
    std::string visitor_key(const Visitor& visitor) { return visitors_.key(visitor); }

    /// The searches of the last half hour, oldest first, as they were stored; empty for an unknown
    /// trail.
    Result<std::vector<tickets::TrailSearch>> searches(std::string_view trail) const;

    /// Returns when all searches recorded before are written.
    void settle() const { later_.settle(); }

  private:
    /// A search that is to be written.
    struct Learnt {
        tickets::SearchRecord record;
        search::Lang lang = search::Lang::de;
        std::string mended; // the question as it was searched for; empty: as it was typed
    };
    void write_waiting();
    void write(std::vector<tickets::SearchRecord>& records);
    /// False where it only repeats the search before it.
    bool complete(Learnt& learnt) const;
    Result<std::vector<tickets::TrailSearch>> written(std::string_view trail) const;
    bool repeats_last(const std::string& trail, std::string_view clean) const;

    tickets::Database& database_;
    const search::Engine& engine_;
    Log& log_;
    VisitorKeys visitors_;
    std::mutex mutex_;
    std::vector<Learnt> waiting_; // guarded by mutex_
    Later later_;                 // last: it uses everything above
};

} // namespace lotse::deflect
