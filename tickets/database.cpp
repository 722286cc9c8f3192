#include "tickets/database.h"

#include <mutex>

#include "tickets/backend_internal.h"
#include "tickets/migrations_internal.h"
#include "tickets/sql_internal.h"
#include "tickets/topic_index.h"

namespace lotse::tickets {

namespace {

using Begin = std::function<void(soci::session&)>;

void roll_back(soci::session& sql) {
    try {
        execute(sql, "ROLLBACK");
    } catch (const soci::soci_error&) {
        // After a severe error the database has done so by itself.
    }
}

/// Thrown where a commit got no answer.
struct UnknownOutcome {
    Error error;
};

/// Rolls back unless committed.
class Transaction {
  public:
    /// Begins on the connection; when that has been lost while nobody used it, on a new one, which
    /// takes its place: nothing has happened yet, so trying again is harmless.
    Transaction(const Backend& backend, Session& session, const Begin& begin)
        : backend_(backend), sql_(session) {
        if (session)
            try {
                start(begin);
                return;
            } catch (const soci::soci_error&) {
                if (backend.alive(*session))
                    throw;
            }
        session = backend.connect();
        start(begin);
    }
    ~Transaction() {
        if (!done_)
            roll_back(*sql_);
    }
    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;

    void commit() {
        try {
            execute(*sql_, "COMMIT");
        } catch (const soci::soci_error& failure) {
            if (backend_.alive(*sql_))
                throw;
            throw UnknownOutcome{backend_.error_of(failure)};
        }
        done_ = true;
    }

  private:
    void start(const Begin& begin) {
        try {
            begin(*sql_);
        } catch (const soci::soci_error&) {
            roll_back(*sql_);
            throw;
        }
    }

    const Backend& backend_;
    Session& sql_;
    bool done_ = false;
};

} // namespace

/// Connections: one that writes, one that watches for changes, and as many readers as there are
/// threads reading at once.
class Database::Pool {
  public:
    explicit Pool(const Backend& backend)
        : backend_(backend), writer_(backend.connect()), watcher_(backend.connect()) {}

    Status write(const std::function<Status(soci::session&)>& work, const Begin& begin) {
        const std::lock_guard lock(writing_);
        Transaction transaction(backend_, writer_, begin);
        Status status = work(*writer_);
        if (status.ok())
            transaction.commit();
        return status;
    }

    Status read(const std::function<Status(soci::session&)>& work) {
        Session sql = take();
        Status status = [&] {
            const Transaction transaction(backend_, sql,
                                          [&](soci::session& it) { backend_.begin_read(it); });
            return work(*sql);
        }();
        give_back(std::move(sql));
        return status;
    }

    std::int64_t change_mark() {
        const std::lock_guard lock(watching_);
        try {
            return backend_.change_mark(*watcher_);
        } catch (const soci::soci_error&) {
            if (backend_.alive(*watcher_))
                throw;
        }
        watcher_ = backend_.connect();
        return backend_.change_mark(*watcher_);
    }

  private:
    Session take() {
        {
            const std::lock_guard lock(pooling_);
            if (!idle_.empty()) {
                Session sql = std::move(idle_.back());
                idle_.pop_back();
                return sql;
            }
        }
        return backend_.connect();
    }
    void give_back(Session sql) {
        const std::lock_guard lock(pooling_);
        idle_.push_back(std::move(sql));
    }

    const Backend& backend_;
    std::mutex writing_, watching_, pooling_;
    Session writer_, watcher_;
    std::vector<Session> idle_;
};

DatabaseOptions database_at(std::string_view place) {
    DatabaseOptions options;
    if (place.starts_with("postgresql://") || place.starts_with("postgres://"))
        options.postgresql = place;
    else
        options.path = place;
    return options;
}

Database::Database(DatabaseOptions options, const Clock& clock, Random& random)
    : options_(std::move(options)), clock_(clock), random_(random),
      topics_(std::make_unique<TopicIndex>()) {}

Database::~Database() = default;

/// The one place where the library's exceptions become our errors.
template <class Work>
Status Database::guarded(Work&& work) const {
    try {
        return work();
    } catch (const soci::soci_error& failure) {
        return backend_->error_of(failure);
    } catch (const UnknownOutcome& outcome) {
        return Error{outcome.error.code, outcome.error.message,
                     "it may have been written all the same: look before trying again"};
    }
}

namespace {

Result<std::unique_ptr<Backend>> backend_for(const DatabaseOptions& options) {
    if (!options.postgresql.empty())
        return postgresql_backend(options);
    if (options.path.string().find('"') != std::string::npos)
        return Error{Code::invalid_argument, "the database's path holds a quotation mark",
                     "choose another name"};
    return sqlite_backend(options);
}

/// It will hold what customers write: nobody else on the machine may read it.
void keep_private(const std::filesystem::path& file) {
    using std::filesystem::perms;
    std::error_code ignored;
    std::filesystem::permissions(file, perms::owner_read | perms::owner_write, ignored);
}

} // namespace

Result<std::unique_ptr<Database>> Database::open(DatabaseOptions options, const Clock& clock,
                                                 Random& random) {
    auto backend = backend_for(options);
    if (!backend)
        return backend.error();
    std::error_code ignored;
    const bool fresh =
        options.postgresql.empty() && !std::filesystem::exists(options.path, ignored);
    std::unique_ptr<Database> database(new Database(std::move(options), clock, random));
    database->backend_ = std::move(*backend);
    Status opened = database->guarded([&]() -> Status {
        database->pool_ = std::make_unique<Pool>(*database->backend_);
        if (fresh)
            keep_private(database->options_.path);
        return database->pool_->write(
            [&](soci::session& sql) { return migrate(sql, *database->backend_, clock.now()); },
            [&](soci::session& sql) { database->backend_->begin_migration(sql); });
    });
    if (!opened)
        return opened.error();
    return database;
}

Status Database::write(const std::function<Status(soci::session&)>& work, Durability durability) {
    return guarded([&] {
        return pool_->write(work,
                            [&](soci::session& sql) { backend_->begin_write(sql, durability); });
    });
}

Status Database::read(const std::function<Status(soci::session&)>& work) {
    return guarded([&] { return pool_->read(work); });
}

Status Database::forget_overwritten() {
    return guarded([&] { return backend_->forget_overwritten(); });
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

Status Database::backend_copy(const std::filesystem::path& file) const {
    return guarded([&] { return backend_->copy_into(file); });
}

Status Database::check() {
    return read([&](soci::session& sql) { return backend_->check(sql); });
}

} // namespace lotse::tickets
