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

} // namespace

TEST_CASE("every question of the table finds its article first", "[search]") {
    CHECK(check_table("questions.txt") >= 40);
}

TEST_CASE("whole sentences, negations and mixed languages find what their words would find",
          "[search]") {
    CHECK(check_table("sentences.txt") >= 50);
}
