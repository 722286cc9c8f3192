// Whatever kind of change there is, its row of history cannot be edited, taken away or moved
// without being noticed.

#include <set>

#include "tests/contract/store_fixture.h"
#include "tickets/files/attachments.h"
#include "tickets/levels/level_store.h"
#include "tickets/levels/teams.h"
#include "tickets/relations/links.h"
#include "tickets/relations/merge.h"
#include "tickets/relations/problems.h"
#include "tickets/sql_internal.h"

using namespace lotse;
using namespace lotse::tickets;
using namespace lotse::tickets::testing;
using std::chrono::days;

namespace {

/// A desk on which everything has happened that can.
struct BusyDesk : StoreFixture {
    BusyDesk() {
        work_on_tickets();
        hand_over();
        relate();
        run_problem();
        keep_people();
    }

    void work_on_tickets() {
        const auto one = number();
        REQUIRE(ok(tickets.assign(agent, one, weber.id)));
        REQUIRE(ok(tickets.note(agent, one, "n")));
        REQUIRE(ok(tickets.reply(agent, one, "r")));
        REQUIRE(ok(tickets.reply(Actor::link_holder(one), one, "c")));
        REQUIRE(ok(tickets.prioritize(agent, one, Priority::high)));
        REQUIRE(ok(tickets.await(agent, one, State::pending_close, clock.now() + days{1})));
        REQUIRE(ok(tickets.await(agent, one, State::pending_reminder, clock.now() + days{1})));
        clock.advance(days{2});
        REQUIRE(tickets.turn_due().value() == 1);
        REQUIRE(ok(tickets.resolve(agent, one, linked("a"))));
        REQUIRE(ok(tickets.reopen(agent, one, "again")));
        REQUIRE(ok(tickets.close(agent, one)));
    }
    void hand_over() {
        LevelStore levels(*database);
        const auto one = number();
        REQUIRE(ok(
            levels.hand_over(agent, one, {.to = 2, .slip = {.ruled_out = "x", .next_step = "y"}})));
        REQUIRE(ok(levels.hand_back(agent, one, {.to = 1, .training_note = "z"})));
        TeamStore teams(*database);
        const auto team = teams.add(root, {.name = "t"}).value();
        REQUIRE(ok(teams.change(root, team.id, {.name = "u"})));
        REQUIRE(ok(teams.remove(root, team.id)));
    }
    void relate() {
        LinkStore links(*database);
        MergeStore merges(*database);
        const auto a = number();
        const auto b = number();
        REQUIRE(ok(links.set_tags(agent, a, {"x"})));
        REQUIRE(ok(links.link(agent, a, LinkKind::follows, b)));
        REQUIRE(ok(links.unlink(agent, a, LinkKind::follows, b)));
        REQUIRE(ok(AttachmentStore(*database, place.folder() / "files")
                       .add(agent, a, {.name = "x", .bytes = "y"})));
        REQUIRE(ok(merges.merge(agent, a, b)));
        REQUIRE(ok(
            merges.split(agent, b, {.messages = {details(b).messages.at(0).id}, .subject = "s"})));
    }
    void run_problem() {
        ProblemStore problems(*database);
        const auto one = number();
        const auto id = problems.open(agent, {.title = "p"}).value().id;
        REQUIRE(ok(problems.change(agent, id, {.title = "q"})));
        REQUIRE(ok(problems.add_incident(agent, id, one)));
        REQUIRE(ok(problems.remove_incident(agent, id, one)));
        REQUIRE(ok(problems.solve(agent, id)));
        REQUIRE(ok(problems.reopen(agent, id)));
    }
    void keep_people() {
        REQUIRE(ok(people.set_password(root, weber.id, "long enough to be one")));
        REQUIRE(ok(people.issue_token(root, weber.id, {})));
        REQUIRE(ok(people.issue_token(root, weber.id, {.kind = TokenKind::api})));
    }
};

/// The last row of each kind of event.
std::vector<std::pair<std::int64_t, std::string>> kinds(Database& database) {
    std::vector<std::pair<std::int64_t, std::string>> found;
    REQUIRE(ok(database.read([&](soci::session& sql) -> Status {
        each_row<long long, std::string>(
            sql, "SELECT MAX(id), event FROM history GROUP BY event ORDER BY 1",
            [&](long long id, const std::string& event) { found.emplace_back(id, event); });
        return Done{};
    })));
    return found;
}

std::string renumbered(std::int64_t from, std::int64_t to) {
    return "UPDATE history SET id = " + std::to_string(to) + " WHERE id = " + std::to_string(from) +
           ";";
}

} // namespace

TEST_CASE("a row of any kind that is edited, deleted or moved is found", "[contract][audit]") {
    BusyDesk desk;
    desk.place.run(on_postgresql() ? "ALTER TABLE history DISABLE TRIGGER ALL;"
                                   : "DROP TRIGGER history_is_never_edited;"
                                     "DROP TRIGGER history_is_never_deleted;");
    desk.place.run("CREATE TABLE kept AS SELECT * FROM history;");
    const auto first_bad = [&] { return verify_history(*desk.database).value().first_bad.value; };
    REQUIRE(first_bad() == 0);
    std::set<std::string> seen;
    for (const auto& [id, event] : kinds(*desk.database)) {
        INFO(event << " in row " << id);
        seen.insert(event);
        const std::string row = " WHERE id = " + std::to_string(id) + ";";
        for (const auto& [how, bad] : std::vector<std::pair<std::string, std::int64_t>>{
                 {"UPDATE history SET actor = 'nobody'" + row, id},
                 {"UPDATE history SET detail = '{}x'" + row, id},
                 {"UPDATE history SET event = 'other'" + row, id},
                 {"DELETE FROM history" + row, id},
                 {renumbered(id, -1) + renumbered(id - 1, id) + renumbered(-1, id - 1), id - 1}}) {
            desk.place.run(how);
            CHECK(first_bad() == bad);
            desk.place.run("DELETE FROM history; INSERT INTO history SELECT * FROM kept;");
        }
    }
    REQUIRE(first_bad() == 0);
    for (const Transition& transition : transitions())
        CHECK(seen.contains(std::string(name(transition.event))));
    for (const char* event :
         {"create", "link", "unlink", "tag", "attach", "add_team", "change_team", "remove_team",
          "open_problem", "change_problem", "add_incident", "remove_incident", "solve_problem",
          "reopen_problem", "add_person", "set_password", "sign_in", "issue_token"}) {
        INFO(event);
        CHECK(seen.contains(event));
    }
}
