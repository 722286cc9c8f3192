#include "indexer/cli/editors_lists.h"

#include "tests/support/catch.h"
#include "tests/support/temp_dir.h"

using namespace lotse;
using Catch::Matchers::Contains;

TEST_CASE("each faulty line of each of the editors' lists is named, with its remedy", "[check]") {
    const lotse::testing::TempDir dir;
    dir.write("synonyms/de.txt", "WLAN, Funknetz\nRouter\n");
    dir.write("synonyms/en.txt", "# nothing yet\n=> box\n");
    dir.write("synonyms/glossary.txt", "Dose = wall socket\nKulanz\nDose => socket\n");
    dir.write("synonyms/splitting.txt", "Förde-Box\nFördebox\n");
    const auto found = cli::check_lists(dir / "synonyms");
    REQUIRE(found.ok());
    std::string told;
    for (const auto& finding : *found) {
        CHECK(finding.severity == content::Severity::error);
        CHECK_FALSE(finding.remedy.empty());
        told += content::to_string(finding) + "\n";
    }
    CHECK(found->size() == 5);
    for (const char* place :
         {"de.txt:2:", "en.txt:2:", "glossary.txt:2:", "glossary.txt:3:", "splitting.txt:2:"})
        CHECK_THAT(told, Contains(place));
}

TEST_CASE("lists that are not there are no faults, and those of the sample have none", "[check]") {
    const lotse::testing::TempDir dir;
    CHECK(cli::check_lists(dir / "synonyms").value().empty());
    const auto sample = std::filesystem::path(LOTSE_SOURCE_DIR) / "corpus";
    CHECK(cli::check_lists(cli::lists_of(sample / "articles", {})).value().empty());
    CHECK(std::filesystem::exists(cli::lists_of(sample / "articles", {}) / cli::splitting_file));
}
