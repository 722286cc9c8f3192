#pragma once
// What differs between SQLite and PostgreSQL, and the only place where anything may: how to
// connect, how a transaction begins, what an exception means, and how a migration is spelt.
// All other SQL of this room is the same on both (database.h says what that takes).

#include <soci/soci.h>

#include <memory>
#include <string>
#include <string_view>

#include "tickets/database.h"

namespace lotse::tickets {

using Session = std::unique_ptr<soci::session>;

class Backend {
  public:
    virtual ~Backend() = default;

    virtual Session connect() const = 0;

    /// False when the connection is cut off and has to be made anew.
    virtual bool alive(soci::session& sql) const = 0;

    /// One snapshot for all statements until the end of the transaction.
    virtual void begin_read(soci::session& sql) const = 0;

    /// Waits for its turn and has it until the end of the transaction: there is one writer at a
    /// time, whichever process it belongs to. So ids grow in the order of commits, and what a
    /// change has read is still true when it writes.
    virtual void begin_write(soci::session& sql, Durability durability) const = 0;

    /// The same before anything is there yet.
    virtual void begin_migration(soci::session& sql) const = 0;

    virtual std::int64_t change_mark(soci::session& sql) const = 0;
    virtual Status check(soci::session& sql) const = 0;

    /// Fills the empty file with a copy of all that is committed.
    virtual Status copy_into(const std::filesystem::path& file) const = 0;

    /// What was overwritten or deleted leaves the disk as far as this side can see to it; locked
    /// when somebody keeps reading an old state all the while.
    virtual Status forget_overwritten() const = 0;

    /// A statement of a migration in this database's words; empty when it is not for this one.
    virtual std::string statement(std::string_view of_migration) const = 0;

    /// Neither bound values nor passwords get into it.
    virtual Error error_of(const soci::soci_error& failure) const = 0;
};

std::unique_ptr<Backend> sqlite_backend(const DatabaseOptions& options);

/// invalid_argument when the address cannot be understood; it is not repeated, as it may hold a
/// password.
Result<std::unique_ptr<Backend>> postgresql_backend(const DatabaseOptions& options);

/// The statement without its comment lines; empty when it is for another database than `ours`.
std::string statement_for(std::string_view ours, std::string_view of_migration);

/// The first line of what a library says. The others may quote the values of a row.
std::string first_line(const soci::soci_error& failure);

} // namespace lotse::tickets
