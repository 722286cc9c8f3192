#include <algorithm>

#include "indexer/analysis/analyzer.h"
#include "tests/unit/analysis/tables.h"

using namespace lotse::analysis;
using lotse::testing::read_table;

namespace {

/// Some words of each language, as a dictionary lists them.
class Lists final : public Vocabulary {
  public:
    Lists() {
        for (const char* word :
             {"meldung",    "versenden", "browser",       "konto",      "verbindung", "abgelehnt",
              "tarif",      "kennwort",  "falsch",        "eingegeben", "stellen",    "danach",
              "starten",    "schild",    "problem",       "hand",       "router",     "server",
              "bildschirm", "passwort",  "einstellungen", "hinzufügen", "leuchte",    "rot",
              "fall",       "hilft",     "gateway"})
            words_.add(word, Lang::de);
        for (const char* word :
             {"connection", "connections", "refused", "password", "expired", "page",   "displayed",
              "settings",   "surf",        "message", "account",  "add",     "server", "router",
              "restart",    "call",        "hall",    "hand",     "problem", "choose", "wait",
              "best",       "gateway",     "timeout", "open",     "browser"})
            words_.add(word, Lang::en);
    }
    std::uint32_t frequency(std::string_view word, Lang lang) const override {
        return words_.frequency(word, lang);
    }

  private:
    WordList words_;
};

std::shared_ptr<const Analyzer> analyzer() {
    return Analyzer::create({.lexicon = std::make_shared<Lists>()}).value();
}

} // namespace

TEST_CASE("passages of an article in the other language are read in theirs, sure ones only",
          "[analysis][language]") {
    for (const auto& row : read_table("passages.txt", 3)) {
        INFO(row.where << " " << row.fields[1]);
        std::string text = row.fields[1];
        for (std::size_t at = text.find("¶"); at != std::string::npos; at = text.find("¶"))
            text.replace(at, std::string_view("¶").size(), "\n");
        const Lang lang = *parse_lang(row.fields[0]);
        std::vector<std::string> elsewhere;
        for (const Token& token : analyzer()->words_of_article(text, lang).tokens)
            if (token.lang != lang)
                elsewhere.push_back(token.folded);
        CHECK(elsewhere == lotse::testing::words_of(row.fields[2]));
    }
}

TEST_CASE("a passage has the stems of its own language", "[analysis][language]") {
    const auto analysis = analyzer()->analyze_article(
        "Die Meldung „connections refused“ erscheint.", Lang::de, NoVocabulary{});
    std::string stems;
    for (const Term& term : analysis.terms)
        if (term.kind == TermKind::stem)
            stems += term.text + " ";
    CHECK(stems == "die meldung connect refus erscheint erschein ");
}

TEST_CASE("a question is read in one language, whatever it quotes", "[analysis][language]") {
    const auto analysis = analyzer()->analyze("Meldung „connection refused“ beim Versenden",
                                              Lang::de, NoVocabulary{});
    for (const Token& token : analysis.tokens)
        CHECK(token.lang == Lang::de);
}
