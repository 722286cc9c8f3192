#include "tickets/database.h"

#include <soci/sqlite3/soci-sqlite3.h>

#include <mutex>
#include <optional>
#include <thread>

#include "tickets/migrations_internal.h"
#include "tickets/sql_internal.h"

namespace lotse::tickets {

namespace {

using SessionPtr = std::unique_ptr<soci::session>;

Code code_of(int sqlite_result) {
    switch (sqlite_result & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return Code::locked;
    case SQLITE_FULL:
        return Code::no_space;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return Code::corrupt;
    case SQLITE_CONSTRAINT:
        return Code::conflict;
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN:
    case SQLITE_READONLY:
    case SQLITE_PERM:
        return Code::io;
    default:
        return Code::internal;
    }
}

std::string hint_for(Code code) {
    switch (code) {
    case Code::locked:
        return "another process holds the ticket database; try again";
    case Code::no_space:
        return "free some space; nothing that was acknowledged is lost";
    case Code::corrupt:
        return "is it a ticket database? if so, restore the latest backup";
    case Code::io:
        return "check that the folder exists and may be written, and the health of the disk";
    default:
        return "";
    }
}

/// The one place where the library's exceptions become our errors.
Error translated(const std::exception& failure) {
    const auto* sqlite = dynamic_cast<const soci::sqlite3_soci_error*>(&failure);
    const Code code = sqlite ? code_of(sqlite->result()) : Code::internal;
    return {code, std::string("ticket database: ") + failure.what(), hint_for(code)};
}

template <class Work>
Status guarded(Work&& work) {
    try {
        return work();
    } catch (const soci::soci_error& failure) {
        return translated(failure);
    }
}

std::string quoted(const std::filesystem::path& path) {
    return "dbname=\"" + path.string() + "\"";
}

/// Turning WAL on needs the file alone for a moment; another process that starts at the same time
/// makes SQLite say "busy" without waiting.
void switch_to_wal(soci::session& sql, Milliseconds patience) {
    const auto until = std::chrono::steady_clock::now() + patience;
    while (one_value<std::string>(sql, "PRAGMA journal_mode") != "wal") {
        try {
            execute(sql, "PRAGMA journal_mode = WAL");
        } catch (const soci::sqlite3_soci_error& failure) {
            if (code_of(failure.result()) != Code::locked ||
                std::chrono::steady_clock::now() > until)
                throw;
            std::this_thread::sleep_for(Milliseconds{5});
        }
    }
}

SessionPtr connect(const DatabaseOptions& options) {
    auto sql = std::make_unique<soci::session>(*soci::factory_sqlite3(), quoted(options.path));
    execute(*sql, "PRAGMA busy_timeout = " + std::to_string(options.busy_timeout.count()));
    switch_to_wal(*sql, options.busy_timeout);
    execute(*sql, "PRAGMA synchronous = FULL");
    execute(*sql, "PRAGMA foreign_keys = ON");
    execute(*sql, "PRAGMA secure_delete = ON");
    return sql;
}

/// Rolls back unless committed.
class Transaction {
  public:
    Transaction(soci::session& sql, const std::string& begin) : sql_(sql) { execute(sql_, begin); }
    ~Transaction() {
        if (done_)
            return;
        try {
            execute(sql_, "ROLLBACK");
        } catch (const soci::soci_error&) {
            // SQLite has rolled back by itself after a severe error.
        }
    }
    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;

    void commit() {
        execute(sql_, "COMMIT");
        done_ = true;
    }

  private:
    soci::session& sql_;
    bool done_ = false;
};

/// Lets commits return before they are on disk, as long as it lives.
class Relaxed {
  public:
    explicit Relaxed(soci::session& sql) : sql_(sql) {
        execute(sql_, "PRAGMA synchronous = NORMAL");
    }
    ~Relaxed() {
        try {
            execute(sql_, "PRAGMA synchronous = FULL");
        } catch (const soci::soci_error&) {
            // The next write finds out what is wrong with the connection.
        }
    }
    Relaxed(const Relaxed&) = delete;
    Relaxed& operator=(const Relaxed&) = delete;

  private:
    soci::session& sql_;
};

} // namespace

/// Connections: one that writes, one that watches for changes, and as many readers as there are
/// threads reading at once.
class Database::Pool {
  public:
    explicit Pool(const DatabaseOptions& options)
        : options_(options), writer_(connect(options)), watcher_(connect(options)) {}

    Status write(const std::function<Status(soci::session&)>& work, Durability durability) {
        const std::lock_guard lock(writing_);
        std::optional<Relaxed> relaxed;
        if (durability == Durability::soon)
            relaxed.emplace(*writer_);
        Transaction transaction(*writer_, "BEGIN IMMEDIATE");
        Status status = work(*writer_);
        if (status.ok())
            transaction.commit();
        return status;
    }

    Status read(const std::function<Status(soci::session&)>& work) {
        SessionPtr sql = take();
        Status status = [&] {
            // One snapshot for all statements of a read.
            const Transaction transaction(*sql, "BEGIN");
            return work(*sql);
        }();
        give_back(std::move(sql));
        return status;
    }

    std::int64_t change_mark() {
        const std::lock_guard lock(watching_);
        return one_value<long long>(*watcher_, "PRAGMA data_version");
    }

  private:
    SessionPtr take() {
        {
            const std::lock_guard lock(pooling_);
            if (!idle_.empty()) {
                SessionPtr sql = std::move(idle_.back());
                idle_.pop_back();
                return sql;
            }
        }
        return connect(options_);
    }
    void give_back(SessionPtr sql) {
        const std::lock_guard lock(pooling_);
        idle_.push_back(std::move(sql));
    }

    const DatabaseOptions& options_;
    std::mutex writing_, watching_, pooling_;
    SessionPtr writer_, watcher_;
    std::vector<SessionPtr> idle_;
};

Database::Database(DatabaseOptions options, const Clock& clock, Random& random)
    : options_(std::move(options)), clock_(clock), random_(random) {}

Database::~Database() = default;

Result<std::unique_ptr<Database>> Database::open(DatabaseOptions options, const Clock& clock,
                                                 Random& random) {
    if (options.path.string().find('"') != std::string::npos)
        return Error{Code::invalid_argument, "the database's path holds a quotation mark",
                     "choose another name"};
    std::error_code ignored;
    const bool fresh = !std::filesystem::exists(options.path, ignored);
    std::unique_ptr<Database> database(new Database(std::move(options), clock, random));
    Status opened = guarded([&]() -> Status {
        database->pool_ = std::make_unique<Pool>(database->options_);
        return Done{};
    });
    if (!opened)
        return opened.error();
    if (fresh) // It will hold what customers write: nobody else on the machine may read it.
        std::filesystem::permissions(
            database->options_.path,
            std::filesystem::perms::owner_read | std::filesystem::perms::owner_write, ignored);
    Status migrated =
        database->write([&](soci::session& sql) { return migrate(sql, clock.now()); });
    if (!migrated)
        return migrated.error();
    return database;
}

Status Database::write(const std::function<Status(soci::session&)>& work, Durability durability) {
    return guarded([&] { return pool_->write(work, durability); });
}

Status Database::read(const std::function<Status(soci::session&)>& work) {
    return guarded([&] { return pool_->read(work); });
}

Result<std::int64_t> Database::change_mark() {
    std::int64_t mark = 0;
    Status status = guarded([&]() -> Status {
        mark = pool_->change_mark();
        return Done{};
    });
    if (!status)
        return status.error();
    return mark;
}

Status Database::check() {
    return read([](soci::session& sql) -> Status {
        const auto verdict = one_value<std::string>(sql, "PRAGMA integrity_check(1)");
        if (verdict != "ok")
            return Error{Code::corrupt, "ticket database: " + verdict, hint_for(Code::corrupt)};
        return Done{};
    });
}

} // namespace lotse::tickets
