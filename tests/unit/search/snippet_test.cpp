#include <filesystem>
#include <fstream>
#include <set>

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
        REQUIRE(fields.size() == 5);
        const std::string text = with_line_breaks(std::string(trimmed(fields[2])));
        const Lang lang = text.find(" the ") != std::string::npos ||
                                  text.find("Your") != std::string::npos ||
                                  text.find("printer") != std::string::npos
                              ? Lang::en
                              : Lang::de;
        const Library library({article("a", lang, std::string(trimmed(fields[1])), text)});
        const auto answer = library.ask(std::string(trimmed(fields[0])), lang);
        REQUIRE(answer.hits.size() == 1);
        CHECK_THAT(answer.hits[0].snippet,
                   Catch::Matchers::Contains(std::string(trimmed(fields[4]))));
        std::set<std::string> expected;
        for (const auto word : split(fields[3], ','))
            expected.emplace(trimmed(word));
        CHECK(marked(answer.hits[0]) == expected);
    }
    CHECK(rows >= 15);
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
