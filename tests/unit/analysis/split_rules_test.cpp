#include "indexer/analysis/analyzer.h"
#include "tests/unit/analysis/tables.h"

using namespace lotse::analysis;
using lotse::testing::read_table;

namespace {

// The rules come before what is known: both would be split otherwise by the words of the tables.
constexpr const char* rules = "# how Fördenet writes its words\n"
                              "Förde-Box\n"
                              "Glas|faser|anschluss   # three parts\n"
                              "Rechnung(s)|betrag\n"
                              "\n"
                              "Passwortrücksetzung\n";

std::shared_ptr<const Analyzer> with(const std::string& text) {
    auto parsed = SplitRules::parse(text, "splitting.txt");
    REQUIRE(parsed.ok());
    return Analyzer::create({.lexicon = nullptr,
                             .splitting = std::make_shared<const SplitRules>(std::move(*parsed))})
        .value();
}

} // namespace

TEST_CASE("what the editors say about a compound comes first, in all its forms", "[analysis][de]") {
    const auto analyzer = with(rules);
    WordList words = lotse::testing::known_words();
    words.add("kabel", Lang::de);
    for (const auto& row : read_table("splitting.txt", 2)) {
        INFO(row.where << " " << row.fields[0]);
        CHECK(analyzer->split(row.fields[0], words) == lotse::testing::words_of(row.fields[1]));
    }
}

TEST_CASE("each line that is no rule is named, with what to write", "[analysis]") {
    const auto faults = SplitRules::faults("Förde-Box\n"
                                           "Glas faser\n"
                                           "Glas||faser\n"
                                           "Rechnung(s|betrag\n"
                                           "# a comment\n"
                                           "Fördebox\n");
    REQUIRE(faults.size() == 4);
    CHECK(faults[0].line == 2);
    CHECK(faults[1].line == 3);
    CHECK(faults[2].line == 4);
    CHECK(faults[3].line == 6);
    CHECK(faults[3].message == "a line above says otherwise about this word");
    for (const ListFault& fault : faults)
        CHECK_FALSE(fault.hint.empty());
    const auto refused = SplitRules::parse("Glas faser\n", "synonyms/splitting.txt");
    REQUIRE_FALSE(refused.ok());
    CHECK(refused.error().message.starts_with("synonyms/splitting.txt:1: "));
}

TEST_CASE("another analysis is told by its fingerprint, the order of the rules is not",
          "[analysis]") {
    const auto plain = Analyzer::create({}).value()->fingerprint();
    CHECK(with("Förde-Box\n")->fingerprint() != plain);
    CHECK(with("Förde-Box\n")->fingerprint() != with("Fördebox\n")->fingerprint());
    CHECK(with("Förde-Box\nKommando\n")->fingerprint() ==
          with("Kommando\n# why\nFörde|Box\n")->fingerprint());
}
