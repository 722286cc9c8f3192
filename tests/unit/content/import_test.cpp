#include "indexer/content/import.h"

#include "indexer/base/file.h"
#include "tests/support/catch.h"
#include "tests/support/temp_dir.h"

using namespace lotse;
using namespace lotse::content;
using lotse::testing::contains;
using lotse::testing::TempDir;

namespace {

std::string mallard(const std::string& lang, const std::string& title, const std::string& body) {
    return "<?xml version=\"1.0\"?>\n<page xmlns=\"http://projectmallard.org/1.0/\" id=\"wifi\" "
           "type=\"topic\" xml:lang=\"" +
           lang +
           "\">\n<info><link type=\"guide\" xref=\"net#wireless\"/><credit><name>A. "
           "Writer</name></credit><desc>Short.</desc></info>\n<title>" +
           title + "</title>\n" + body + "</page>\n";
}

Article read(const TempDir& dir, const std::string& path) {
    const auto parsed = read_article(dir.path(), path);
    REQUIRE(parsed);
    return parsed->article;
}

} // namespace

TEST_CASE("Mallard pages become pairs of articles", "[content][import]") {
    TempDir source;
    TempDir out;
    source.write("C/help/wifi.page",
                 mallard("", "Connect to Wi-Fi",
                         "<p>Press <gui>On</gui> and <link xref=\"other\"/>.</p>"
                         "<steps><item><p>One</p></item><item><p>Two * three</p></item></steps>"
                         "<note style=\"tip\"><p>Hint</p></note>"
                         "<section id=\"s\"><title>More</title><screen>ip a</screen></section>"
                         "<table><tr><td><p>A</p></td><td><p>B</p></td></tr>"
                         "<tr><td><p>1</p></td><td><p>2</p></td></tr></table>"));
    source.write("C/help/other.page",
                 "<page xmlns=\"http://projectmallard.org/1.0/\" id=\"other\"><title>Other "
                 "page</title><p>x</p></page>");
    source.write("C/help/index.page",
                 "<page xmlns=\"http://projectmallard.org/1.0/\" id=\"index\"><title>I</title>"
                 "<links type=\"topic\"/></page>");
    source.write("C/help/bad.page", "<page><title>");
    source.write("de/help/wifi.page", mallard("de", "Mit WLAN verbinden", "<p>Drücken.</p>"));

    const auto report = import_mallard({source / "C/help", source / "de/help"}, out.path());
    REQUIRE(report);
    CHECK(report->written == 3);
    CHECK(report->findings.size() == 2);

    const Article english = read(out, "en/wifi-en.md");
    CHECK(english.title == "Connect to Wi-Fi");
    CHECK(english.summary == "Short.");
    CHECK(english.category == "net");
    CHECK(english.body == "Press **On** and [Other page](other-en.md).\n\n1. One\n\n2. Two \\* "
                          "three\n\n> Hint\n>\n## More\n\n```\nip a\n```\n\n| A | B |\n| --- | "
                          "--- |\n| 1 | 2 |\n\n");
    const Article german = read(out, "de/wifi-de.md");
    CHECK(german.translation_key == english.translation_key);
    CHECK(read_file(out / "en/wifi-en.md", 10000)->find("Writer") == std::string::npos);
    CHECK(check(*read_folder(out.path()), out.path()).size() == 1); // 'other' has no translation
}

TEST_CASE("HTML folders become articles without their furniture", "[content][import]") {
    TempDir source;
    TempDir out;
    const std::string head = "<html lang=\"en\"><head><title>T</title><meta name=\"keywords\" "
                             "content=\"router, box\"></head><body><nav>Home</nav>";
    source.write("en/mail/setup.html",
                 head + "<main><h1>Set up &amp; go</h1><p>Use <b>IMAP</b> at "
                        "<a href=\"../port.html#x\">port</a> 993<br>now.</p><ul><li>one</li>"
                        "<li>two</li></ul><script>bad()</script></main><footer>F</footer></html>");
    source.write("en/port.html", head + "<h1>Ports</h1><p>993</p></body></html>");
    source.write("de/mail/setup.html",
                 "<html lang=\"de\"><h1>Einrichten</h1><p>Größe &uuml;ber</p></html>");
    source.write("x.html", "<p>which language?</p>");

    REQUIRE(import_html({source / "en", source / "de"}, out.path()));
    const Article article = read(out, "en/mail-setup-en.md");
    CHECK(article.title == "Set up & go");
    CHECK(article.category == "mail");
    CHECK(article.aliases == std::vector<std::string>{"router", "box"});
    CHECK(article.body == "Use **IMAP** at [port](port-en.md) 993 now.\n\n- one\n\n- two\n\n");
    CHECK(read(out, "de/mail-setup-de.md").translation_key == article.translation_key);
    CHECK_THAT(read(out, "de/mail-setup-de.md").body, contains("Größe über"));
    const auto unknown = import_html({source.path()}, out.path());
    CHECK(unknown->findings.size() == 1);
}

TEST_CASE("JSON lines become articles, bad lines are named", "[content][import]") {
    TempDir dir;
    const auto file = dir.write(
        "kb.jsonl",
        "{\"id\":\"A 1\",\"lang\":\"de\",\"title\":\"T\",\"body\":\"B\",\"tags\":[\"x\"]}\n"
        "\nnot json\n{\"id\":7,\"lang\":\"en\",\"title\":\"\",\"body\":\"Only a body\"}\n"
        "{\"id\":\"c\",\"lang\":\"de\",\"title\":\"T\",\"body\":[1]}\n"
        "{\"id\":\"d\",\"title\":\"no language\",\"body\":\"x\"}\n");
    const auto report = import_jsonl(file, dir / "out");
    REQUIRE(report);
    CHECK(report->written == 2);
    CHECK(report->findings.size() == 3);
    CHECK(report->findings[0].line == 3);
    CHECK(read_article(dir / "out", "en/7.md")->article.title == "Only a body");
    CHECK(read_article(dir / "out", "de/a-1.md")->article.tags == std::vector<std::string>{"x"});
}

TEST_CASE("an empty or missing source says what to name", "[content][import]") {
    TempDir dir;
    CHECK_FALSE(import_mallard({dir / "none"}, dir / "out"));
    const auto empty = import_html({dir.path()}, dir / "out");
    REQUIRE_FALSE(empty);
    CHECK_FALSE(empty.error().hint.empty());
    CHECK(import_jsonl(dir / "none.jsonl", dir / "out").error().code == Code::not_found);
}
