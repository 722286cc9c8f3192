#include "tests/unit/search/library.h"

using namespace lotse;
using analysis::Lang;
using lotse::testing::Library;

TEST_CASE("a long draft finds what three good words would", "[search][draft]") {
    const Library library(lotse::testing::help_desk());
    search::Draft draft;
    draft.subject = "es geht schon wieder nicht";
    draft.body = "Guten Tag,\n\nseit gestern habe ich ein Problem, das mich sehr ärgert. Ich habe "
                 "alles versucht, was mir eingefallen ist, aber der Drucker ist immer noch offline "
                 "und ich weiß mir keinen Rat mehr. Können Sie mir bitte helfen?\n\n"
                 "Mit freundlichen Grüßen\nEva Rechnung\n"
                 "> Am Montag schrieb Fördenet: Ihre Rechnung, Ihre Rechnung, Ihre Rechnung\n";
    draft.deadline = Milliseconds{60'000};
    const auto answer = library.engine().for_draft(draft);
    REQUIRE(answer.ok());
    REQUIRE_FALSE(answer->hits.empty());
    CHECK(answer->hits.front().id == "drucker-offline");
    for (const auto& reason : answer->hits.front().why)
        CHECK(reason.query_word != "Rechnung");
}

TEST_CASE("a draft without meaning has no solutions", "[search][draft]") {
    const Library library(lotse::testing::help_desk());
    const auto answer = library.engine().for_draft({.subject = "Hallo", .body = "> nur Zitat\n"});
    REQUIRE(answer.ok());
    CHECK_FALSE(answer->confident);
}
