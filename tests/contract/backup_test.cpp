// Backups: taken while others write, whole when they are there, and never over something else.

#include <sys/wait.h>
#include <unistd.h>

#include <csignal>

#include "tests/contract/store_fixture.h"
#include "tests/support/sqlite_rows.h"
#include "tickets/restore.h"

using namespace lotse;
using namespace lotse::tickets;
using namespace lotse::tickets::testing;
using lotse::testing::contains;
using lotse::testing::SqliteFile;

namespace {

/// Another process that makes tickets, works on them and counts searches until it is stopped.
class BusyWriter {
  public:
    explicit BusyWriter(const DatabaseOptions& options) {
        int pipe[2];
        REQUIRE(::pipe(pipe) == 0);
        pid_ = ::fork();
        REQUIRE(pid_ >= 0);
        if (pid_ == 0) {
            ::close(pipe[0]);
            write(options, pipe[1]);
        }
        ::close(pipe[1]);
        told_ = pipe[0];
    }
    ~BusyWriter() {
        ::kill(pid_, SIGKILL);
        int status = 0;
        ::waitpid(pid_, &status, 0);
        ::close(told_);
    }
    BusyWriter(const BusyWriter&) = delete;
    BusyWriter& operator=(const BusyWriter&) = delete;

    /// Until so many more rounds were acknowledged.
    void wait_for(int rounds) const {
        char byte = 0;
        for (int i = 0; i < rounds; ++i)
            REQUIRE(::read(told_, &byte, 1) == 1);
    }

  private:
    [[noreturn]] static void write(const DatabaseOptions& options, int pipe) {
        const SystemClock clock;
        SystemRandom random;
        auto database = Database::open(options, clock, random);
        if (!database)
            ::_exit(1);
        TicketStore tickets(**database);
        SearchLog searches(**database);
        const Actor actor = Actor::program("writer");
        for (int round = 0;; ++round) {
            const std::string trail = "trail" + std::to_string(round);
            const auto searched = searches.record({.trail = trail,
                                                   .visitor = trail,
                                                   .text = "sat internet",
                                                   .lang = "de",
                                                   .outcome = Outcome::no_results,
                                                   .topic = "satellit"});
            const auto made =
                tickets.create(actor, {.subject = "x", .body = "y", .lang = "de", .trail = trail});
            if (!searched || !made || !tickets.note(actor, made->number, "z") ||
                ::write(pipe, "r", 1) != 1)
                ::_exit(2);
        }
    }

    pid_t pid_ = -1;
    int told_ = -1;
};

AuditReport restored(const std::filesystem::path& backup, const std::filesystem::path& to) {
    const SystemClock clock;
    SystemRandom random;
    const auto report = restore(backup, {.path = to}, clock, random);
    INFO((report ? std::string() : report.error().to_string()));
    REQUIRE(report);
    return *report;
}

bool owner_only(const std::filesystem::path& file) {
    using std::filesystem::perms;
    const auto mode = std::filesystem::status(file).permissions();
    return (mode & (perms::group_all | perms::others_all)) == perms::none;
}

} // namespace

TEST_CASE_METHOD(StoreFixture,
                 "a backup taken while another process writes holds whole changes and no half one",
                 "[contract][sqlite]") {
    const auto& folder = place.folder();
    std::vector<std::filesystem::path> copies;
    {
        const BusyWriter writer(place.options());
        for (const char* name : {"a.db", "b.db", "c.db"}) {
            writer.wait_for(10);
            const auto backup = folder / (std::string("backup-") + name);
            REQUIRE(ok(database->back_up(backup)));
            CHECK(owner_only(backup));
            copies.push_back(folder / name);
            CHECK(restored(backup, copies.back()).rows > 0);
            CHECK(owner_only(copies.back()));
        }
        writer.wait_for(10);
    }
    SqliteFile now(place.place());
    std::size_t before = 0;
    for (const auto& copy : copies) {
        SqliteFile then(copy);
        // What is only added to is the beginning of what is there now, to the row.
        for (const std::string table : {"history", "messages"}) {
            const std::string all = "SELECT * FROM " + table + " ORDER BY id";
            const auto kept = then.rows(all);
            auto current = now.rows(all);
            REQUIRE(current.size() > kept.size());
            current.resize(kept.size());
            CHECK(kept == current);
        }
        // Each ticket came with its first message, its search and its history, or not at all.
        CHECK(then.rows("SELECT number FROM tickets t WHERE kind = 'request' AND ("
                        "NOT EXISTS (SELECT 1 FROM messages WHERE ticket_number = t.number) OR "
                        "NOT EXISTS (SELECT 1 FROM searches WHERE ticket_number = t.number) OR "
                        "NOT EXISTS (SELECT 1 FROM history WHERE ticket_number = t.number))")
                  .empty());
        CHECK(then.rows("PRAGMA foreign_key_check").empty());
        const auto tickets_then = then.rows("SELECT number FROM tickets").size();
        CHECK(tickets_then > before);
        before = tickets_then;
    }
}

TEST_CASE_METHOD(StoreFixture,
                 "a restored backup has every row of every table, and goes on from it",
                 "[contract][sqlite]") {
    const auto one = number();
    REQUIRE(ok(searches.record(failing("t1", "v1", "sat internet"))));
    REQUIRE(ok(people.set_password(root, weber.id, "ein langes Passwort mit Worten")));
    REQUIRE(ok(tickets.resolve(agent, one, linked("satellit"))));
    REQUIRE(ok(database->back_up(place.folder() / "backup")));
    restored(place.folder() / "backup", place.folder() / "again.db");
    CHECK(SqliteFile(place.folder() / "again.db").everything() ==
          SqliteFile(place.place()).everything());

    const auto again = Database::open({.path = place.folder() / "again.db"}, clock, random);
    REQUIRE(again);
    CHECK(ok(PeopleStore(**again).sign_in(weber.email, "ein langes Passwort mit Worten")));
    const auto next = TicketStore(**again).create(root, draft());
    REQUIRE(next);
    CHECK(next->number.value == one.value + 1);
    CHECK_FALSE(verify_history(**again).value().first_bad);
}

TEST_CASE_METHOD(StoreFixture, "neither a backup nor a restore goes over something that is there",
                 "[contract][sqlite]") {
    const auto& folder = place.folder();
    const auto taken = folder.write("taken", "bytes of somebody else");
    CHECK(failure(database->back_up(taken)) == Code::conflict);
    REQUIRE(ok(database->back_up(folder / "backup")));
    CHECK(failure(database->back_up(folder / "backup")) == Code::conflict);

    const auto refused = [&](const std::filesystem::path& backup, const std::filesystem::path& to) {
        return failure(restore(backup, {.path = to}, clock, random));
    };
    CHECK(refused(folder / "backup", taken) == Code::conflict);
    CHECK(refused(folder / "backup", place.place()) == Code::conflict);
    folder.write("gone.db-wal", "the log of a database that is gone");
    CHECK(refused(folder / "backup", folder / "gone.db") == Code::conflict);
    CHECK(std::filesystem::file_size(taken) == 22);
    CHECK(failure(database->back_up("/nonexistent/folder/backup")) == Code::not_found);
}

TEST_CASE_METHOD(StoreFixture, "a damaged backup is refused and leaves nothing behind",
                 "[contract][sqlite]") {
    const auto& folder = place.folder();
    for (int i = 0; i < 3; ++i)
        number();
    REQUIRE(ok(database->back_up(folder / "backup")));
    const auto code = [&](const std::filesystem::path& backup) {
        return failure(restore(backup, {.path = folder / "new.db"}, clock, random));
    };
    CHECK(code(folder / "none") == Code::not_found);
    CHECK(code(folder.write("text", std::string(9000, 'x'))) == Code::corrupt);

    std::filesystem::copy_file(folder / "backup", folder / "short");
    std::filesystem::resize_file(folder / "short",
                                 std::filesystem::file_size(folder / "short") / 2);
    CHECK(code(folder / "short") == Code::corrupt);

    std::filesystem::copy_file(folder / "backup", folder / "edited");
    SqliteFile(folder / "edited")
        .run("DROP TRIGGER history_is_never_edited; UPDATE history SET actor = 'x' WHERE id = 2");
    const auto edited = restore(folder / "edited", {.path = folder / "new.db"}, clock, random);
    REQUIRE(failure(edited) == Code::corrupt);
    CHECK_THAT(edited.error().message, contains("row 2 was changed"));

    for (const auto& entry : std::filesystem::directory_iterator(folder.path())) {
        INFO(entry.path());
        CHECK(entry.path().filename().string().find(".new.db") == std::string::npos);
        CHECK(entry.path().filename() != "new.db");
    }
}

TEST_CASE_METHOD(StoreFixture, "PostgreSQL is backed up with its own tools, as the hint says",
                 "[contract][postgresql]") {
    const auto one = number();
    const auto file = (place.folder() / "dump").string();
    const auto refused = database->back_up(file);
    REQUIRE(failure(refused) == Code::invalid_argument);
    CHECK_THAT(refused.error().hint, contains("pg_dump --format=custom --file=" + file) &&
                                         contains("pg_restore --no-owner --dbname="));

    PostgresServer& server = PostgresServer::shared();
    const auto run = [&](const std::string& tool, const std::string& words) {
        return std::system((server.programs() + "/" + tool + " " + words).c_str());
    };
    const std::string copy = server.make_database("restored");
    REQUIRE(run("pg_dump", "--format=custom --file='" + file + "' '" + place.place() + "'") == 0);
    REQUIRE(run("pg_restore", "--no-owner --dbname='" + copy + "' '" + file + "'") == 0);
    const auto again = Database::open(
        database_at(copy + place.place().substr(place.place().find("&options"))), clock, random);
    INFO((again ? std::string() : again.error().to_string()));
    REQUIRE(again);
    CHECK(TicketStore(**again).find(one).value() == read(one));
    CHECK_FALSE(verify_history(**again).value().first_bad);
}
