#include "searchd/deflect/asked.h"

#include <algorithm>

#include "tests/unit/deflect/world.h"

using namespace lotse;
using namespace lotse::deflect;
using namespace lotse::deflect::testing;

namespace {

const std::string invoice_question = "Rechnung vom Vormonat herunterladen?";

class AskedWorld : public World {
  public:
    /// Whether the question completes what is typed, after a refresh.
    bool offered(search::Visibility caller = search::Visibility::everyone,
                 const std::string& typed = "rechnung vom vorm") {
        clock.advance(std::chrono::minutes{1});
        ok(asked.refresh());
        const auto answer = ok(
            engine->suggest({.query = typed, .caller = caller, .deadline = Milliseconds{60'000}}));
        return std::find(answer.completions.begin(), answer.completions.end(), invoice_question) !=
               answer.completions.end();
    }
    void ask_as(const std::string& address, search::Visibility audience,
                const std::string& text = invoice_question) {
        trails->record({"", {address, "Browser"}, text, search::Lang::de, audience},
                       search(text, audience));
        trails->settle();
    }

    AskedBefore asked{*database, *engine};
};

constexpr auto everyone = search::Visibility::everyone;
constexpr auto customer = search::Visibility::customer;
constexpr auto staff = search::Visibility::staff;

} // namespace

TEST_CASE("what three different visitors asked and found is offered to the next", "[deflect]") {
    AskedWorld world;
    world.ask(invoice_question, "", "192.0.2.1");
    world.ask(invoice_question, "", "192.0.2.1");
    world.ask("rechnung vom vormonat  HERUNTERLADEN", "", "198.51.100.1");
    CHECK_FALSE(world.offered());
    world.ask(invoice_question, "", "203.0.113.1");
    CHECK(world.offered());
    CHECK(world.offered(everyone, "rexhnung vom"));
    CHECK(world.offered(everyone, "vormonat"));
    CHECK_FALSE(world.offered(everyone, "mailbox"));
}

TEST_CASE("what signed-in customers asked does not reach the public", "[deflect][security]") {
    AskedWorld world;
    world.ask_as("192.0.2.1", everyone);
    world.ask_as("198.51.100.1", everyone);
    world.ask_as("203.0.113.1", customer);
    CHECK_FALSE(world.offered());
    CHECK(world.offered(customer));
    CHECK(world.offered(staff));
    world.ask_as("203.0.113.2", staff);
    CHECK_FALSE(world.offered());
}

TEST_CASE("a question whose answer is gone from the asker's sight is not offered",
          "[deflect][security]") {
    AskedWorld world;
    for (const char* address : {"192.0.2.1", "198.51.100.1", "203.0.113.1"})
        world.ask(invoice_question, "", address);
    REQUIRE(world.offered());
    world.write("rechnung", "de", "Rechnung als PDF herunterladen",
                "Im Kundenkonto unter Verträge.", "internal");
    ok(world.loop->step());
    CHECK_FALSE(world.offered());
    CHECK(world.offered(staff));
}

TEST_CASE("unanswered, old and personal questions are never offered", "[deflect][security]") {
    AskedWorld world;
    const std::string in_vain = "Glasfaser im Gartenhaus";
    const std::string personal = "Rechnung an petra.schmidt@example.org";
    for (const char* address : {"192.0.2.1", "198.51.100.1", "203.0.113.1"}) {
        world.ask(in_vain, "", address);
        world.ask(personal, "", address);
        world.ask(invoice_question, "", address);
    }
    REQUIRE(world.offered());
    for (const char* typed : {"glasfaser", "rechnung an", "petra"})
        for (const auto& text :
             ok(world.engine->suggest({.query = typed, .caller = staff})).completions)
            CHECK((text == "Rechnung als PDF herunterladen" || text == invoice_question));
    world.clock.advance(std::chrono::hours{24 * 181});
    CHECK_FALSE(world.offered());
}
