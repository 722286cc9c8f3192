#include <filesystem>
#include <fstream>

#include "indexer/base/text.h"
#include "tests/unit/search/library.h"

using namespace lotse;
using analysis::Lang;

TEST_CASE("every question of the table finds its article first", "[search]") {
    const lotse::testing::Library library(lotse::testing::help_desk());
    std::ifstream file(std::filesystem::path(LOTSE_SOURCE_DIR) / "tests/unit/search/questions.txt");
    REQUIRE(file.good());
    std::string line;
    for (int number = 1; std::getline(file, line); ++number) {
        if (line.empty() || line.starts_with('#'))
            continue;
        const auto fields = split(line, '|');
        INFO("questions.txt:" << number << " " << line);
        REQUIRE(fields.size() == 3);
        const std::string query(trimmed(fields[1]));
        CHECK(library.first(query, *analysis::parse_lang(trimmed(fields[0]))) ==
              trimmed(fields[2]));
    }
}
