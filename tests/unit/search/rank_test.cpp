#include <algorithm>

#include "tests/unit/search/library.h"

using namespace lotse;
using analysis::Lang;
using lotse::testing::article;
using lotse::testing::Library;

TEST_CASE("a word in the title counts more than in the text", "[search][rank]") {
    const Library library(
        {article("text", Lang::de, "Allerlei", "Hier steht etwas vom Router und anderem."),
         article("title", Lang::de, "Router", "Hier steht etwas ganz anderes und mehr.")});
    CHECK(library.first("Router") == "title");
}

TEST_CASE("a long subject is hardly worse than a title of one word", "[search][rank]") {
    std::vector<index::Document> documents{
        article("long", Lang::de, "Nach dem Umzug blinkt der Router nur noch rot und grün",
                "Der Router blinkt, sobald der Router kein Signal vom Anbieter bekommt.")};
    for (const char* title : {"Anbieter", "Umzug", "Rot", "Grün", "Router", "Signal", "Adresse"})
        documents.push_back(
            article(title, Lang::de, title, "Hier steht etwas ganz anderes und mehr."));
    const Library library(std::move(documents));
    CHECK(library.first("Router blinkt") == "long");
    CHECK(library.first("Router") == "Router");
    const auto hits = library.ask("Router").hits;
    REQUIRE(hits.size() == 2);
    const auto title_of = [](const search::Hit& hit) {
        for (const auto& part : hit.score_parts)
            if (part.name == "title")
                return part.value;
        return 0.0;
    };
    CHECK(title_of(hits.back()) > 0.5 * title_of(hits.front()));
}

TEST_CASE("the score is the sum of its parts, the whole document's weight among them",
          "[search][rank]") {
    const Library library(lotse::testing::help_desk());
    for (const search::Hit& hit : library.ask("Passwort vergessen").hits) {
        double sum = 0;
        double whole = 0;
        for (const auto& part : hit.score_parts) {
            sum += part.value;
            whole += part.name == "whole" ? part.value : 0;
        }
        CHECK(sum == Approx(hit.score));
        CHECK(whole > 0);
    }
}

TEST_CASE("the exact spelling comes before other forms", "[search][rank]") {
    const Library library({article("a", Lang::de, "Die Gerate", "Gerate gerate."),
                           article("b", Lang::de, "Die Geräte", "Geräte geräte.")});
    CHECK(library.first("Geräte") == "b");
    CHECK(library.first("Gerate") == "a");
    CHECK(library.ask("Geraete").hits.size() == 2);
}

TEST_CASE("a document with all words comes before one with many of one word", "[search][rank]") {
    const Library library(
        {article("many", Lang::de, "x", "Router Router Router Router Router Router und Ende."),
         article("both", Lang::de, "y", "Ein Router kann ein Update laden und neu starten."),
         article("other", Lang::de, "z", "Ganz anderer Inhalt ohne Bezug zum Thema.")});
    CHECK(library.first("Router Update") == "both");
}

TEST_CASE("words near to each other count more", "[search][rank]") {
    const std::string filler = " und noch viele weitere Worte dazwischen ohne jede Bedeutung hier";
    const Library library({article("far", Lang::de, "x", "Kabel" + filler + " Bruch."),
                           article("near", Lang::de, "y", "Kabel Bruch" + filler + ".")});
    CHECK(library.first("Kabel Bruch") == "near");
}

TEST_CASE("a question that was answered before finds its answer again", "[search][rank]") {
    auto documents = lotse::testing::help_desk();
    documents[3].questions = {"Wie ziehe ich mit meinem Internet in die neue Bude"};
    const Library library(std::move(documents));
    CHECK(library.first("Internet in der neuen Bude") == "umzug");
}

TEST_CASE("a word that the dictionary translates alike stands for the asker's", "[search][rank]") {
    const Library library(
        {article("password", Lang::de, "Zugang", "So wird das Passwort geändert."),
         article("bill", Lang::de, "Zahlung", "So wird die Zahlung geändert.")});
    const auto hits = library.ask("Kennwort").hits;
    REQUIRE(hits.size() == 1);
    CHECK(hits.front().id == "password");
    REQUIRE(hits.front().why.size() == 1);
    CHECK(hits.front().why.front().query_word == "Kennwort");
    CHECK(hits.front().why.front().document_word == "Passwort");
    CHECK(hits.front().why.front().rule == search::Rule::synonym);
}

TEST_CASE("the asker's own word counts more than what else it may be called", "[search][rank]") {
    const Library library({article("other", Lang::de, "x", "Das Passwort steht auf dem Zettel."),
                           article("own", Lang::de, "y", "Das Kennwort steht auf dem Zettel."),
                           article("none", Lang::de, "z", "Ganz anderer Inhalt ohne Bezug.")});
    CHECK(library.first("Kennwort") == "own");
    CHECK(library.first("Passwort") == "other");
    CHECK(library.ask("Kennwort").hits.size() == 2);
}

TEST_CASE("the letters of a product's name that every article has decide nothing",
          "[search][rank]") {
    std::vector<index::Document> documents;
    for (const char* id : {"a", "b", "c", "d", "e", "f", "g", "h"})
        documents.push_back(article(id, Lang::de, "", "Die FRITZ!Box im Regal " + std::string(id)));
    const Library library(std::move(documents));
    const auto hits = library.ask("FRITZ!Box").hits;
    REQUIRE(hits.size() == 8);
    for (const auto& part : hits.front().score_parts)
        if (part.name == "letters")
            CHECK(part.value < 0.1);
}

TEST_CASE("a word that most articles call otherwise does not decide by its letters",
          "[search][rank]") {
    std::vector<index::Document> documents;
    for (const char* id : {"a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l"})
        documents.push_back(
            article(id, Lang::de, "WLAN " + std::string(id), "Im WLAN steht " + std::string(id)));
    documents.push_back(article("calls", Lang::de, "Wifi", "So wird telefoniert."));
    const auto letters = [](const Library& library) {
        const auto hits = library.ask("wifi").hits;
        const auto calls = std::find_if(hits.begin(), hits.end(),
                                        [](const auto& hit) { return hit.id == "calls"; });
        REQUIRE(calls != hits.end());
        for (const auto& part : calls->score_parts)
            if (part.name == "letters")
                return part.value;
        return 0.0;
    };
    CHECK(letters(Library(documents, 0, "wifi, wlan\n")) < letters(Library(documents)) / 2);
}
