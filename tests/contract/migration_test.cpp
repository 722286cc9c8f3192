// Upgrades: what an older version has written is all there after the newer one has opened it.

#include "tests/contract/store_fixture.h"
#include "tests/support/old_tickets.h"
#include "tests/support/sqlite_rows.h"
#include "tickets/intake/same_customer.h"

using namespace lotse;
using namespace lotse::tickets;
using namespace lotse::tickets::testing;
using lotse::testing::SqliteFile;

namespace {

std::map<std::string, std::vector<std::string>> columns_of(SqliteFile& file) {
    std::map<std::string, std::vector<std::string>> columns;
    for (const std::string& table : file.tables())
        columns[table] = file.rows("SELECT name FROM pragma_table_info('" + table + "')");
    return columns;
}

std::string joined(const std::vector<std::string>& words) {
    std::string text;
    for (const std::string& word : words)
        text.append(text.empty() ? "" : ", ").append(word);
    return text;
}

} // namespace

TEST_CASE("a database of the first version is brought up to date with every row kept",
          "[contract][sqlite]") {
    const TempDir folder;
    const auto file = folder / "tickets.db";
    lotse::testing::write_old_tickets(file, {.tickets = 200});
    std::map<std::string, std::vector<std::string>> columns, before;
    {
        SqliteFile old(file);
        columns = columns_of(old);
        for (const auto& [table, names] : columns)
            before[table] =
                old.rows("SELECT " + joined(names) + " FROM " + table + " ORDER BY 1, 2");
    }
    REQUIRE(before["tickets"].size() == 200);
    REQUIRE(before["history"].size() == 400);

    const SystemClock clock;
    SystemRandom random;
    const auto database = Database::open({.path = file}, clock, random);
    INFO((database ? std::string() : database.error().to_string()));
    REQUIRE(database);
    SqliteFile now(file);
    for (const auto& [table, names] : columns) {
        if (table == "migrations" || table == "ids") // these grow
            continue;
        INFO(table);
        CHECK(now.rows("SELECT " + joined(names) + " FROM " + table + " ORDER BY 1, 2") ==
              before[table]);
    }
    for (const std::string& counter : before["ids"])
        CHECK(now.rows("SELECT name || '|' || last FROM ids WHERE name || '|' || last = '" +
                       counter + "'")
                  .size() == 1);

    CHECK_FALSE(verify_history(**database).value().first_bad);
    const auto found = TicketStore(**database).details({1001});
    REQUIRE(ok(found));
    CHECK(found->messages.size() == 2);
    CHECK(found->history.size() == 2);
    CHECK(TicketStore(**database).list({.limit = 500}).value().size() == 200);

    // Whom old tickets belong to is known as of new ones.
    CHECK(now.rows("SELECT contact_phone_key FROM tickets WHERE number = 1100") ==
          std::vector<std::string>{"4311100"});
    const auto of_caller =
        SameCustomer(**database)
            .tickets_of({.contact = {.name = {}, .email = {}, .phone = "0431 11 00"}});
    REQUIRE(ok(of_caller));
    for (const Relative& one : *of_caller) {
        CHECK(one.ticket.number.value == 1100);
        CHECK(one.why == SameBy::phone);
    }
    CHECK(now.rows("SELECT number FROM tickets WHERE contact_phone <> '' AND "
                   "contact_phone_key = ''")
              .empty());
}

TEST_CASE("opening a database twice changes nothing", "[contract]") {
    const TestDatabase place;
    const SystemClock clock;
    SystemRandom random;
    const auto one = place.open(clock, random);
    const auto made =
        TicketStore(*one).create(Actor::program("test"), {.subject = "x", .body = "y"});
    REQUIRE(ok(made));
    const auto two = place.open(clock, random);
    CHECK(TicketStore(*two).find(made->number).value() ==
          TicketStore(*one).find(made->number).value());
}
