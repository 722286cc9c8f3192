#include "searchd/search/lexicon.h"

#include "tests/support/catch.h"

using namespace lotse::search;

namespace {

Lexicon some_words() {
    return Lexicon({std::vector<Lexicon::Entry>{{"passwort", 9},
                                                {"rücksetzung", 3},
                                                {"router", 8},
                                                {"normannen", 2},
                                                {"roller", 1},
                                                {"rat", 5}},
                    std::vector<Lexicon::Entry>{{"password", 7}, {"normans", 2}}});
}

} // namespace

TEST_CASE("edits between words count swapped neighbours once", "[search][mending]") {
    CHECK(edits_between("router", "router", 2) == 0);
    CHECK(edits_between("rotuer", "router", 2) == 1);
    CHECK(edits_between("outer", "router", 2) == 1);
    CHECK(edits_between("rrouter", "router", 2) == 1);
    CHECK(edits_between("", "router", 2) == 3);
    CHECK(edits_between("abcdef", "router", 2) == 3);
}

TEST_CASE("typing errors of every kind are mended", "[search][mending]") {
    const Lexicon lexicon = some_words();
    for (const char* typed :
         {"passwrt", "paswort", "passswort", "passwotr", "oasswort", "psaswort", "passwird"}) {
        INFO(typed);
        const auto found = lexicon.mend(typed, Lang::de, 3);
        REQUIRE_FALSE(found.empty());
        CHECK(found.front().word == "passwort");
    }
    CHECK(lexicon.mend("ruecksetzung", Lang::de, 1).at(0).word == "rücksetzung");
    CHECK(lexicon.mend("rucksetzung", Lang::de, 1).at(0).edits == 0);
    CHECK(lexicon.mend("ruoter", Lang::de, 1).at(0).word == "router");
}

TEST_CASE("short and strange words are not mended", "[search][mending]") {
    const Lexicon lexicon = some_words();
    CHECK(lexicon.mend("rad", Lang::de, 3).empty());
    CHECK(lexicon.mend("elefant", Lang::de, 3).empty());
    CHECK(lexicon.mend("router", Lang::en, 3).empty());
    CHECK(lexicon.mend("rooer", Lang::de, 3).empty());
}

TEST_CASE("names of the other language look alike", "[search][language]") {
    const auto found = some_words().alike("normannen", Lang::en, 0.4, 1, 3);
    REQUIRE_FALSE(found.empty());
    CHECK(found.front().word == "normans");
    CHECK(some_words().alike("elefant", Lang::en, 0.4, 1, 3).empty());
}

TEST_CASE("beginnings of words are found, nearly right ones when there is no right one",
          "[search][suggest]") {
    const Lexicon lexicon = some_words();
    CHECK(lexicon.starting("ro", Lang::de, 5).size() == 2);
    CHECK(lexicon.starting("pasw", Lang::de, 5).at(0).word == "passwort");
    CHECK(lexicon.starting("r", Lang::de, 1).at(0).word == "router");
    CHECK(lexicon.starting("xyz", Lang::de, 5).empty());
}
