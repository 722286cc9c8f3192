#include <algorithm>
#include <set>

#include "indexer/base/text.h"
#include "indexer/index/updater.h"
#include "tests/support/manual_clock.h"
#include "tests/support/soon.h"
#include "tests/unit/search/library.h"

using namespace lotse;
using analysis::Lang;
using lotse::testing::article;
using lotse::testing::Library;
using search::Reason;
using search::Rule;

namespace {

const Library& library() {
    static const Library shared(lotse::testing::help_desk());
    return shared;
}

std::string marked(const std::string& text, const std::vector<search::Mark>& marks) {
    std::string result;
    std::size_t at = 0;
    for (const auto& mark : marks) {
        REQUIRE(mark.begin >= at);
        REQUIRE(mark.end <= text.size());
        result += text.substr(at, mark.begin - at) + "[" +
                  text.substr(mark.begin, mark.end - mark.begin) + "]";
        at = mark.end;
    }
    return result + text.substr(at);
}

bool has(const search::Hit& hit, const Reason& reason) {
    return std::find(hit.why.begin(), hit.why.end(), reason) != hit.why.end();
}

} // namespace

TEST_CASE("a hit says which word met which, in the document's own spelling", "[search][why]") {
    const auto answer = library().ask("Passwörter ändern");
    REQUIRE_FALSE(answer.hits.empty());
    const auto& hit = answer.hits.front();
    CHECK(has(hit, {"ändern", "ändern", Rule::exact, "title"}));
    CHECK(std::any_of(hit.why.begin(), hit.why.end(), [](const Reason& reason) {
        return reason.query_word == "Passwörter" && reason.rule == Rule::form;
    }));
    const auto printer = library().ask("printer", Lang::en);
    REQUIRE_FALSE(printer.hits.empty());
    CHECK(has(printer.hits.front(), {"printer", "Drucker", Rule::translated, "title"}));
    const auto part = library().ask("Betrag");
    REQUIRE_FALSE(part.hits.empty());
    CHECK(has(part.hits.front(), {"Betrag", "Rechnungsbetrag", Rule::part, "body"}));
}

TEST_CASE("matched words are marked in title and snippet", "[search][snippet]") {
    const auto answer = library().ask("Rechnung");
    REQUIRE_FALSE(answer.hits.empty());
    const auto& hit = answer.hits.front();
    CHECK(marked(hit.title, hit.title_marks) == "Ihre [Rechnung] verstehen");
    CHECK_THAT(marked(hit.snippet, hit.marks), lotse::testing::contains("[Rechnung] kommt"));
}

TEST_CASE("a snippet shows the passage that matches and keeps to its length", "[search][snippet]") {
    std::string text;
    for (int i = 0; i < 60; ++i)
        text += "Dieser Satz füllt nur den Platz, Nummer " + std::to_string(i) + ". ";
    text += "Der Zauberstab liegt ganz <b>hinten</b> im Schrank. ";
    for (int i = 0; i < 60; ++i)
        text += "Auch das hier ist Beiwerk ohne Belang. ";
    const Library long_text({lotse::testing::article("lang", Lang::de, "Lang", text)});
    const auto answer = long_text.ask("Zauberstab");
    REQUIRE(answer.hits.size() == 1);
    const std::string& snippet = answer.hits[0].snippet;
    CHECK_THAT(snippet, lotse::testing::contains("Der Zauberstab liegt ganz <b>hinten</b>"));
    CHECK(utf8_length(snippet) <= 206);
    CHECK(is_utf8(snippet));
}

TEST_CASE("a mistyped word is mended at once, and the answer says so", "[search][mending]") {
    const auto answer = library().ask("Drukcer offline");
    REQUIRE_FALSE(answer.hits.empty());
    CHECK(answer.searched_for == "Drucker offline");
    CHECK(has(answer.hits.front(), {"Drukcer", "Drucker", Rule::mended, "title"}));
    const auto exact = library().ask(search::SearchRequest{.query = "Drukcer", .exact = true});
    CHECK(exact.hits.empty());
    CHECK(exact.searched_for.empty());
}

TEST_CASE(
    "a large index that changed before the first question answers it, and mends new words soon",
    "[search][mending]") {
    // More words than are gathered while somebody waits.
    std::vector<index::Document> documents;
    for (int d = 0; d < 220; ++d) {
        std::string text;
        for (int w = 0; w < 100; ++w) {
            std::string word = "w";
            for (int number = d * 100 + w; number > 0; number /= 20)
                word += "bcdfghjklmnpqrstvwxz"[number % 20];
            text += word + " ";
        }
        documents.push_back(article("n" + std::to_string(d), Lang::de, "Artikel", text));
    }
    const Library library(std::move(documents));
    const auto changed =
        article("neu", Lang::de, "Quittungsdrucker", "Quittungsdrucker einschalten.");
    REQUIRE(index::Updater(library.folder() / "index").apply({{changed.key, changed}}));
    const auto search_for = [&](const char* query) {
        const auto answer = library.engine().search({.query = query, .page_lang = Lang::de});
        REQUIRE(answer);
        return *answer;
    };
    CHECK(search_for("Quittungsdrucker").hits.at(0).id == "neu");
    CHECK(lotse::testing::soon([&] {
        const auto answer = search_for("Quitungsdrucker");
        return !answer.hits.empty() && answer.hits[0].id == "neu" &&
               answer.searched_for == "Quittungsdrucker";
    }));
}

TEST_CASE("words that the index or the dictionary knows are never mended", "[search][mending]") {
    for (const char* query : {"Drucker", "Rechnungen", "Kennwort", "reset", "Umzug 7590"})
        CHECK(library().ask(query).searched_for.empty());
}

TEST_CASE("the editors' synonyms find", "[search][synonyms]") {
    const Library with(lotse::testing::help_desk(), 0, "Kiste => FördeBox\n");
    CHECK(with.first("Kiste") == "wlan-passwort");
    CHECK(library().first("Kiste").empty());
}

TEST_CASE("below the floor nothing is offered", "[search][abstains]") {
    const Library strict(lotse::testing::help_desk(), 0.5);
    const auto far = strict.ask("Umzug Quantenphysik Schrebergarten Elefant Seiltanz Vulkan");
    CHECK(far.hits.empty());
    CHECK(far.total == 0);
    CHECK_FALSE(far.confident);
    const auto near = strict.ask("Drucker offline");
    CHECK(near.confident);
    CHECK_FALSE(near.hits.empty());
    search::SearchRequest all{.query =
                                  "Umzug Quantenphysik Schrebergarten Elefant Seiltanz Vulkan"};
    all.abstain = false;
    CHECK_FALSE(strict.ask(all).hits.empty());
}

TEST_CASE("any bytes of any length get an answer", "[search][bounds]") {
    std::string noise;
    for (int i = 0; i < 100'000; ++i)
        noise += static_cast<char>((i * 7919) % 256);
    for (const std::string& query :
         {std::string(), std::string("   "), std::string("\"((*+^"), std::string("AND OR NOT"),
          std::string(10'000, 'a'), std::string("der die das"), noise})
        CHECK(library().engine().search({.query = query}).ok());
}

TEST_CASE("pages follow on one another", "[search]") {
    std::vector<index::Document> documents;
    for (int i = 0; i < 25; ++i)
        documents.push_back(lotse::testing::article("a" + std::to_string(i), Lang::de, "Leitung",
                                                    "Text " + std::to_string(i)));
    const Library many(std::move(documents));
    std::set<std::string> seen;
    for (std::size_t page = 1; page <= 3; ++page) {
        search::SearchRequest request{.query = "Leitung"};
        request.page = page;
        const auto answer = many.ask(request);
        CHECK(answer.total == 25);
        for (const auto& hit : answer.hits)
            seen.insert(hit.id);
    }
    CHECK(seen.size() == 25);
}

TEST_CASE("a category or a kind narrows the search", "[search]") {
    auto documents = lotse::testing::help_desk();
    documents[2].category = "hardware";
    documents.push_back(
        lotse::testing::article("7", Lang::de, "Drucker druckt nicht", "Patrone leer"));
    documents.back().key.kind = index::Kind::solution;
    const Library some(std::move(documents));
    CHECK(some.ask("Drucker").hits.size() == 2);
    search::SearchRequest request{.query = "Drucker", .category = "hardware"};
    CHECK(some.ask(request).hits.size() == 1);
    request = {.query = "Drucker"};
    request.kinds = {index::Kind::solution};
    REQUIRE(some.ask(request).hits.size() == 1);
    CHECK(some.ask(request).hits[0].kind == index::Kind::solution);
}

TEST_CASE("without an index a search fails and says what to do", "[search]") {
    const lotse::testing::TempDir folder;
    const SystemClock clock;
    const auto engine = search::Engine::create({.index = folder / "none"}, clock).value();
    const auto answer = engine->search({.query = "Drucker"});
    REQUIRE_FALSE(answer);
    CHECK(answer.error().code == Code::not_found);
    CHECK_FALSE(answer.error().hint.empty());
}

TEST_CASE("a deadline that has passed gives a partial answer", "[search][bounds]") {
    std::vector<index::Document> documents;
    for (int i = 0; i < 300; ++i)
        documents.push_back(lotse::testing::article("a" + std::to_string(i), Lang::de, "Leitung",
                                                    "Leitung " + std::to_string(i)));
    const Library many(std::move(documents));
    search::SearchRequest request{.query = "Leitung", .deadline = Milliseconds{-1}};
    const auto answer = many.engine().search(request);
    REQUIRE(answer.ok());
    CHECK(answer->partial);
}

TEST_CASE("explain prints each stage", "[search][explain]") {
    const auto text = library().engine().explain({.query = "Drukcer Rechnungen"}).value();
    for (const char* part : {"language: de", "terms:", "plan:", "mended:", "hits:", "confidence"})
        CHECK_THAT(text, lotse::testing::contains(part));
}

TEST_CASE("an answer that was given before is given again, until something changes",
          "[search][cache]") {
    const Library library(lotse::testing::help_desk());
    const auto once = library.ask("passwort ändern");
    (void)library.ask("passwort ändern"); // the first one only gathered what all need
    const auto again = library.ask("passwort ändern");
    REQUIRE_FALSE(once.hits.empty());
    REQUIRE(again.hits.size() == once.hits.size());
    for (std::size_t i = 0; i < once.hits.size(); ++i) {
        CHECK(again.hits[i].id == once.hits[i].id);
        CHECK(again.hits[i].snippet == once.hits[i].snippet);
    }
    // Everything of a question tells it from others.
    CHECK(
        library.ask(search::SearchRequest{.query = "passwort ändern", .per_page = 1}).hits.size() ==
        1);
    CHECK(library.ask(search::SearchRequest{.query = "passwort ändern", .category = "none"})
              .hits.empty());
    CHECK(
        library
            .ask(search::SearchRequest{.query = "passwort ändern", .kinds = {index::Kind::ticket}})
            .hits.empty());
    CHECK(library.ask("passwort ändern").hits.size() == once.hits.size());
}
