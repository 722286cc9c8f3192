// What another process leaves behind: killed in the middle of writing, edited by hand, made by a
// newer version. These tests are about the SQLite file.

#include <sqlite3.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <fstream>

#include "tests/contract/store_fixture.h"

using namespace lotse;
using namespace lotse::tickets;
using namespace lotse::tickets::testing;

namespace {

void run_sql(const std::filesystem::path& file, const std::string& statements) {
    sqlite3* raw = nullptr;
    REQUIRE(sqlite3_open(file.c_str(), &raw) == SQLITE_OK);
    char* message = nullptr;
    const int result = sqlite3_exec(raw, statements.c_str(), nullptr, nullptr, &message);
    INFO((message ? message : ""));
    CHECK(result == SQLITE_OK);
    sqlite3_free(message);
    sqlite3_close(raw);
}

/// Writes tickets for ever and tells each number through the pipe once it is acknowledged.
[[noreturn]] void write_until_killed(const std::filesystem::path& file, int pipe) {
    const SystemClock clock;
    SystemRandom random;
    auto database = Database::open({.path = file}, clock, random);
    if (!database)
        _exit(1);
    TicketStore tickets(**database);
    for (;;) {
        const auto made =
            tickets.create(Actor::program("writer"), {.subject = "x", .body = "y", .lang = "de"});
        if (!made || ::write(pipe, &made->number.value, sizeof made->number.value) < 0)
            _exit(2);
    }
}

/// Reads acknowledged numbers until `enough` came, kills the writer, reads what is left.
std::vector<std::int64_t> acknowledged_before_kill(const std::filesystem::path& file,
                                                   std::size_t enough) {
    int pipe[2];
    REQUIRE(::pipe(pipe) == 0);
    const pid_t writer = ::fork();
    REQUIRE(writer >= 0);
    if (writer == 0) {
        ::close(pipe[0]);
        write_until_killed(file, pipe[1]);
    }
    ::close(pipe[1]);
    std::vector<std::int64_t> numbers;
    for (std::int64_t number = 0; ::read(pipe[0], &number, sizeof number) == sizeof number;) {
        numbers.push_back(number);
        if (numbers.size() == enough)
            ::kill(writer, SIGKILL);
    }
    ::close(pipe[0]);
    int status = 0;
    ::waitpid(writer, &status, 0);
    CHECK(WIFSIGNALED(status));
    return numbers;
}

} // namespace

TEST_CASE("what was acknowledged survives twenty kills", "[contract][kill]") {
    const TempDir folder;
    const auto file = folder / "tickets.db";
    std::vector<std::int64_t> acknowledged;
    for (std::size_t round = 0; round < 20; ++round) {
        const auto numbers = acknowledged_before_kill(file, 1 + round % 7);
        acknowledged.insert(acknowledged.end(), numbers.begin(), numbers.end());
    }
    const SystemClock clock;
    SystemRandom random;
    const auto database = open_database(file, clock, random);
    for (const std::int64_t number : acknowledged)
        CHECK(TicketStore(*database).find({number}));
    CHECK(acknowledged.size() >= 20);
    CHECK(ok(database->check()));
    CHECK_FALSE(verify_history(*database).value().first_bad);
}

TEST_CASE("audit names the row that was edited, deleted, reordered or cut off",
          "[contract][audit]") {
    const auto tampered = [](const std::string& how) {
        StoreFixture store;
        for (int i = 0; i < 5; ++i)
            store.number();
        run_sql(store.folder / "a b.db",
                "DROP TRIGGER history_is_never_edited; DROP TRIGGER history_is_never_deleted;" +
                    how);
        return verify_history(*store.database).value().first_bad.value;
    };
    CHECK(tampered("") == 0);
    CHECK(tampered("UPDATE history SET actor = 'nobody' WHERE id = 3") == 3);
    CHECK(tampered("UPDATE history SET at = at + 1 WHERE id = 4") == 4);
    CHECK(tampered("DELETE FROM history WHERE id = 2") == 2);
    CHECK(tampered("DELETE FROM history WHERE id = (SELECT MAX(id) FROM history)") == 7);
    CHECK(tampered("UPDATE history SET id = 99 WHERE id = 3; UPDATE history SET id = 3 WHERE "
                   "id = 4; UPDATE history SET id = 4 WHERE id = 99") == 3);
}

TEST_CASE_METHOD(StoreFixture, "history cannot be changed through the database's front door",
                 "[contract][audit]") {
    number();
    sqlite3* raw = nullptr;
    REQUIRE(sqlite3_open((folder / "a b.db").c_str(), &raw) == SQLITE_OK);
    for (const char* statement : {"UPDATE history SET actor = 'x'", "DELETE FROM history"})
        CHECK(sqlite3_exec(raw, statement, nullptr, nullptr, nullptr) == SQLITE_CONSTRAINT);
    sqlite3_close(raw);
}

TEST_CASE("a database that is none, or from the future, is refused with a hint", "[contract]") {
    const TempDir folder;
    const SystemClock clock;
    SystemRandom random;
    const auto garbage = folder.write("garbage.db", std::string(5000, 'x'));
    CHECK(failure(Database::open({.path = garbage}, clock, random)) == Code::corrupt);
    CHECK(failure(Database::open({.path = "/nonexistent/folder/t.db"}, clock, random)) == Code::io);

    const auto file = folder / "newer.db";
    open_database(file, clock, random);
    run_sql(file, "INSERT INTO migrations VALUES (9999, 'later', 0)");
    const auto newer = Database::open({.path = file}, clock, random);
    REQUIRE(failure(newer) == Code::mismatch);
    CHECK_FALSE(newer.error().hint.empty());
}

TEST_CASE("a database is for its owner's eyes only", "[contract]") {
    StoreFixture store;
    const auto mode = std::filesystem::status(store.folder / "a b.db").permissions();
    using std::filesystem::perms;
    CHECK((mode & (perms::group_all | perms::others_all)) == perms::none);
}

TEST_CASE("a writer that another process keeps waiting gives up with a clear error", "[contract]") {
    const TempDir folder;
    const SystemClock clock;
    SystemRandom random;
    auto database =
        Database::open({.path = folder / "t.db", .busy_timeout = Milliseconds{20}}, clock, random);
    REQUIRE(database);
    sqlite3* raw = nullptr;
    REQUIRE(sqlite3_open((folder / "t.db").c_str(), &raw) == SQLITE_OK);
    REQUIRE(sqlite3_exec(raw, "BEGIN IMMEDIATE", nullptr, nullptr, nullptr) == SQLITE_OK);
    TicketStore tickets(**database);
    const TicketDraft draft{.subject = "x", .body = "y", .lang = "de"};
    CHECK(failure(tickets.create(Actor::program("test"), draft)) == Code::locked);
    CHECK(tickets.list({}));
    REQUIRE(sqlite3_exec(raw, "COMMIT", nullptr, nullptr, nullptr) == SQLITE_OK);
    sqlite3_close(raw);
    CHECK(tickets.create(Actor::program("test"), draft));
}
