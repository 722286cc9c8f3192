#include "indexer/content/store.h"

#include "indexer/base/file.h"
#include "tests/support/catch.h"
#include "tests/support/temp_dir.h"

using namespace lotse;
using namespace lotse::content;
using lotse::testing::contains;
using lotse::testing::TempDir;

namespace {

const std::string plain = "---\n"
                          "id: wlan-passwort\n"
                          "lang: de\n"
                          "title: \"WLAN-Passwort: ändern\"\n"
                          "summary: Kurz gesagt.\n"
                          "category: router-wifi\n"
                          "tags: [wlan, passwort]\n"
                          "aliases: [WLAN-Schlüssel, 'Netz: Schlüssel']\n"
                          "audience: customer\n"
                          "state: draft\n"
                          "translation_key: wifi-password\n"
                          "updated: 2026-08-14\n"
                          "---\n"
                          "\n"
                          "## Lösung\n"
                          "\n"
                          "Text.\n";

Error failure(const std::string& bytes, const std::string& path = "a.md") {
    const auto parsed = parse_article(bytes, path);
    REQUIRE_FALSE(parsed);
    return parsed.error();
}

} // namespace

TEST_CASE("an article file is read whole", "[content]") {
    const auto parsed = parse_article(plain, "de/x.md");
    REQUIRE(parsed);
    const Article& article = parsed->article;
    CHECK(article.id == "wlan-passwort");
    CHECK(article.lang == "de");
    CHECK(article.title == "WLAN-Passwort: ändern");
    CHECK(article.tags == std::vector<std::string>{"wlan", "passwort"});
    CHECK(article.aliases == std::vector<std::string>{"WLAN-Schlüssel", "Netz: Schlüssel"});
    CHECK(article.audience == Audience::customer);
    CHECK(article.state == State::draft);
    CHECK(article.translation_key == "wifi-password");
    CHECK(to_iso8601(*article.updated) == "2026-08-14T00:00:00Z");
    CHECK(article.body == "## Lösung\n\nText.\n");
    CHECK(article.body_line == 15);
    CHECK(parsed->findings.empty());
}

TEST_CASE("what is written reads back the same", "[content]") {
    Article article = parse_article(plain, "de/x.md")->article;
    article.title = "- Fragen: \"alles\" # 'ja' & {nein}";
    article.aliases = {"a, b", "[x]", "*y", "no", "0x10", "ä: ö"};
    article.former_ids = {"alt", "0x10"};
    article.replaced_by = "neu";
    article.extra["weight"] = "7";
    const auto again = parse_article(format_article(article), "de/x.md");
    REQUIRE(again);
    CHECK(again->article.title == article.title);
    CHECK(again->article.aliases == article.aliases);
    CHECK(again->article.former_ids == article.former_ids);
    CHECK(again->article.replaced_by == "neu");
    CHECK(again->article.extra == article.extra);
    CHECK(again->article.body == article.body);
    CHECK(format_article(again->article) == format_article(article));
}

TEST_CASE("the names that Hugo, Jekyll and Docusaurus use are understood", "[content]") {
    const auto parsed = parse_article("---\nslug: /mail/\ntitle: x\ndescription: kurz\n"
                                      "keywords: eins, zwei\ncategories: [email, more]\n"
                                      "translationKey: k\nlastmod: 2026-01-02\ndraft: true\n"
                                      "language: de-AT\n---\ntext\n",
                                      "a.md");
    REQUIRE_FALSE(parsed);
    CHECK_THAT(parsed.error().hint, contains("id: mail"));
    const auto hugo = parse_article("---\nslug: mail\ntitle: x\ndescription: kurz\n"
                                    "keywords: eins, zwei\ncategories: [email, more]\n"
                                    "translationKey: k\nlast_update: {date: 2026-01-02}\n"
                                    "draft: true\nlanguage: de-AT\n---\ntext\n",
                                    "a.md");
    REQUIRE(hugo);
    CHECK(hugo->article.summary == "kurz");
    CHECK(hugo->article.aliases == std::vector<std::string>{"eins", "zwei"});
    CHECK(hugo->article.category == "email");
    CHECK(hugo->article.translation_key == "k");
    CHECK(hugo->article.state == State::draft);
    CHECK(hugo->article.lang == "de");
    CHECK(to_iso8601(*hugo->article.updated) == "2026-01-02T00:00:00Z");
}

TEST_CASE("an unknown key is kept and warned about, with its line", "[content]") {
    const auto parsed = parse_article("---\ntitle: x\nlang: en\ntitel: y\n---\nz\n", "en/x.md");
    REQUIRE(parsed);
    CHECK(parsed->article.extra.at("titel") == "y");
    REQUIRE(parsed->findings.size() == 1);
    CHECK(to_string(parsed->findings[0]) ==
          "en/x.md:4: warning: unknown key 'titel' (it is kept but has no effect; check its "
          "spelling) [unknown-key]");
}

TEST_CASE("id and language may come from the file's name and folder", "[content]") {
    const auto parsed = parse_article("---\ntitle: x\n---\nz\n", "en/Mail_Größe.md");
    REQUIRE(parsed);
    CHECK(parsed->article.id == "mail-groesse");
    CHECK(parsed->article.lang == "en");
    CHECK(parsed->findings.at(0).code == "missing-language");
}

TEST_CASE("every unusable article is refused with its line and a remedy", "[content]") {
    struct Row {
        std::string bytes;
        std::string message;
    };
    const std::vector<Row> rows{
        {"no front matter\n", "line 1: front matter is missing"},
        {"---\ntitle: x\nlang: de\n", "line 1: front matter has no end"},
        {"---\nlang: de\n---\nx", "title is missing"},
        {"---\ntitle: x\n---\nx", "language is missing"},
        {"---\ntitle: x\nlang: fr\n---\nx", "line 3: language 'fr' is not supported"},
        {"---\ntitle: x\nlang: de\nstate: done\n---\nx", "line 4: state 'done' is unknown"},
        {"---\ntitle: x\nlang: de\naudience: all\n---\nx", "line 4: audience 'all' is unknown"},
        {"---\ntitle: x\nlang: de\nupdated: soon\n---\nx", "line 4: 'soon' is not a date"},
        {"---\ntitle: x\nlang: de\nid: Ä B\n---\nx", "line 4: 'Ä B' is no usable id"},
        {"---\ntitle: x\ntitle: y\nlang: de\n---\nx", "line 3: front matter: the key 'title'"},
        {"---\ntitle: [x\nlang: de\n---\nx", "front matter"},
        {"---\n- a\n- b\n---\nx", "must be 'key: value' lines"},
        {"---\ntitle: x\nlang: de\n---\nab\xFFz", "line 5: not UTF-8"},
        {std::string("---\ntitle: x\nlang: de\n---\na\0b", 28), "line 5: a NUL byte"},
    };
    for (const Row& row : rows) {
        const Error error = failure(row.bytes);
        INFO(row.message);
        CHECK_THAT(error.message, contains(row.message));
        CHECK_FALSE(error.hint.empty());
    }
}

TEST_CASE("a YAML bomb is refused before it goes off", "[content]") {
    std::string bomb = "---\na: &a [x,x,x,x,x,x,x,x,x]\n";
    for (char c = 'b'; c <= 'j'; ++c)
        bomb += std::string(1, c) + ": &" + c + " [*" + char(c - 1) + ",*" + char(c - 1) + ",*" +
                char(c - 1) + "]\n";
    CHECK_THAT(failure(bomb + "---\nx").message, contains("anchors"));
    const std::string nested = "---\na: " + std::string(10000, '[') + "\n---\nx";
    CHECK(failure(nested).code == Code::invalid_argument);
    CHECK_THAT(failure("---\na: !!binary x\n---\nx").message, contains("tags"));
}

TEST_CASE("a folder with broken files yields the others and names the broken ones", "[content]") {
    TempDir dir;
    dir.write("de/gut.md", "---\ntitle: Gut\nlang: de\n---\nText\n");
    dir.write("de/kaputt.md", "---\nlang: de\n---\nText\n");
    dir.write("de/latin.md", "---\ntitle: x\nlang: de\n---\nGr\xFC\xDF"
                             "e\n");
    dir.write("README.md", "no article");
    dir.write(".revisions/gut/000001.md", "old");
    dir.write("en/gross.md", std::string(max_article_bytes + 1, 'x'));
    const auto base = read_folder(dir.path());
    REQUIRE(base);
    REQUIRE(base->articles.size() == 1);
    CHECK(base->articles[0].id == "gut");
    REQUIRE(base->findings.size() == 3);
    CHECK_THAT(to_string(base->findings[1]), contains("de/latin.md:5: error: not UTF-8"));
}

TEST_CASE("an unreadable and an empty folder are told apart", "[content]") {
    TempDir dir;
    CHECK(read_folder(dir / "none").error().code == Code::not_found);
    const auto empty = read_folder(dir.path());
    REQUIRE_FALSE(empty);
    CHECK_THAT(empty.error().message, contains("there is no article"));
}

TEST_CASE("writing keeps the revision before and refuses a stale edit", "[content]") {
    TempDir dir;
    Article article = parse_article(plain, "")->article;
    article.path.clear();
    const auto first = write_article(dir.path(), article, "");
    REQUIRE(first);
    CHECK(first->path == "de/wlan-passwort.md");

    article.body = "Neu.\r\nZeile";
    const auto second = write_article(dir.path(), article, first->content_hash);
    REQUIRE(second);
    CHECK(second->body == "Neu.\nZeile\n");
    CHECK(std::filesystem::exists(dir / ".revisions/wlan-passwort/000001.md"));

    const auto stale = write_article(dir.path(), article, first->content_hash);
    REQUIRE_FALSE(stale);
    CHECK(stale.error().code == Code::conflict);
    CHECK(write_article(dir.path(), article, "").error().code == Code::conflict);
    CHECK(read_article(dir.path(), "de/wlan-passwort.md")->article.body == "Neu.\nZeile\n");
}

TEST_CASE("slugs are made of any text", "[content]") {
    CHECK(slug("WLAN: Größe & Reichweite!") == "wlan-groesse-reichweite");
    CHECK(slug("日本") == "");
    CHECK(slug(std::string(300, 'a')).size() == 96);
}
