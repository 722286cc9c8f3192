#include "indexer/analysis/analyzer.h"
#include "tests/unit/analysis/tables.h"

using namespace lotse::analysis;

TEST_CASE("the language of a question is told by its function words and letters",
          "[analysis][language]") {
    const auto analyzer = Analyzer::create({}).value();
    for (const auto& row : lotse::testing::read_table("languages.txt", 2)) {
        INFO(row.where << " " << row.fields[1]);
        const Lang lang = *parse_lang(row.fields[0]);
        CHECK(analyzer->detect(row.fields[1], other(lang), NoVocabulary{}).lang == lang);
    }
}

TEST_CASE("the page's language decides where the question says nothing", "[analysis][language]") {
    const auto analyzer = Analyzer::create({}).value();
    for (const Lang page : all_langs) {
        const Detected detected = analyzer->detect("Router 7590", page, NoVocabulary{});
        CHECK(detected.lang == page);
        CHECK(detected.confidence == 0);
    }
}

TEST_CASE("words that only one language's articles hold tell the language",
          "[analysis][language]") {
    const auto analyzer = Analyzer::create({}).value();
    WordList words;
    words.add("rechnung", Lang::de, 5);
    words.add("invoice", Lang::en, 5);
    CHECK(analyzer->detect("rechnung", Lang::en, words).lang == Lang::de);
    CHECK(analyzer->detect("invoice", Lang::de, words).lang == Lang::en);
}
