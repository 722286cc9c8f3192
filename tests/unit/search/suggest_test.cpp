#include <algorithm>

#include "tests/unit/search/library.h"

using namespace lotse;
using analysis::Lang;
using lotse::testing::Library;

namespace {

std::string first_completion(const Library& library, const char* typed, Lang page = Lang::de) {
    const auto answer = library.engine().suggest(
        {.query = typed, .page_lang = page, .deadline = Milliseconds{60'000}});
    REQUIRE(answer.ok());
    return answer->completions.empty() ? "" : answer->completions.front();
}

} // namespace

TEST_CASE("titles and other names complete what is being typed", "[search][suggest]") {
    auto documents = lotse::testing::help_desk();
    documents[0].aliases = {"Netzwerkschlüssel ändern"};
    const Library library(std::move(documents));
    CHECK(first_completion(library, "Dru") == "Drucker ist offline");
    CHECK(first_completion(library, "drucker off") == "Drucker ist offline");
    CHECK(first_completion(library, "netzwerks") == "Netzwerkschlüssel ändern");
    CHECK(first_completion(library, "rese", Lang::en) == "Reset your password");
    CHECK(first_completion(library, "u") != "");
    CHECK(first_completion(library, "").empty());
    CHECK(first_completion(library, "zzz").empty());
}

TEST_CASE("a typing error while typing is forgiven", "[search][suggest]") {
    const Library library(lotse::testing::help_desk());
    CHECK(first_completion(library, "drc") == "Drucker ist offline");
    CHECK(first_completion(library, "drukc") == "Drucker ist offline");
}

TEST_CASE("suggested articles carry their marks", "[search][suggest]") {
    const Library library(lotse::testing::help_desk());
    const auto answer =
        library.engine().suggest({.query = "drucker off", .deadline = Milliseconds{60'000}});
    REQUIRE(answer.ok());
    REQUIRE_FALSE(answer->hits.empty());
    CHECK(answer->hits[0].id == "drucker-offline");
    CHECK(answer->hits[0].title_marks.size() == 2);
}

TEST_CASE("what is written in the page's language is suggested first", "[search][suggest]") {
    auto documents = lotse::testing::help_desk();
    documents.push_back(lotse::testing::article("zettel", Lang::de,
                                                "Ein langer Titel über das Passwort auf dem Zettel "
                                                "unter der Tastatur des Rechners",
                                                "Text."));
    documents.push_back(lotse::testing::article("note", Lang::en, "Password note", "Text."));
    documents[documents.size() - 2].group = documents.back().group = "note";
    const Library library(std::move(documents));
    const auto first = [&](Lang page) {
        const auto answer = library.engine().suggest(
            {.query = "passw", .page_lang = page, .deadline = Milliseconds{60'000}});
        REQUIRE(answer.ok());
        REQUIRE_FALSE(answer->hits.empty());
        return answer->hits.front().id;
    };
    CHECK(first(Lang::de) == "zettel");
    CHECK(first(Lang::en) == "note");
}

TEST_CASE("answers are kept until something changes that they depend on", "[search][suggest]") {
    Library library(lotse::testing::help_desk());
    search::Engine& engine = library.engine();
    const auto search = [&] {
        REQUIRE(engine.search({.query = "drucker offline", .deadline = Milliseconds{60'000}}).ok());
        return engine.kept_answers().found;
    };
    const auto suggest = [&] {
        (void)first_completion(library, "druc");
        return engine.kept_suggestions().found;
    };
    search(); // with this one the index was opened
    search();
    CHECK(search() == 1);
    suggest();
    CHECK(suggest() == 1);
    const std::vector<search::AskedQuestion> asked{{"Druckerpatrone tauschen",
                                                    Lang::de,
                                                    search::Visibility::everyone,
                                                    5,
                                                    {"drucker-offline"}}};
    REQUIRE(engine.offer(asked));
    CHECK(suggest() == 1); // may complete to the new question
    CHECK(suggest() == 2);
    CHECK(search() == 2); // does not depend on it
    REQUIRE(engine.offer(asked));
    CHECK(suggest() == 3); // the same again changes nothing
    REQUIRE(engine.offer({}));
    CHECK(suggest() == 3);
}
