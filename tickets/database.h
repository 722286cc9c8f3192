#pragma once
// The one handle to the ticket database, shared by the small stores (TicketStore, PeopleStore,
// SearchLog, Outbox, SolutionStore). It owns the connections: many readers at once, one writer at
// a time. Every write of a store is one transaction that also holds its history row and its index
// job, and returns only after that is on disk (the search log: soon on disk). Any thread may call
// any store; other processes may have the same file open.
//
//     auto database = Database::open({.path = "tickets.db"}, clock, random);
//     TicketStore tickets(**database);

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "indexer/base/clock.h"
#include "indexer/base/random.h"
#include "indexer/base/result.h"

namespace soci {
class session;
}

namespace lotse::tickets {

struct DatabaseOptions {
    std::filesystem::path path{};
    Milliseconds busy_timeout{10'000}; // how long to wait for another process that writes
    int min_gap_visitors = 2; // a failed topic becomes a ticket from so many different visitors on
    Milliseconds trail_window = std::chrono::minutes{30}; // searches of a trail belong together
    std::vector<std::string> own_contacts{}; // our hotline, our addresses: never redacted
};

/// When a write returns. `soon` survives the end of the program but not that of the power within
/// the next moments, and is some hundred times cheaper: for what is only counted.
enum class Durability : std::uint8_t { on_disk, soon };

class Database {
  public:
    /// Makes the file if there is none and applies the migrations that it lacks. Fails with
    /// mismatch when a newer program has migrated it, with corrupt, locked or io.
    static Result<std::unique_ptr<Database>> open(DatabaseOptions options, const Clock& clock,
                                                  Random& random);
    ~Database();
    Database(const Database&) = delete;
    Database& operator=(const Database&) = delete;

    /// A number that changes whenever any process has written. Costs microseconds: poll it.
    Result<std::int64_t> change_mark();

    /// SQLite's own check of the whole file; corrupt with the first fault found.
    Status check();

    const DatabaseOptions& options() const { return options_; }
    const Clock& clock() const { return clock_; }
    Random& random() { return random_; }

    /// For the stores: runs `work` on a connection of its own, in a transaction that is committed
    /// when it returns without an error and rolled back else. Library exceptions come out as Error.
    Status write(const std::function<Status(soci::session&)>& work,
                 Durability durability = Durability::on_disk);
    Status read(const std::function<Status(soci::session&)>& work);

  private:
    class Pool;
    Database(DatabaseOptions options, const Clock& clock, Random& random);

    DatabaseOptions options_;
    const Clock& clock_;
    Random& random_;
    std::unique_ptr<Pool> pool_;
};

} // namespace lotse::tickets
