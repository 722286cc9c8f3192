#include "searchd/deflect/solutions.h"

#include "tests/unit/deflect/world.h"

using namespace lotse;
using namespace lotse::deflect;
using namespace lotse::deflect::testing;

TEST_CASE("solutions for a draft are found by its own words", "[deflect]") {
    World world;
    search::Draft draft;
    draft.subject = "WLAN-Passwort";
    draft.body = "Hallo,\nich möchte das WLAN-Passwort ändern.\n\n> Rechnung als PDF\n";
    const auto answer = ok(solutions_for(*world.engine, draft));
    REQUIRE_FALSE(answer.hits.empty());
    CHECK(answer.hits[0].id == "wlan-passwort");
    CHECK(answer.confident);
}

TEST_CASE("a draft that nothing answers is not answered with confidence", "[deflect]") {
    World world;
    search::Draft draft;
    draft.subject = "Glasfaser";
    draft.body = "Wann wird bei uns im Doppelhaus Glasfaser verlegt?";
    CHECK_FALSE(ok(solutions_for(*world.engine, draft)).confident);
}
