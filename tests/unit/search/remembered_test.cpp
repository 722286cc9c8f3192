#include "tests/unit/search/library.h"

using namespace lotse;
using analysis::Lang;
using lotse::testing::article;
using lotse::testing::Library;

namespace {

index::Document with_questions(index::Document document, std::vector<std::string> questions) {
    document.questions = std::move(questions);
    return document;
}

std::vector<index::Document> others() {
    return {article("rechnung", Lang::de, "Rechnung", "Die Rechnung kommt am Monatsende."),
            article("umzug", Lang::de, "Umzug", "Den Umzug vier Wochen vorher melden."),
            article("tarif", Lang::de, "Tarif", "Der Tarif gilt zwei Jahre."),
            article("router", Lang::de, "Router", "Der Router blinkt beim Start.")};
}

} // namespace

TEST_CASE("a question is found again in the article that answered it", "[search][remembered]") {
    auto documents = others();
    documents.push_back(with_questions(article("netz", Lang::de, "Verbindung", "Strom aus, an."),
                                       {"Kiste macht keinen Mucks mehr"}));
    const Library library(std::move(documents));
    CHECK(library.first("meine Kiste macht keinen Mucks") == "netz");
}

TEST_CASE("one question that is nearly the same counts more than its words in many questions",
          "[search][remembered]") {
    auto documents = others();
    documents.push_back(with_questions(article("same", Lang::de, "Eins", "Text."),
                                       {"Lampe blinkt rot nach Gewitter"}));
    documents.push_back(with_questions(
        article("scattered", Lang::de, "Zwei", "Text."),
        {"Lampe am Gehäuse wechseln lassen", "Warum blinkt der Anrufbeantworter so lange",
         "Bildschirm zeigt rot statt grün", "Telefon taub seit dem letzten Gewitter"}));
    const Library library(std::move(documents));
    CHECK(library.first("Lampe blinkt rot nach dem Gewitter") == "same");
}

TEST_CASE("several questions that agree outweigh one wrong link", "[search][remembered]") {
    auto documents = others();
    documents.push_back(with_questions(article("wrong", Lang::de, "Eins", "Text."),
                                       {"Bild ruckelt beim Fernsehen am Abend"}));
    documents.push_back(with_questions(article("right", Lang::de, "Zwei", "Text."),
                                       {"Bild ruckelt beim Fernsehen ständig",
                                        "Abends ruckelt beim Fernsehen das Bild",
                                        "Fernsehen: Bild ruckelt jeden Abend"}));
    const Library library(std::move(documents));
    CHECK(library.first("Bild ruckelt beim Fernsehen am Abend") == "right");
}

TEST_CASE("a wrong link does not push aside the article that is called so",
          "[search][remembered]") {
    auto documents = others();
    documents.push_back(with_questions(article("wrong", Lang::de, "Gutschrift", "Text."),
                                       {"Kann ich meinen Router zurücksetzen"}));
    documents.push_back(article("right", Lang::de, "Router zurücksetzen",
                                "Zum Zurücksetzen den Knopf am Router zehn Sekunden drücken."));
    const Library library(std::move(documents));
    CHECK(library.first("Router zurücksetzen") == "right");
}
