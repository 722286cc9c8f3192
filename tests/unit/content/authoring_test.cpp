#include "indexer/content/authoring.h"
#include "indexer/content/revisions.h"
#include "tests/support/catch.h"
#include "tests/support/temp_dir.h"

using namespace lotse;
using namespace lotse::content;

namespace {

/// "3 vague_link hier|…"
std::string faults_of(std::string_view markdown) {
    std::string text;
    for (const AuthoringFault& fault : authoring_faults(markdown))
        text += (text.empty() ? "" : "|") + std::to_string(fault.line) + " " +
                std::string(name(fault.rule)) + " " + fault.text;
    return text;
}

} // namespace

TEST_CASE("what shuts readers out of a text is named with its line", "[content][authoring]") {
    CHECK(faults_of("Ein Satz.\n\n## Schritt\n\n### Genauer\n").empty());
    CHECK(faults_of("a\n\n![](bild.png)\n") == "3 image_without_description bild.png");
    CHECK(faults_of("![Lampe am Router](bild.png)\n").empty());
    CHECK(faults_of("## A\n\n#### B\n") == "3 skipped_heading B");
    CHECK(faults_of("### B\n") == "1 skipped_heading B");
    CHECK(faults_of("# Titel\n\n## A\n") == "1 heading_of_the_page Titel");
    CHECK(faults_of("[Hier klicken](a.md) und [click here.](b.md)\n") ==
          "1 vague_link Hier klicken|1 vague_link click here.");
    CHECK(faults_of("[WLAN-Passwort ändern](a.md)\n").empty());
}

TEST_CASE("a sentence of over 35 words is named, but bars nothing", "[content][authoring]") {
    std::string words;
    for (int i = 0; i < 36; ++i)
        words += "wort ";
    const auto faults = authoring_faults("Kurz. " + words + "ende. Kurz.");
    REQUIRE(faults.size() == 1);
    CHECK(faults[0].rule == AuthoringRule::long_sentence);
    CHECK_FALSE(bars_publishing(faults[0].rule));
    CHECK(bars_publishing(AuthoringRule::image_without_description));
    CHECK(authoring_faults(words + ". " + "Kurz.").size() == 1);
}

TEST_CASE("former versions of an article can be listed and read", "[content][revisions]") {
    const lotse::testing::TempDir dir;
    Article article;
    article.id = "wlan";
    article.lang = "de";
    article.title = "WLAN";
    article.body = "Erste Fassung.\n";
    CHECK(revisions(dir.path(), "wlan").value().empty());
    auto written = write_article(dir.path(), article, "");
    REQUIRE(written);
    for (const char* body : {"Zweite.\n", "Dritte.\n"}) {
        Article next = *written;
        next.body = body;
        written = write_article(dir.path(), next, next.content_hash);
        REQUIRE(written);
    }
    const auto known = revisions(dir.path(), "wlan").value();
    REQUIRE(known.size() == 2);
    CHECK(known[0].number == "000001");
    CHECK(known[0].replaced > TimePoint{});
    CHECK(read_revision(dir.path(), "wlan", "000001").value().article.body == "Erste Fassung.\n");
    for (const char* number : {"", "000009", "../wlan", "1x"})
        CHECK(read_revision(dir.path(), "wlan", number).error().code == Code::not_found);
    CHECK(read_revision(dir.path(), "../de", "000001").error().code == Code::not_found);
}
