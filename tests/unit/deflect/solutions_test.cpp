#include "searchd/deflect/solutions.h"

#include "tests/unit/deflect/world.h"

using namespace lotse;
using namespace lotse::deflect;
using namespace lotse::deflect::testing;

TEST_CASE("a draft is read without greeting, quotation and signature", "[deflect]") {
    CHECK(own_words("Sehr geehrte Damen und Herren,\n\nmein Router blinkt rot.\n\n"
                    "Mit freundlichen Grüßen\nErika Mustermann\n") == "mein Router blinkt rot.");
    CHECK(own_words("Hi there!\nMy router is red.\n\n> On Monday you wrote\n> restart it\n") ==
          "My router is red.");
    CHECK(own_words("Guten Tag Herr Meier.\r\nEs geht nicht.") == "Es geht nicht.");
}

TEST_CASE("a first line that says something is kept", "[deflect]") {
    for (const std::string text :
         {"Hallo, mein Router blinkt.\nWas nun?", "Historie gelöscht\nWas nun?", "Hallo",
          "Liebesbrief kam nicht an,\nhilfe", "Highspeed-Option,\nwo?", ""})
        CHECK(own_words(text) == text);
}

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
