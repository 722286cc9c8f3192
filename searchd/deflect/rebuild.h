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

    /// A build that is running ends soon, with unavailable; nothing is changed by it. So does every
    /// later one.
    void stop() {
        stopping_ = true;
        ending_ = true;
    }
    /// The same for the build that is running alone. One that forgets somebody goes on.
    void cancel();

    /// How far the build that is running has come; nullopt: none is.
    std::optional<index::Progress> progress() const;

    /// nullopt before the first.
    std::optional<Rebuilt> last() const;

  private:
    void begin(bool forget);
    Result<index::BuildReport> build(bool forget, GuardReport& guard);

    RebuildOptions options_;
    const content::Catalog& catalog_;
    tickets::Database& database_;
    Log& log_;
    std::atomic<bool> stopping_{false};
    std::atomic<bool> ending_{false}; // what the build looks at
    std::mutex building_;
    mutable std::mutex mutex_;
    std::optional<Rebuilt> last_;             // guarded by mutex_
    std::optional<index::Progress> progress_; // guarded by mutex_
    bool forgetting_ = false;                 // guarded by mutex_
};

} // namespace lotse::deflect
