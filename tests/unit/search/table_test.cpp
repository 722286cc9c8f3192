#include <filesystem>
#include <fstream>

#include "indexer/base/text.h"
#include "tests/unit/search/library.h"

using namespace lotse;
using analysis::Lang;

namespace {

/// Rows "page | question | article": the article must come first. How many rows there are.
int check_table(const std::string& name) {
    const lotse::testing::Library library(lotse::testing::help_desk());
    std::ifstream file(std::filesystem::path(LOTSE_SOURCE_DIR) / "tests/unit/search" / name);
    REQUIRE(file.good());
    std::string line;
    int rows = 0;
    for (int number = 1; std::getline(file, line); ++number) {
        if (line.empty() || line.starts_with('#'))
            continue;
        ++rows;
        const auto fields = split(line, '|');
        INFO(name << ":" << number << " " << line);
        REQUIRE(fields.size() == 3);
        const std::string query(trimmed(fields[1]));
        CHECK(library.first(query, *analysis::parse_lang(trimmed(fields[0]))) ==
              trimmed(fields[2]));
    }
    return rows;
}

/// Rows "page | typed | article or - | completion": the article must be among the first three.
int check_suggestions() {
    auto documents = lotse::testing::help_desk();
    documents[0].aliases = {"Netzwerkschlüssel ändern", "Passwort des Routers"};
    const lotse::testing::Library library(std::move(documents));
    std::ifstream file(std::filesystem::path(LOTSE_SOURCE_DIR) /
                       "tests/unit/search/suggestions.txt");
    REQUIRE(file.good());
    std::string line;
    int rows = 0;
    for (int number = 1; std::getline(file, line); ++number) {
        if (line.empty() || line.starts_with('#'))
            continue;
        ++rows;
        const auto fields = split(line, '|');
        INFO("suggestions.txt:" << number << " " << line);
        REQUIRE(fields.size() == 4);
        const auto answer =
            library.engine().suggest({.query = std::string(trimmed(fields[1])),
                                      .page_lang = *analysis::parse_lang(trimmed(fields[0])),
                                      .deadline = Milliseconds{60'000}});
        REQUIRE(answer.ok());
        std::vector<std::string> first;
        for (std::size_t i = 0; i < std::min<std::size_t>(3, answer->hits.size()); ++i)
            first.push_back(answer->hits[i].id);
        const std::string article(trimmed(fields[2]));
        const std::string completion(trimmed(fields[3]));
        if (article == "-") {
            CHECK(first.empty());
            CHECK(answer->completions.empty());
            continue;
        }
        CHECK_THAT(first, Catch::Matchers::VectorContains(article));
        if (!completion.empty())
            CHECK_THAT(answer->completions, Catch::Matchers::VectorContains(completion));
    }
    return rows;
}

} // namespace

TEST_CASE("what is typed so far is suggested what it may become", "[search][suggest]") {
    CHECK(check_suggestions() >= 60);
}

TEST_CASE("every question of the table finds its article first", "[search]") {
    CHECK(check_table("questions.txt") >= 40);
}

TEST_CASE("whole sentences, negations and mixed languages find what their words would find",
          "[search]") {
    CHECK(check_table("sentences.txt") >= 50);
}
