#include <algorithm>

#include "indexer/analysis/analyzer.h"
#include "indexer/analysis/fold.h"
#include "tests/unit/analysis/tables.h"

using namespace lotse::analysis;
using lotse::testing::read_table;

namespace {

WordList known_verbs() {
    WordList words;
    for (const auto& row : read_table("separated_words.txt", 1)) {
        const auto listed = lotse::testing::words_of(row.fields[0]);
        for (std::size_t i = 1; i < listed.size(); ++i)
            words.add(fold(listed[i]), *parse_lang(listed.front()));
    }
    return words;
}

std::vector<std::string> stems_in(const std::string& text, Lang lang) {
    static const WordList words = known_verbs();
    static const auto analyzer = Analyzer::create({}).value();
    std::vector<std::string> stems;
    for (const Term& term : analyzer->analyze(text, lang, words).terms)
        if (term.kind == TermKind::stem)
            stems.push_back(term.text);
    return stems;
}

} // namespace

TEST_CASE("a verb is found by what it means with its prefix at the end of the clause",
          "[analysis][de]") {
    for (const auto& row : read_table("separated.txt", 4)) {
        INFO(row.where << " " << row.fields[1] << " " << row.fields[2] << " " << row.fields[3]);
        const Lang lang = *parse_lang(row.fields[0]);
        const auto text = stems_in(row.fields[1], lang);
        const auto word = stems_in(row.fields[3], lang);
        const bool met = std::any_of(text.begin(), text.end(), [&](const std::string& stem) {
            return std::find(word.begin(), word.end(), stem) != word.end();
        });
        CHECK(met == (row.fields[2] == "="));
    }
}

TEST_CASE("a separated verb comes before its plain form, and its prefix is a function word",
          "[analysis][de]") {
    const WordList words = known_verbs();
    const auto analysis =
        Analyzer::create({}).value()->analyze("das Licht geht an", Lang::de, words);
    REQUIRE(analysis.tokens.size() == 4);
    CHECK(analysis.tokens[2].verb == "angehen");
    CHECK_FALSE(analysis.tokens[2].stop);
    CHECK(analysis.tokens[3].stop);
    CHECK(to_string(analysis).find("geht: exact=geht stem=angeh") != std::string::npos);
}
