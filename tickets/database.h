#pragma once
// The one handle to the ticket database, shared by the small stores (TicketStore, PeopleStore,
// SearchLog, Outbox, SolutionStore). It owns the connections: many readers at once, one writer at
// a time. Every write of a store is one transaction that also holds its history row and its index
// job, and returns only after that is on disk (the search log: soon on disk). Any thread may call
// any store; other processes may have the same database open.
//
//     auto database = Database::open(database_at("tickets.db"), clock, random);
//     auto database = Database::open(database_at("postgresql://lotse@host/tickets"), clock,
//     random); TicketStore tickets(**database);
//
// SQLite and PostgreSQL run the same SQL. For those who write some:
//   - Values only as parameters (:name), never pasted into the text; no "::" casts.
//   - Migrations say INTEGER for every number, time (milliseconds) and truth value, and TEXT for
//     all else; PostgreSQL makes BIGINT and text that compares byte by byte of it. Ids come from
//     next_id(), never from AUTOINCREMENT or a sequence. Triggers and the like are written once
//     for each, under a line "-- only sqlite" or "-- only postgresql".
//   - ON CONFLICT, RETURNING, COALESCE, CASE, window functions, row values, LIMIT and partial
//     indexes are fine. OR REPLACE, OR IGNORE, rowid, json_*, datetime(), GLOB, IFNULL, MIN and
//     MAX of several arguments, PRAGMA, ILIKE, NOW(), arrays and double quotes are not.
//   - LIKE minds case in PostgreSQL only; compare what was folded before it was stored.
//   - What is selected is grouped by or aggregated; rows come in the order of an ORDER BY that
//     ends with a unique column, or in none. NULL sorts first in one and last in the other.
//   - SUM and AVG of integers are no integers in PostgreSQL: CAST(… AS INTEGER) overflows there,
//     so write CAST(… AS BIGINT). Division of integers cuts off in both.
//   - A statement that failed spoils its transaction: ask before inserting, or say ON CONFLICT.
// tests/contract runs on both.

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/base/clock.h"
#include "indexer/base/random.h"
#include "indexer/base/result.h"

namespace soci {
class session;
}

namespace lotse::tickets {

struct DatabaseOptions {
    std::filesystem::path path{};      // the SQLite file; or, when it is not empty,
    std::string postgresql{};          // the address of a PostgreSQL database; may hold a password
    Milliseconds busy_timeout{10'000}; // how long to wait for another process that writes
    int min_gap_visitors = 2; // a failed topic becomes a ticket from so many different visitors on
    Milliseconds trail_window = std::chrono::minutes{30}; // searches of a trail belong together
    std::vector<std::string> own_contacts{}; // our hotline, our addresses: never redacted
};

/// The database that a setting or a command line names: "postgresql://…" or "postgres://…" is an
/// address as libpq understands it (its environment variables and ~/.pgpass count, too), all else
/// the path of an SQLite file.
DatabaseOptions database_at(std::string_view place);

/// When a write returns. `soon` survives the end of the program but not that of the power within
/// the next moments, and is some hundred times cheaper: for what is only counted.
enum class Durability : std::uint8_t { on_disk, soon };

class Backend;
class TopicIndex;

class Database {
  public:
    /// Makes the file if there is none (a PostgreSQL database has to be there) and applies the
    /// migrations that it lacks. Fails with mismatch when a newer program has migrated it, with
    /// corrupt, locked, io, or unavailable when no server answers.
    static Result<std::unique_ptr<Database>> open(DatabaseOptions options, const Clock& clock,
                                                  Random& random);
    ~Database();
    Database(const Database&) = delete;
    Database& operator=(const Database&) = delete;

    /// A number that changes whenever any process has written. Costs microseconds: poll it.
    Result<std::int64_t> change_mark();

    /// The database's own check of everything it holds; corrupt with the first fault found.
    Status check();

    /// Writes all that is committed into a new file, which is a database again, while others go on
    /// writing. conflict when the file exists; a PostgreSQL database says how its own tools do it.
    /// restore.h has the way back.
    Status back_up(const std::filesystem::path& file);

    /// After personal data was deleted or overwritten: SQLite's write-ahead log, which still holds
    /// the pages as they were, is emptied (what is freed in the file itself is always overwritten);
    /// PostgreSQL is told to clear away dead rows, while its own log and backups age out as its
    /// operator has it. locked when somebody keeps reading an old state all the while.
    Status forget_overwritten();

    const DatabaseOptions& options() const { return options_; }
    const Clock& clock() const { return clock_; }
    Random& random() { return random_; }

    /// What is known in memory of the gaps' topics (topic_index.h), shared by all stores.
    TopicIndex& topics() const { return *topics_; }

    /// For the stores: runs `work` on a connection of its own, in a transaction that is committed
    /// when it returns without an error and rolled back else. Library exceptions come out as Error.
    /// A connection that was lost while it was idle is made anew; one that is lost on the way is
    /// unavailable, and a write then says whether it may have happened.
    Status write(const std::function<Status(soci::session&)>& work,
                 Durability durability = Durability::on_disk);
    Status read(const std::function<Status(soci::session&)>& work);

  private:
    class Pool;
    Database(DatabaseOptions options, const Clock& clock, Random& random);
    template <class Work>
    Status guarded(Work&& work) const;
    Status backend_copy(const std::filesystem::path& file) const;

    DatabaseOptions options_;
    const Clock& clock_;
    Random& random_;
    std::unique_ptr<TopicIndex> topics_;
    std::unique_ptr<Backend> backend_;
    std::unique_ptr<Pool> pool_;
};

} // namespace lotse::tickets
