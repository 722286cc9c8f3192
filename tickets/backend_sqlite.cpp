#include <soci/sqlite3/soci-sqlite3.h>

#include <thread>

#include "tickets/backend_internal.h"
#include "tickets/sql_internal.h"

namespace lotse::tickets {

namespace {

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

class Sqlite final : public Backend {
  public:
    explicit Sqlite(const DatabaseOptions& options)
        : name_("dbname=\"" + options.path.string() + "\""), patience_(options.busy_timeout) {}

    Session connect() const override {
        auto sql = std::make_unique<soci::session>(*soci::factory_sqlite3(), name_);
        execute(*sql, "PRAGMA busy_timeout = " + std::to_string(patience_.count()));
        switch_to_wal(*sql);
        execute(*sql, "PRAGMA synchronous = FULL");
        execute(*sql, "PRAGMA foreign_keys = ON");
        execute(*sql, "PRAGMA secure_delete = ON");
        return sql;
    }

    bool alive(soci::session&) const override { return true; }

    void begin_read(soci::session& sql) const override { execute(sql, "BEGIN"); }

    void begin_write(soci::session& sql, Durability durability) const override {
        execute(sql, durability == Durability::soon ? "PRAGMA synchronous = NORMAL"
                                                    : "PRAGMA synchronous = FULL");
        execute(sql, "BEGIN IMMEDIATE");
    }

    void begin_migration(soci::session& sql) const override {
        begin_write(sql, Durability::on_disk);
    }

    std::int64_t change_mark(soci::session& sql) const override {
        return one_value<long long>(sql, "PRAGMA data_version");
    }

    Status check(soci::session& sql) const override {
        const auto verdict = one_value<std::string>(sql, "PRAGMA integrity_check(1)");
        if (verdict != "ok")
            return Error{Code::corrupt, "ticket database: " + verdict, hint_for(Code::corrupt)};
        return Done{};
    }

    Status copy_into(const std::filesystem::path& file) const override {
        execute(*connect(), "VACUUM INTO :file", file.string());
        return Done{};
    }

    /// What is freed in the file is overwritten (secure_delete); the log still has the pages as
    /// they were.
    Status forget_overwritten() const override {
        const auto busy = one_value<long long>(*connect(), "PRAGMA wal_checkpoint(TRUNCATE)");
        if (busy == 0)
            return Done{};
        return Error{Code::locked, "the log of the ticket database could not be emptied",
                     "somebody reads an old state of it; run the command again"};
    }

    std::string statement(std::string_view of_migration) const override {
        return statement_for("sqlite", of_migration);
    }

    Error error_of(const soci::soci_error& failure) const override {
        const auto* sqlite = dynamic_cast<const soci::sqlite3_soci_error*>(&failure);
        const Code code = sqlite ? code_of(sqlite->result()) : Code::internal;
        return {code, "ticket database: " + first_line(failure), hint_for(code)};
    }

  private:
    /// Turning WAL on needs the file alone for a moment; another process that starts at the same
    /// time makes SQLite say "busy" without waiting.
    void switch_to_wal(soci::session& sql) const {
        const auto until = std::chrono::steady_clock::now() + patience_;
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

    std::string name_;
    Milliseconds patience_;
};

} // namespace

std::unique_ptr<Backend> sqlite_backend(const DatabaseOptions& options) {
    return std::make_unique<Sqlite>(options);
}

} // namespace lotse::tickets
