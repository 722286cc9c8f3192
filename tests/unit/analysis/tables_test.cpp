#include <algorithm>

#include "indexer/analysis/analyzer.h"
#include "tests/unit/analysis/tables.h"

using namespace lotse::analysis;
using lotse::testing::read_table;

namespace {

std::shared_ptr<const Analyzer> analyzer() {
    return Analyzer::create({}).value();
}

/// What a word is found by, whatever the kind of term.
std::vector<std::string> found_by(const std::string& text, Lang lang) {
    static const WordList words = lotse::testing::known_words();
    std::vector<std::string> terms;
    for (const Term& term : analyzer()->analyze(text, lang, words).terms)
        if (term.kind != TermKind::exact)
            terms.push_back(term.text);
    return terms;
}

bool meet(const std::string& left, const std::string& right, Lang lang) {
    const auto a = found_by(left, lang);
    const auto b = found_by(right, lang);
    return std::any_of(a.begin(), a.end(), [&](const std::string& term) {
        return std::find(b.begin(), b.end(), term) != b.end();
    });
}

} // namespace

TEST_CASE("forms of one word meet and different words do not", "[analysis]") {
    for (const auto& row : read_table("words.txt", 4)) {
        INFO(row.where << " " << row.fields[1] << " " << row.fields[2] << " " << row.fields[3]);
        const Lang lang = *parse_lang(row.fields[0]);
        CHECK(meet(row.fields[1], row.fields[3], lang) == (row.fields[2] == "="));
    }
}

TEST_CASE("codes, addresses and product names stay whole", "[analysis]") {
    for (const auto& row : read_table("codes.txt", 3)) {
        INFO(row.where << " " << row.fields[0]);
        const Analysis analysis = analyzer()->analyze(row.fields[0], Lang::de, NoVocabulary{});
        std::vector<std::string> tokens;
        for (const Token& token : analysis.tokens)
            tokens.push_back(token.folded);
        CHECK(tokens == lotse::testing::words_of(row.fields[1]));
        for (const std::string& wanted : lotse::testing::words_of(row.fields[2])) {
            INFO(wanted);
            CHECK(std::any_of(analysis.terms.begin(), analysis.terms.end(),
                              [&](const Term& term) { return term.text == wanted; }));
        }
    }
}

TEST_CASE("tokens point at the words as written", "[analysis]") {
    const std::string text = "Die Größe der E-Mail-Konten (FRITZ!Box)";
    const Analysis analysis = analyzer()->words(text, Lang::de);
    std::vector<std::string> written;
    for (const Token& token : analysis.tokens)
        written.push_back(text.substr(token.begin, token.end - token.begin));
    CHECK(written == std::vector<std::string>{"Die", "Größe", "der", "E-Mail-Konten", "FRITZ!Box"});
}

TEST_CASE("any bytes make an analysis", "[analysis]") {
    std::string bytes;
    for (int i = 0; i < 4096; ++i)
        bytes += static_cast<char>((i * 7919) % 256);
    for (const Lang lang : all_langs)
        for (const Token& token : analyzer()->words(bytes, lang).tokens)
            CHECK(token.end <= bytes.size());
}

TEST_CASE("an analysis prints one line a word", "[analysis]") {
    const auto analysis = analyzer()->words("die Passwörter", Lang::de);
    CHECK(to_string(analysis) == "0-3 die (function word): exact=die stem=die\n"
                                 "4-15 passwörter: exact=passwörter stem=passwort\n");
}
