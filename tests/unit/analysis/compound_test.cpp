#include <algorithm>

#include "indexer/analysis/analyzer.h"
#include "tests/unit/analysis/tables.h"

using namespace lotse::analysis;
using lotse::testing::known_words;
using lotse::testing::read_table;
using lotse::testing::words_of;

TEST_CASE("compounds are cut into known words and nothing else is", "[analysis][de]") {
    const WordList words = known_words();
    const auto analyzer = Analyzer::create({}).value();
    for (const auto& row : read_table("compounds.txt", 2)) {
        INFO(row.where << " " << row.fields[0]);
        CHECK(analyzer->split(row.fields[0], words) == words_of(row.fields[1]));
    }
}

TEST_CASE("a part finds the whole and the whole finds its parts", "[analysis][de]") {
    const WordList words = known_words();
    const auto analyzer = Analyzer::create({}).value();
    const auto whole = analyzer->analyze("Passwortänderung", Lang::de, words);
    for (const std::string part : {"Passwort", "Änderung"}) {
        const std::string stem = analyzer->analyze(part, Lang::de, words).terms.at(1).text;
        CHECK(std::find(whole.terms.begin(), whole.terms.end(), Term{stem, TermKind::part, 0}) !=
              whole.terms.end());
    }
}

TEST_CASE("English words are never cut as German compounds", "[analysis][en]") {
    const WordList words = known_words();
    const auto analyzer = Analyzer::create({}).value();
    for (const Term& term : analyzer->analyze("hausboot passwort potato", Lang::en, words).terms)
        CHECK(term.kind != TermKind::part);
}
