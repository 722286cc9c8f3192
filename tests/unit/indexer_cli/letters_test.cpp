#include "indexer/cli/letters.h"

#include "tests/support/catch.h"
#include "tests/support/temp_dir.h"

using namespace lotse;
using Catch::Matchers::Contains;
using cli::LetterWriter;

namespace {

LetterWriter sample_letters() {
    return LetterWriter::read(std::filesystem::path(LOTSE_SOURCE_DIR) / "corpus/letters").value();
}

} // namespace

TEST_CASE("a question's letter is the same each time and another one's differs", "[eval]") {
    const auto writer = sample_letters();
    const auto letter = writer.wrap("Wo ist die PIN?", "Was kostet es?", analysis::Lang::de, 3);
    const auto again = writer.wrap("Wo ist die PIN?", "Was kostet es?", analysis::Lang::de, 3);
    CHECK(letter.body == again.body);
    CHECK(letter.subject == again.subject);
    CHECK(letter.body !=
          writer.wrap("Wo ist die PIN?", "Was kostet es?", analysis::Lang::de, 4).body);
}

TEST_CASE("a letter holds the question amid much else", "[eval]") {
    const auto writer = sample_letters();
    bool quotes = false;
    for (std::uint64_t number = 0; number < 30; ++number) {
        const auto letter =
            writer.wrap("Where is the PIN?", "What does it cost?", analysis::Lang::en, number);
        CHECK_THAT(letter.body, Contains("Where is the PIN? "));
        CHECK(letter.body.size() > 600);
        CHECK_THAT(letter.body, !Contains("{question}") && !Contains("{name}"));
        quotes = quotes || letter.body.find("What does it cost?") != std::string::npos;
    }
    CHECK(quotes);
}

TEST_CASE("a folder of letters without a section is refused by name", "[eval]") {
    const lotse::testing::TempDir folder;
    folder.write("de.txt", "[greeting]\nHallo,\n");
    folder.write("en.txt", "");
    const auto read = LetterWriter::read(folder.path());
    REQUIRE_FALSE(read.ok());
    CHECK_THAT(read.error().message, Contains("[header]"));
}
