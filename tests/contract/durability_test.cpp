// What another process leaves behind: killed in the middle of writing, edited by hand, made by a
// newer version.

#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <fstream>

#include "tests/contract/store_fixture.h"

using namespace lotse;
using namespace lotse::tickets;
using namespace lotse::tickets::testing;

namespace {

/// Writes tickets for ever and tells each number through the pipe once it is acknowledged.
[[noreturn]] void write_until_killed(const DatabaseOptions& options, int pipe) {
    const SystemClock clock;
    SystemRandom random;
    auto database = Database::open(options, clock, random);
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
std::vector<std::int64_t> acknowledged_before_kill(const DatabaseOptions& options,
                                                   std::size_t enough) {
    int pipe[2];
    REQUIRE(::pipe(pipe) == 0);
    const pid_t writer = ::fork();
    REQUIRE(writer >= 0);
    if (writer == 0) {
        ::close(pipe[0]);
        write_until_killed(options, pipe[1]);
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
    const TestDatabase place;
    std::vector<std::int64_t> acknowledged;
    for (std::size_t round = 0; round < 20; ++round) {
        const auto numbers = acknowledged_before_kill(place.options(), 1 + round % 7);
        acknowledged.insert(acknowledged.end(), numbers.begin(), numbers.end());
    }
    const SystemClock clock;
    SystemRandom random;
    const auto database = place.open(clock, random);
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
        store.place.run(on_postgresql() ? "ALTER TABLE history DISABLE TRIGGER ALL;" + how
                                        : "DROP TRIGGER history_is_never_edited;"
                                          "DROP TRIGGER history_is_never_deleted;" +
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
    for (const char* statement : {"UPDATE history SET actor = 'x'", "DELETE FROM history"})
        CHECK_THROWS_WITH(place.run(statement), lotse::testing::contains("append-only"));
    check_chain();
}

TEST_CASE("a file that is no database is refused with a hint", "[contract][sqlite]") {
    const TempDir folder;
    const SystemClock clock;
    SystemRandom random;
    const auto garbage = folder.write("garbage.db", std::string(5000, 'x'));
    CHECK(failure(Database::open({.path = garbage}, clock, random)) == Code::corrupt);
    CHECK(failure(Database::open({.path = "/nonexistent/folder/t.db"}, clock, random)) == Code::io);
}

TEST_CASE("a database from the future is refused with a hint", "[contract]") {
    const TestDatabase place;
    const SystemClock clock;
    SystemRandom random;
    place.open(clock, random);
    place.run("INSERT INTO migrations VALUES (9999, 'later', 0)");
    const auto newer = Database::open(place.options(), clock, random);
    REQUIRE(failure(newer) == Code::mismatch);
    CHECK_FALSE(newer.error().hint.empty());
}

TEST_CASE("a database is for its owner's eyes only", "[contract][sqlite]") {
    StoreFixture store;
    const auto mode = std::filesystem::status(store.place.place()).permissions();
    using std::filesystem::perms;
    CHECK((mode & (perms::group_all | perms::others_all)) == perms::none);
}

TEST_CASE("a writer that another process keeps waiting gives up with a clear error", "[contract]") {
    const TestDatabase place;
    const SystemClock clock;
    SystemRandom random;
    const auto other = place.open(clock, random);
    DatabaseOptions impatient = place.options();
    impatient.busy_timeout = Milliseconds{20};
    auto database = Database::open(impatient, clock, random);
    REQUIRE(database);
    TicketStore tickets(**database);
    const TicketDraft draft{.subject = "x", .body = "y", .lang = "de"};
    REQUIRE(ok(other->write([&](soci::session&) -> Status {
        const auto refused = tickets.create(Actor::program("test"), draft);
        CHECK(failure(refused) == Code::locked);
        CHECK_THAT(refused.error().hint, lotse::testing::contains("try again"));
        CHECK(tickets.list({}));
        return Done{};
    })));
    CHECK(tickets.create(Actor::program("test"), draft));
}
