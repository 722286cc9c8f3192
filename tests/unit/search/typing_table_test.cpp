#include <filesystem>
#include <fstream>

#include "indexer/base/text.h"
#include "tests/unit/search/library.h"

using namespace lotse;
using analysis::Lang;

TEST_CASE("every mistyped question of the table finds its article and says what was searched",
          "[search][mending]") {
    const lotse::testing::Library library(lotse::testing::help_desk());
    std::ifstream file(std::filesystem::path(LOTSE_SOURCE_DIR) / "tests/unit/search/typing.txt");
    REQUIRE(file.good());
    std::string line;
    for (int number = 1; std::getline(file, line); ++number) {
        if (line.empty() || line.starts_with('#'))
            continue;
        const auto fields = split(line, '|');
        INFO("typing.txt:" << number << " " << line);
        REQUIRE(fields.size() == 4);
        const auto answer =
            library.ask(std::string(trimmed(fields[1])), *analysis::parse_lang(trimmed(fields[0])));
        CHECK(answer.searched_for == trimmed(fields[2]));
        CHECK((answer.hits.empty() ? "" : answer.hits.front().id) == trimmed(fields[3]));
    }
}

TEST_CASE("an error is mended in the question's language, not into the other's spelling",
          "[search][mending][language]") {
    const lotse::testing::Library library(
        {lotse::testing::article("password", Lang::en, "Reset your password", "The password."),
         lotse::testing::article("konto", Lang::de, "Konto zurücksetzen", "Das Konto.")});
    const auto answer = library.ask("pasword zuruecksetzen");
    CHECK(answer.searched_for == "passwort zuruecksetzen");
    REQUIRE_FALSE(answer.hits.empty());
}
