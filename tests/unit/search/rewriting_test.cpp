#include "searchd/search/rewriting.h"
#include "tests/unit/search/library.h"

using namespace lotse;
using analysis::Lang;
using search::Rewriting;

TEST_CASE("a rewritten question knows where each word stood as typed", "[search][mending]") {
    const std::string typed = "bitte resetpasword am pass wort jetzt";
    const Rewriting meant(typed, {{6, 18, "reset password"}, {22, 31, "passwort"}});
    CHECK(meant.text() == "bitte reset password am passwort jetzt");
    const auto as_typed = [&](std::string_view word) {
        const std::size_t at = meant.text().find(word);
        const auto place = meant.typed_place(at, at + word.size());
        return typed.substr(place.begin, place.end - place.begin);
    };
    CHECK(as_typed("bitte") == "bitte");
    CHECK(as_typed("reset") == "resetpasword");
    CHECK(as_typed("password") == "resetpasword");
    CHECK(as_typed("am") == "am");
    CHECK(as_typed("passwort") == "pass wort");
    CHECK(as_typed("jetzt") == "jetzt");
    CHECK(meant.typed_place(0, 5).replaced == nullptr);
    CHECK(meant.typed_place(6, 11).replaced == &meant.replacements().front());
}

TEST_CASE("reasons name the asker's own word, however it was read", "[search][mending][why]") {
    const lotse::testing::Library library(lotse::testing::help_desk());
    const auto asked_with = [&](const std::string& query, Lang page) {
        const auto answer = library.ask(query, page);
        REQUIRE_FALSE(answer.hits.empty());
        std::string words;
        for (const auto& reason : answer.hits.front().why)
            words += reason.query_word + "→" + reason.document_word + " ";
        return words;
    };
    CHECK(asked_with("geraete", Lang::de) == "geraete→Geräte ");
    CHECK(asked_with("resetpassword", Lang::en) == "resetpassword→Reset resetpassword→password ");
    CHECK(asked_with("rech nung", Lang::de) == "rech nung→Rechnung ");
    CHECK(asked_with("ich ziehe um", Lang::de) == "ziehe→Umzug ");
}
