#include "tests/unit/search/library.h"

#include <algorithm>
#include <set>

#include "indexer/index/updater.h"

using namespace lotse;
using analysis::Lang;
using lotse::testing::article;
using lotse::testing::Library;

TEST_CASE("an English word is never read as German", "[search][language]") {
    const Library library({article("tat", Lang::de, "Die Tat", "Eine gute Tat."),
                           article("gift", Lang::de, "Gift im Garten", "Das Gift der Pflanze."),
                           article("tier", Lang::de, "Das Tier", "Ein Tier im Wald.")});
    for (const char* query : {"potato", "discutiert", "statement"})
        CHECK(library.first(query, Lang::en).empty());
}

TEST_CASE("a passage in the other language is found by that language's forms",
          "[search][language]") {
    const Library library(
        {article("abgelehnt", Lang::de, "Der Server nimmt nichts an",
                 "Die Meldung „Connection refused“ steht im Protokoll. Es hilft ein Neustart."),
         article("neustart", Lang::de, "Neustart", "Ein Neustart hilft oft. Gute Besserung."),
         article("potato", Lang::de, "Kartoffeln", "Auf dem Sack steht „refused potatoes“.")});
    CHECK(library.first("refusing connections", Lang::en) == "abgelehnt");
    CHECK(library.first("connection refused", Lang::de) == "abgelehnt");
    CHECK(library.first("meldung connection refused", Lang::de) == "abgelehnt");
    CHECK(library.first("Tat", Lang::de).empty());
}

TEST_CASE("a translation counts as soon as a changed article holds it", "[search][language]") {
    const Library library({article("tier", Lang::de, "Das Tier", "Ein Tier im Wald."),
                           article("box", Lang::en, "The box", "A box of tools.")});
    CHECK(library.first("printer", Lang::en).empty());
    const auto changed = article("neu", Lang::de, "Drucker", "Der Drucker druckt.");
    REQUIRE(index::Updater(library.folder() / "index").apply({{changed.key, changed}}));
    CHECK(library.first("printer", Lang::en) == "neu");
}

TEST_CASE("of two translations the asker's language is shown", "[search][language]") {
    const Library library(lotse::testing::help_desk());
    for (const char* query : {"Rechnung verstehen", "understand bill"}) {
        const auto german = library.ask(search::SearchRequest{.query = query, .lang = Lang::de});
        REQUIRE_FALSE(german.hits.empty());
        CHECK(german.hits.front().translation_key == "bill");
        CHECK(german.hits.front().lang == Lang::de);
        for (std::size_t i = 1; i < german.hits.size(); ++i)
            CHECK(german.hits[i].translation_key != "bill");
    }
}

TEST_CASE("the asker's choice of language overrules detection", "[search][language]") {
    const Library library(lotse::testing::help_desk());
    CHECK(library.ask("Wie ändere ich mein Passwort?", Lang::en).lang == Lang::de);
    CHECK(
        library
            .ask(search::SearchRequest{.query = "Wie ändere ich mein Passwort?", .lang = Lang::en})
            .lang == Lang::en);
}

TEST_CASE("names, codes and messages of programs are answered in the page's language",
          "[search][language]") {
    auto german = article("de", Lang::de, "Absender gesperrt", "Meldung 554 5.7.1 blocked using.");
    auto english = article("en", Lang::en, "Sender is blocked", "Reply 554 5.7.1 blocked using.");
    german.group = english.group = "blocked";
    const Library library({german, english});
    const auto shown = [&](const char* query, Lang page) {
        const auto hits = library.ask(query, page).hits;
        REQUIRE(hits.size() == 1);
        return hits.front().id;
    };
    for (const char* quoted : {"554 5.7.1 blocked using", "554 5.7.1", "5.7.1 reply"}) {
        INFO(quoted);
        CHECK(shown(quoted, Lang::de) == "de");
        CHECK(shown(quoted, Lang::en) == "en");
    }
    CHECK(shown("sender is blocked", Lang::de) == "en");
    CHECK(shown("why is the reply 554 5.7.1", Lang::de) == "en");
    CHECK(shown("warum ist der Absender gesperrt", Lang::en) == "de");
}

TEST_CASE("an answer in the asker's language comes before one in the other", "[search][language]") {
    const Library library({article("de", Lang::de, "Passwort", "Das Passwort ist lang."),
                           article("en", Lang::en, "Password", "The password is long.")});
    CHECK(library.first("Passwort", Lang::de) == "de");
    CHECK(library.first("password", Lang::en) == "en");
    CHECK(library.ask("Passwort", Lang::de).hits.size() == 2);
}

TEST_CASE("the customer's own glossary goes before the dictionary, both ways",
          "[search][language][glossary]") {
    const Library library({article("council", Lang::en, "The council", "The council meets."),
                           article("opinion", Lang::en, "A second opinion", "Ask somebody else."),
                           article("rat", Lang::de, "Den Rat einholen", "Der Rat hilft."),
                           article("printer", Lang::en, "Printer", "The printer is new.")});
    const auto before = library.ask(search::SearchRequest{.query = "Rat", .lang = Lang::de});
    CHECK(std::any_of(before.hits.begin(), before.hits.end(),
                      [](const search::Hit& hit) { return hit.id == "council"; }));
    library.folder().write("synonyms/glossary.txt", "Rat = second opinion\n");
    SystemClock clock;
    const auto engine = search::Engine::create({.index = library.folder() / "index",
                                                .synonyms = library.folder() / "synonyms",
                                                .floor = 0},
                                               clock)
                            .value();
    const auto ids = [&](const char* query, Lang lang) {
        std::set<std::string> found;
        const auto answer = engine->search({.query = query, .lang = lang});
        REQUIRE(answer.ok());
        for (const auto& hit : answer->hits)
            found.insert(hit.id);
        return found;
    };
    CHECK(ids("Rat", Lang::de) == std::set<std::string>{"rat", "opinion"});
    CHECK(ids("second opinion", Lang::en) == std::set<std::string>{"opinion", "rat"});
    library.folder().write("synonyms/glossary.txt", "Rat = council\nRat\n");
    const auto reloaded = engine->reload();
    REQUIRE_FALSE(reloaded.ok());
    CHECK_THAT(reloaded.error().message, lotse::testing::contains("glossary.txt:2"));
}
