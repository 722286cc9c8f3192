#include "searchd/search/answer_kind.h"

#include "tests/unit/search/library.h"

using namespace lotse;
using analysis::Lang;
using lotse::testing::article;
using lotse::testing::Library;
using search::AnswerKind;

namespace {

analysis::Analysis read(const char* question, Lang lang) {
    static const auto analyzer = analysis::Analyzer::create({}).value();
    return analyzer->words(question, lang);
}

AnswerKind kind(const char* question, Lang lang) {
    return search::answer_kind(read(question, lang));
}

bool holds(AnswerKind what, const char* text, Lang lang, const char* question = "") {
    return search::holds(what, text, lang, read(question, lang));
}

} // namespace

TEST_CASE("question words tell what kind of answer is wanted", "[search][answer]") {
    for (const char* time : {"When did the office open?", "Since when is it so?",
                             "In what year was the treaty signed?", "On which date is it due"})
        CHECK(kind(time, Lang::en) == AnswerKind::time);
    for (const char* time : {"Wann endet mein Vertrag?", "Ab wann gilt das?",
                             "In welchem Jahr wurde er geschlossen?", "Bis wann kann ich kündigen"})
        CHECK(kind(time, Lang::de) == AnswerKind::time);
    for (const char* number : {"How many devices can I connect?", "how much does it cost",
                               "How long does a transfer take?"})
        CHECK(kind(number, Lang::en) == AnswerKind::number);
    for (const char* number : {"Wie viele Geräte sind erlaubt?", "Wieviel kostet das",
                               "wie groß darf der Anhang sein", "Wie lange dauert ein Umzug?"})
        CHECK(kind(number, Lang::de) == AnswerKind::number);
    CHECK(kind("Who built the castle?", Lang::en) == AnswerKind::name);
    CHECK(kind("Von wem ist das Werk?", Lang::de) == AnswerKind::name);
}

TEST_CASE("what only looks like a question word asks for nothing", "[search][answer]") {
    for (const char* none : {"When I print, nothing happens", "The printer stops when it is hot",
                             "someone who can read my calendar", "How do I reset my password?", ""})
        CHECK(kind(none, Lang::en) == AnswerKind::any);
    for (const char* none : {"Wie ändere ich mein Passwort?", "wlan passwort", "wenn ich drucke"})
        CHECK(kind(none, Lang::de) == AnswerKind::any);
}

TEST_CASE("a passage holds a time, a number or a name beside the question's own",
          "[search][answer]") {
    CHECK(holds(AnswerKind::time, "It was signed in 1957.", Lang::en));
    CHECK(holds(AnswerKind::time, "Seit dem 12.03.2010 gilt das.", Lang::de));
    CHECK(holds(AnswerKind::time, "Paid each April and October.", Lang::en));
    CHECK_FALSE(holds(AnswerKind::time, "They march on and may win 100 times.", Lang::en));
    CHECK_FALSE(holds(AnswerKind::time, "It was signed in 1957.", Lang::en,
                      "When, if not in 1957, was it signed?"));
    CHECK(holds(AnswerKind::number, "Up to 16 devices at once.", Lang::en));
    CHECK(holds(AnswerKind::number, "Höchstens zwölf Geräte.", Lang::de));
    CHECK_FALSE(holds(AnswerKind::number, "Seit 1957 erlaubt.", Lang::de));
    CHECK(holds(AnswerKind::name, "It was built by Walter.", Lang::en));
    CHECK_FALSE(holds(AnswerKind::name, "Nobody knows. The castle is old.", Lang::en));
    CHECK_FALSE(
        holds(AnswerKind::name, "It is the castle of Melfi.", Lang::en, "Who was count of Melfi?"));
    CHECK(holds(AnswerKind::name, "Gebaut hat es Robert Guiskard.", Lang::de));
    CHECK_FALSE(holds(AnswerKind::name, "Die Burg liegt auf einem Hügel.", Lang::de));
}

TEST_CASE("of passages that share a question's words the one with such an answer goes first",
          "[search][answer]") {
    const Library library(
        {article("a", Lang::de, "", "Die Burg wurde von den Grafen der Stadt gebaut und bewohnt."),
         article("b", Lang::de, "", "Die Burg wurde um 1080 an der Mauer der Stadt gebaut."),
         article("c", Lang::de, "", "Im Garten der Stadt stehen viele alte Bäume aus dem Süden."),
         article("d", Lang::de, "", "Der Markt der Stadt ist an jedem Freitag lange geöffnet.")});
    CHECK(library.first("Wann wurde die Burg gebaut?") == "b");
    const auto hits = library.ask("Wann wurde die Burg gebaut?").hits;
    double sum = 0;
    for (const auto& part : hits.front().score_parts)
        sum += part.value;
    CHECK(hits.front().score_parts.back().name == "answer");
    CHECK(hits.front().score_parts.back().value > 0);
    CHECK(sum == hits.front().score);
}
