#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <random>
#include <set>

#include "indexer/analysis/tokenizer.h"
#include "indexer/base/text.h"
#include "tests/unit/search/library.h"

using namespace lotse;
using analysis::Lang;
using lotse::testing::article;
using lotse::testing::Library;

namespace {

std::string with_line_breaks(std::string text) {
    for (std::size_t at = 0; (at = text.find("\\n", at)) != std::string::npos; ++at)
        text.replace(at, 2, "\n");
    return text;
}

std::set<std::string> marked(const search::Hit& hit) {
    std::set<std::string> words;
    std::size_t end = 0;
    for (const auto& mark : hit.marks) {
        CHECK(mark.begin >= end);
        CHECK(mark.end > mark.begin);
        REQUIRE(mark.end <= hit.snippet.size());
        end = mark.end;
        words.insert(hit.snippet.substr(mark.begin, mark.end - mark.begin));
    }
    return words;
}

std::string any_text(std::mt19937& dice, std::size_t words) {
    constexpr std::array<std::string_view, 28> pool{"Drucker",
                                                    "Passwort",
                                                    "WLAN-Schlüssel",
                                                    "Größe",
                                                    "der",
                                                    "und",
                                                    "Rechnungsbetrag",
                                                    "E Mail",
                                                    "wi fi",
                                                    "2.4.1",
                                                    "0x80070005",
                                                    "*21#",
                                                    "ist",
                                                    "zurücksetzen",
                                                    "printer",
                                                    "password",
                                                    "the",
                                                    "Nutzer*in",
                                                    "AT&T",
                                                    "…",
                                                    "·",
                                                    "Straße",
                                                    "Konten",
                                                    "invoice",
                                                    "FRITZ!Box",
                                                    "C:\\Pfad",
                                                    "5.",
                                                    "Passwörter"};
    constexpr std::array<std::string_view, 8> between{" ", " ", " ", " ", ", ", ". ", "\n", ": "};
    std::string text;
    for (std::size_t i = 0; i < words; ++i) {
        text += pool[dice() % pool.size()];
        text += between[dice() % between.size()];
    }
    return text;
}

/// The pieces that a snippet is put together from: what stands between its own signs.
std::vector<std::string> pieces_of(std::string snippet) {
    for (const std::string_view sign : {" · ", "… ", " …"})
        for (std::size_t at = 0; (at = snippet.find(sign, at)) != std::string::npos;)
            snippet.replace(at, sign.size(), "\n");
    std::vector<std::string> pieces;
    for (const auto piece : split(snippet, '\n'))
        pieces.emplace_back(piece);
    return pieces;
}

void check_words(std::string_view text, const std::vector<search::Mark>& marks) {
    const auto words = analysis::word_places(text, text.size());
    for (const auto& mark : marks)
        CHECK(std::any_of(words.begin(), words.end(), [&](const auto& word) {
            return word.begin == mark.begin && word.end == mark.end;
        }));
}

} // namespace

TEST_CASE("a snippet shows the passage that answers, its words marked", "[search][snippet]") {
    std::ifstream file(std::filesystem::path(LOTSE_SOURCE_DIR) / "tests/unit/search/snippets.txt");
    std::string line;
    int rows = 0;
    while (std::getline(file, line)) {
        if (line.empty() || line.starts_with('#'))
            continue;
        ++rows;
        INFO(line);
        const auto fields = split(line, '|');
        REQUIRE(fields.size() == 6);
        const Lang lang = *analysis::parse_lang(trimmed(fields[0]));
        const std::string text = with_line_breaks(std::string(trimmed(fields[3])));
        const Library library({article("a", lang, std::string(trimmed(fields[2])), text)});
        const auto answer = library.ask(std::string(trimmed(fields[1])), lang);
        REQUIRE(answer.hits.size() == 1);
        CHECK_THAT(answer.hits[0].snippet,
                   Catch::Matchers::Contains(std::string(trimmed(fields[5]))));
        std::set<std::string> expected;
        for (const auto word : split(fields[4], ','))
            expected.emplace(trimmed(word));
        CHECK(marked(answer.hits[0]) == expected);
    }
    CHECK(rows >= 30);
}

TEST_CASE("a long text is cut at a sentence near the passage", "[search][snippet]") {
    std::string text;
    for (int i = 0; i < 40; ++i)
        text += "Dieser Satz handelt von Wetter und Wind in Nummer" + std::to_string(i) + ". ";
    const Library library(
        {article("a", Lang::de, "Wetter", text + "Der Drucker steht im Keller. " + text)});
    const auto hit = library.ask("Drucker").hits.at(0);
    CHECK(hit.snippet.starts_with("Der Drucker steht im Keller."));
    CHECK(utf8_length(hit.snippet) <= 205);
    CHECK(marked(hit) == std::set<std::string>{"Drucker"});
}

TEST_CASE("whatever is asked, a snippet is the text's own words, whole words of it marked",
          "[search][snippet]") {
    std::mt19937 dice(11);
    std::vector<index::Document> documents;
    for (int i = 0; i < 40; ++i)
        documents.push_back(article("a" + std::to_string(i), i % 3 == 0 ? Lang::en : Lang::de,
                                    any_text(dice, 4), any_text(dice, 5 + dice() % 150)));
    const Library library(documents);
    std::size_t seen = 0;
    for (int i = 0; i < 60; ++i) {
        const std::string question = any_text(dice, 1 + dice() % 4);
        for (const auto& hit : library.ask(question).hits) {
            INFO(question << " -> " << hit.snippet);
            ++seen;
            marked(hit);
            check_words(hit.snippet, hit.marks);
            check_words(hit.title, hit.title_marks);
            std::string text;
            for (const auto& document : documents)
                if (document.key.id == hit.id)
                    text = document.text;
            std::replace(text.begin(), text.end(), '\n', ' ');
            for (const std::string& piece : pieces_of(hit.snippet))
                CHECK_THAT(text, Catch::Matchers::Contains(piece));
            for (const auto& reason : hit.why)
                CHECK_THAT(text + hit.title, Catch::Matchers::Contains(reason.document_word));
        }
    }
    CHECK(seen > 100);
}

TEST_CASE("words are counted alike by who reads them and by who only looks for their place",
          "[search][snippet]") {
    const auto analyzer = analysis::Analyzer::create({}).value();
    std::mt19937 dice(12);
    for (int i = 0; i < 300; ++i) {
        std::string text = any_text(dice, 40) + "e e mail wi fi fi \u00AD \u200D e mailt E-Mail";
        if (i % 2 == 0)
            text[dice() % text.size()] = static_cast<char>(dice() % 256);
        std::vector<analysis::WordPlace> read;
        for (const auto& token : analyzer->words(text, Lang::de).tokens)
            read.push_back({token.begin, token.end});
        INFO(text);
        CHECK(analysis::word_places(text, text.size()) == read);
        read.resize(10);
        CHECK(analysis::word_places(text, 10) == read);
    }
}
