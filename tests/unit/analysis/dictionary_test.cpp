#include <algorithm>

#include "indexer/analysis/dictionary.h"
#include "indexer/analysis/glossary.h"
#include "indexer/analysis/synonyms.h"
#include "tests/support/catch.h"
#include "tests/support/temp_dir.h"

using namespace lotse::analysis;

namespace {

std::shared_ptr<const Dictionary> small_dictionary(const lotse::testing::TempDir& folder) {
    const auto path = folder.write("list", "# comment\n"
                                           "Passwort {n}; Kennwort {n} [comp.] | Passwörter {pl} "
                                           ":: password; watchword | passwords\n"
                                           "etw. zurücksetzen {vt} :: to reset sth.\n"
                                           "Kundendienst {m} :: customer service\n"
                                           "no translation on this line\n");
    return Dictionary::from_bytes(Dictionary::compile(path).value()).value();
}

} // namespace

TEST_CASE("a compiled dictionary translates stems both ways, the plainest first",
          "[analysis][dictionary]") {
    const lotse::testing::TempDir folder;
    const auto dictionary = small_dictionary(folder);
    const auto analyzer = Analyzer::create({}).value();
    REQUIRE(dictionary->lookup("passwort", Lang::de).size() == 2);
    CHECK(dictionary->lookup("passwort", Lang::de)[0] == Translation{"password", 1.0});
    CHECK(dictionary->lookup("passwort", Lang::de)[1].stem == "watchword");
    CHECK(dictionary->lookup("password", Lang::en)[0].stem == "passwort");
    CHECK(dictionary->lookup("zurucksetz", Lang::de)[0].stem == "reset");
    CHECK(dictionary->lookup("kundendienst", Lang::en).empty());
    CHECK(dictionary->lookup(analyzer->stems("kundendienst", Lang::de)[0], Lang::de).size() == 2);
    CHECK(dictionary->lookup("passwort", Lang::de, 1).size() == 1);
}

TEST_CASE("an abbreviation beside a word does not hide its translation", "[analysis][dictionary]") {
    const lotse::testing::TempDir folder;
    const auto path = folder.write("list", "Bevölkerung {f} /Bev./ :: population /pop./\n"
                                           "Mehrwertsteuer {f} /MwSt/ :: value-added tax /VAT/\n");
    const auto dictionary = Dictionary::from_bytes(Dictionary::compile(path).value()).value();
    const auto analyzer = Analyzer::create({}).value();
    const auto found = [&](const char* word, Lang lang) {
        return dictionary->lookup(analyzer->stems(word, lang)[0], lang);
    };
    REQUIRE(found("bevölkerung", Lang::de).size() == 1);
    CHECK(found("bevölkerung", Lang::de)[0].stem == analyzer->stems("population", Lang::en)[0]);
    CHECK(found("bev", Lang::de).empty());
    const auto vat = found("vat", Lang::en);
    CHECK(std::any_of(vat.begin(), vat.end(), [&](const Translation& one) {
        return one.stem == analyzer->stems("mwst", Lang::de)[0];
    }));
}

TEST_CASE("words that mean nearly everything come after those that mean one thing",
          "[analysis][dictionary]") {
    const lotse::testing::TempDir folder;
    const auto path = folder.write("list", "absenden {vt} :: to put; to send\n"
                                           "setzen {vt} :: to put\n"
                                           "legen {vt} :: to put\n"
                                           "stellen {vt} :: to put\n");
    const auto dictionary = Dictionary::from_bytes(Dictionary::compile(path).value()).value();
    const auto found = dictionary->lookup("absend", Lang::de);
    REQUIRE(found.size() == 2);
    CHECK(found[0].stem == "send");
    CHECK(found[1].weight < 0.8);
}

TEST_CASE("names of several words are known as one, and teach what their words mean",
          "[analysis][dictionary]") {
    const lotse::testing::TempDir folder;
    const auto path = folder.write("list", "Klimawandel {m} :: climate change\n"
                                           "einheimische Bevölkerung :: native population\n"
                                           "alternde Bevölkerung :: ageing population\n");
    const auto dictionary = Dictionary::from_bytes(Dictionary::compile(path).value()).value();
    REQUIRE(dictionary->lookup("climat chang", Lang::en).size() == 1);
    CHECK(dictionary->lookup("climat chang", Lang::en)[0].stem == "klimawandel");
    const auto analyzer = Analyzer::create({}).value();
    CHECK(dictionary->lookup(analyzer->stems("bevölkerung", Lang::de)[0], Lang::de)[0].stem ==
          analyzer->stems("population", Lang::en)[0]);
}

TEST_CASE("a dictionary knows the forms it lists", "[analysis][dictionary]") {
    const lotse::testing::TempDir folder;
    const auto dictionary = small_dictionary(folder);
    CHECK(dictionary->frequency("passwörter", Lang::de) == 1);
    CHECK(dictionary->frequency("passwörter", Lang::en) == 0);
    CHECK(dictionary->frequency("password", Lang::en) == 1);
    CHECK(dictionary->frequency("comp", Lang::de) == 0);
}

TEST_CASE("a damaged dictionary is refused with a hint", "[analysis][dictionary]") {
    const lotse::testing::TempDir folder;
    const auto path = folder.write("list", "Haus {n} :: house\n");
    std::string bytes = Dictionary::compile(path).value();
    bytes.pop_back();
    const auto opened = Dictionary::from_bytes(bytes);
    REQUIRE_FALSE(opened);
    CHECK(opened.error().code == lotse::Code::corrupt);
    CHECK_FALSE(opened.error().hint.empty());
    CHECK(Dictionary::compile(folder / "absent").error().code == lotse::Code::not_found);
    CHECK(Dictionary::compile(folder.write("empty", "nothing\n")).error().code ==
          lotse::Code::corrupt);
}

TEST_CASE("editors' synonyms work both ways, arrows one way, names may have several words",
          "[analysis][synonyms]") {
    const auto analyzer = Analyzer::create({}).value();
    const auto synonyms = Synonyms::parse("WLAN, Funknetz # comment\n\nKiste => Router\n"
                                          "WPA Schlüssel, WLAN-Passwort\n",
                                          Lang::de, *analyzer, "de.txt")
                              .value();
    const auto found = [&](const char* question) {
        return synonyms.lookup(analyzer->words(question, Lang::de));
    };
    REQUIRE(found("mein Funknetz geht nicht").size() == 1);
    CHECK(found("mein Funknetz geht nicht")[0] == Synonym{1, 1, {"wlan"}});
    CHECK(found("Kisten").at(0).stems == std::vector<std::string>{"rout"});
    CHECK(found("Router").empty());
    CHECK(found("der WPA Schlüssel").at(0).count == 2);
}

TEST_CASE("a line of synonyms that equates nothing is named", "[analysis][synonyms]") {
    const auto analyzer = Analyzer::create({}).value();
    const auto parsed = Synonyms::parse("WLAN, Funknetz\nalone\n", Lang::de, *analyzer, "de.txt");
    REQUIRE_FALSE(parsed);
    CHECK_THAT(parsed.error().message, lotse::testing::contains("de.txt:2"));
}

TEST_CASE("a glossary translates both ways, and longer names before their words",
          "[analysis][glossary]") {
    const auto analyzer = Analyzer::create({}).value();
    const auto glossary = Glossary::parse("Vertragskonto = billing account # ours\n\n"
                                          "Konto, Nutzerkonto = login\n",
                                          *analyzer, "glossary.txt")
                              .value();
    const auto found = [&](const char* question, Lang lang) {
        return glossary.lookup(analyzer->words(question, lang));
    };
    REQUIRE(found("mein Vertragskonto", Lang::de).size() == 1);
    CHECK(found("mein Vertragskonto", Lang::de)[0] ==
          GlossaryName{1, 1, {"bill", analyzer->stems("account", Lang::en)[0]}});
    REQUIRE(found("my billing accounts", Lang::en).size() == 1);
    CHECK(found("my billing accounts", Lang::en)[0].count == 2);
    CHECK(found("login", Lang::en).size() == 2);
    CHECK(found("billing", Lang::en).empty());
    CHECK(found("billing account", Lang::de).empty());
}

TEST_CASE("a line of a glossary that is no pair is named", "[analysis][glossary]") {
    const auto analyzer = Analyzer::create({}).value();
    for (const char* wrong : {"Konto\n", "Konto =\n", "= account\n", "a = b = c\n", "a => b\n",
                              "ein viel zu langer Name dafür = name\n"}) {
        INFO(wrong);
        const auto parsed =
            Glossary::parse("Konto = account\n" + std::string(wrong), *analyzer, "glossary.txt");
        REQUIRE_FALSE(parsed);
        CHECK_THAT(parsed.error().message, lotse::testing::contains("glossary.txt:2"));
        CHECK_FALSE(parsed.error().hint.empty());
    }
}
