#pragma once
// The daemon's own full builds: on demand, and after a person was erased, when nothing of the index
// as it was may stay on disk. The generation being served serves on until the new one is switched
// to; the regression guard has its say before.

#include <atomic>
#include <filesystem>
#include <mutex>
#include <optional>

#include "indexer/base/clock.h"
#include "indexer/base/log.h"
#include "indexer/content/catalog.h"
#include "searchd/deflect/guard.h"
#include "tickets/database.h"

namespace lotse::deflect {

struct RebuildOptions {
    std::filesystem::path index;
    std::filesystem::path dictionary; // bilingual word list; absent: none
    Guarding guarding;
};

/// How the last one went.
struct Rebuilt {
    TimePoint at{};
    std::optional<Error> failed; // conflict: the guard keeps the generation from being served
    GuardReport guard;
};

/// Any thread may call it; one build at a time.
class Rebuilder {
  public:
    /// All must outlive the object.
    Rebuilder(RebuildOptions options, const content::Catalog& catalog, tickets::Database& database,
              Log& log);

    /// A new generation of everything as it is now. `forget`: somebody was erased; then no guard
    /// delays the switch, all older generations go with it, and so does the database's log.
    Status run(bool forget);

    /// A build that is running ends soon, with unavailable; nothing is changed by it.
    void stop() { stopping_ = true; }

    /// nullopt before the first.
    std::optional<Rebuilt> last() const;

  private:
    Result<index::BuildReport> build(bool forget, GuardReport& guard);

    RebuildOptions options_;
    const content::Catalog& catalog_;
    tickets::Database& database_;
    Log& log_;
    std::atomic<bool> stopping_{false};
    std::mutex building_;
    mutable std::mutex mutex_;
    std::optional<Rebuilt> last_; // guarded by mutex_
};

} // namespace lotse::deflect
