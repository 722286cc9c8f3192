#include "indexer/analysis/analyzer.h"
#include "tests/unit/analysis/tables.h"

using namespace lotse::analysis;

TEST_CASE("function words and letters tell the language without any dictionary",
          "[analysis][language]") {
    const auto analyzer = Analyzer::create({}).value();
    int right = 0;
    int all = 0;
    for (const auto& row : lotse::testing::read_table("languages.txt", 2)) {
        const Lang lang = *parse_lang(row.fields[0]);
        const bool told = analyzer->detect(row.fields[1], other(lang), NoVocabulary{}).lang == lang;
        right += told ? 1 : 0;
        ++all;
    }
    INFO(right << " of " << all);
    CHECK(right * 100 >= all * 90);
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
