#pragma once
// A database of a test's own, empty and gone when the test ends: an SQLite file, or, when the
// environment says LOTSE_TEST_DATABASE=postgresql, a schema on the suite's own server (making a
// whole database takes the server ten times as long). A test that is about one of the two only has
// the tag [sqlite] or [postgresql].

#include <sqlite3.h>

#include <atomic>
#include <cstdlib>
#include <stdexcept>
#include <string>

#include "tests/support/catch.h"
#include "tests/support/postgres_server.h"
#include "tests/support/temp_dir.h"
#include "tickets/database.h"

namespace lotse::tickets::testing {

using lotse::testing::PostgresServer;
using lotse::testing::TempDir;

inline bool on_postgresql() {
    const char* wanted = std::getenv("LOTSE_TEST_DATABASE");
    return wanted != nullptr && std::string_view(wanted) == "postgresql";
}

inline void run_sqlite(const std::filesystem::path& file, const std::string& statements) {
    sqlite3* raw = nullptr;
    char* message = nullptr;
    const bool done =
        sqlite3_open(file.c_str(), &raw) == SQLITE_OK &&
        sqlite3_exec(raw, statements.c_str(), nullptr, nullptr, &message) == SQLITE_OK;
    const std::string why = message ? message : "";
    sqlite3_free(message);
    sqlite3_close(raw);
    if (!done)
        throw std::runtime_error(why);
}

class TestDatabase {
  public:
    TestDatabase() {
        static std::atomic<int> made = 0;
        if (!on_postgresql()) {
            place_ = (folder_ / "a b.db").string();
            return;
        }
        place_ = PostgresServer::shared().make_schema("t" + std::to_string(++made));
    }
    TestDatabase(const TestDatabase&) = delete;
    TestDatabase& operator=(const TestDatabase&) = delete;

    /// What a setting would say.
    const std::string& place() const { return place_; }
    DatabaseOptions options() const { return database_at(place_); }
    const TempDir& folder() const { return folder_; }

    std::unique_ptr<Database> open(const Clock& clock, Random& random) const {
        auto opened = Database::open(options(), clock, random);
        INFO((opened ? std::string() : opened.error().to_string()));
        REQUIRE(opened);
        return std::move(*opened);
    }

    /// Statements behind the program's back. Throws what the database says against them.
    void run(const std::string& statements) const {
        if (!on_postgresql())
            run_sqlite(place_, statements);
        else
            PostgresServer::run(place_, statements);
    }

  private:
    TempDir folder_;
    std::string place_;
};

} // namespace lotse::tickets::testing
