#pragma once
// The loop closed: changed article files and solved tickets go into the index, then the searches
// that had failed are asked again. Tickets whose time has come are turned, and what search knows
// of a ticket when it comes in or is handed over is asked and written down. Everything is done from
// positions that are stored with what was done, so that a crash at any point repeats harmlessly
// what it interrupted.
//
// The Loop is the only one who may call refresh() on its catalog: what another caller saw first
// would never reach the index.

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <mutex>
#include <set>

#include "indexer/base/log.h"
#include "indexer/base/result.h"
#include "indexer/content/catalog.h"
#include "indexer/index/follower.h"
#include "searchd/deflect/replay.h"
#include "searchd/search/engine.h"
#include "tickets/database.h"

namespace lotse::deflect {

struct RoundReport {
    std::size_t put = 0;     // documents
    std::size_t removed = 0; // documents
    std::size_t jobs = 0;    // of the outbox, done and acknowledged
    ReplayReport replays;
    std::size_t lookups = 0; // searches asked for tickets that wanted them
    std::size_t turned = 0;  // tickets whose time had come
    std::size_t settled = 0; // searches of which time has told how they ended
    std::uint64_t generation = 0;
};

class Loop {
  public:
    /// All must outlive the object; the engine must read the same index.
    Loop(std::filesystem::path index, content::Catalog& catalog, tickets::Database& database,
         const search::Engine& engine, Log& log);

    /// One whole round: files and outbox into the index, then the replays. For one thread; the
    /// others go on serving. Fails with locked, not_found (no index yet), io, …; the next round
    /// does what is still missing.
    Result<RoundReport> step();

    /// Only the first half, from any thread: when it returns, all article files as they are now
    /// and all tickets solved until now can be found. For the request that has just written one.
    Status index_now();

    /// How to build the index anew: called by step() after a person was erased (forget: nothing of
    /// the index as it was may stay), and when somebody wishes it. Without it neither happens.
    void rebuild_with(std::function<Status(bool forget)> rebuild) { rebuild_ = std::move(rebuild); }

    /// The next step builds the index anew. Any thread.
    void wish_rebuild() { rebuild_wished_ = true; }

    /// The next step asks all again that is not found yet, though no document has changed: the
    /// synonyms have. Any thread.
    void ask_again() { changed_ = true; }

  private:
    Result<index::StepReport> follow();
    Status remember_unfound();
    Status replay_solved(RoundReport& report);
    Status replay_unfound(RoundReport& report);
    Status replay(tickets::TicketNumber ticket, RoundReport& report);
    Status look_up(RoundReport& report);

    tickets::Database& database_;
    content::Catalog& catalog_;
    const search::Engine& engine_;
    Replayer replayer_;
    Log& log_;
    std::mutex following_;
    std::uint64_t generation_seen_ = 0; // guarded by following_
    index::Follower follower_;          // guarded by following_
    index::Updater positions_;          // only asked, by step()
    std::atomic<bool> changed_{false};  // the index has changed since the last replays
    std::function<Status(bool)> rebuild_;
    std::atomic<bool> rebuild_wished_{false};
    bool remembered_ = false;                 // unfound_ holds what earlier runs left open
    std::set<tickets::TicketNumber> unfound_; // solved, but not all their questions find it
};

} // namespace lotse::deflect
