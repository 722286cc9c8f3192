#include <chrono>
#include <cstdlib>
#include <ctime>

#include "portal/render/format.h"
#include "portal/render/marks.h"
#include "portal/render/template.h"
#include "portal/render/texts.h"
#include "portal/render/urls.h"
#include "tests/support/catch.h"

using namespace lotse::portal;

namespace {

std::string together(const std::vector<MarkedPiece>& pieces) {
    std::string out;
    for (const auto& piece : pieces)
        out += piece.marked ? "[" + piece.text + "]" : piece.text;
    return out;
}

/// The time zone of the process, back to what it was at the end of scope.
class Zone {
  public:
    explicit Zone(const char* name) {
        if (const char* now = std::getenv("TZ"))
            before_ = now;
        ::setenv("TZ", name, 1);
        ::tzset();
    }
    ~Zone() {
        if (before_.empty())
            ::unsetenv("TZ");
        else
            ::setenv("TZ", before_.c_str(), 1);
        ::tzset();
    }

  private:
    std::string before_;
};

} // namespace

TEST_CASE("marks come in any order, join when they overlap, and keep every byte",
          "[portal][marks]") {
    CHECK(together(marked_pieces("passwort", {})) == "passwort");
    CHECK(together(marked_pieces("passwort", {{0, 4}})) == "[pass]wort");
    CHECK(together(marked_pieces("ein passwort", {{4, 8}, {0, 3}})) == "[ein] [pass]wort");
    CHECK(together(marked_pieces("passwort", {{0, 5}, {3, 8}})) == "[passwort]");
    CHECK(together(marked_pieces("passwort", {{0, 8}, {2, 4}})) == "[passwort]");
    CHECK(marked_pieces("", {{0, 1}}).empty());
}

TEST_CASE("a mark may hold an umlaut but never half of one", "[portal][marks]") {
    const std::string text = "zurücksetzen"; // ü is bytes 3 and 4
    CHECK(together(marked_pieces(text, {{3, 5}})) == "zur[ü]cksetzen");
    CHECK(together(marked_pieces(text, {{0, 4}})) == text);
    CHECK(together(marked_pieces(text, {{4, 7}})) == text);
    CHECK(together(marked_pieces(text, {{4, 7}, {7, 13}})) == "zurück[setzen]");
}

TEST_CASE("a mark outside its text is left out", "[portal][marks]") {
    CHECK(together(marked_pieces("kurz", {{2, 9}})) == "kurz");
    CHECK(together(marked_pieces("kurz", {{9, 12}, {3, 1}, {2, 2}})) == "kurz");
}

TEST_CASE("addresses are those of their language, and values in them are encoded",
          "[portal][urls]") {
    CHECK(home_url(Lang::de) == "/de/");
    CHECK(search_url(Lang::de) == "/de/suche");
    CHECK(search_url(Lang::en) == "/en/search");
    CHECK(article_url(Lang::en, "a/b?c") == "/en/articles/a%2Fb%3Fc");
    CHECK(legal_url(Lang::de, "privacy") == "/de/datenschutz");
    CHECK(url_encoded("ü &=\"'<-._~") == "%C3%BC%20%26%3D%22%27%3C-._~");
    CHECK(with_parameter("/x", "q", "") == "/x");
    CHECK(with_parameter(with_parameter("/x", "q", "a b"), "page", "2") == "/x?q=a%20b&page=2");
}

TEST_CASE("dates and times are written as in each language, in the server's time zone",
          "[portal][format]") {
    using namespace std::chrono;
    const lotse::TimePoint time{sys_days{2026y / 11 / 4} + 23h + 5min};
    const Zone zone("CET-1");
    CHECK(date_text(Lang::de, time) == "05.11.2026");
    CHECK(date_text(Lang::en, time) == "5 November 2026");
    CHECK(date_time_text(Lang::de, time) == "05.11.2026, 00:05 Uhr");
    CHECK(date_time_text(Lang::en, time) == "5 November 2026, 00:05");
}

TEST_CASE("numbers are grouped as in each language", "[portal][format]") {
    CHECK(number_text(Lang::de, 0) == "0");
    CHECK(number_text(Lang::de, 999) == "999");
    CHECK(number_text(Lang::de, 1234) == "1.234");
    CHECK(number_text(Lang::en, 1234567) == "1,234,567");
    CHECK(number_text(Lang::en, 100000) == "100,000");
}

TEST_CASE("a value that looks like a place is not filled again", "[portal][texts]") {
    CHECK(text(Lang::de, "results.title", {{"count", "{query}"}, {"query", "{count} {x} {"}}) ==
          "{query} Treffer für „{count} {x} {“");
    CHECK(text(Lang::en, "results.title", {{"query", "a"}}) == "{count} results for “a”");
    CHECK(text(Lang::en, "search.button", {{"count", "1"}}) == "Search");
    CHECK_THROWS_AS(text(Lang::de, "no.such.text"), std::logic_error);
    CHECK_FALSE(has_text("no.such.text"));
}

TEST_CASE("the language of a code", "[portal][texts]") {
    CHECK(lang_of("de-AT") == Lang::de);
    CHECK(lang_of("fr") == Lang::en);
    CHECK(lang_of("") == Lang::en);
    CHECK(other(Lang::de) == Lang::en);
}

TEST_CASE("values are escaped, and tags in them stay text", "[portal][template]") {
    const std::string evil = "<b>\"'&{{title}}{{{trusted_html}}}";
    const std::string html = render("message", Lang::en, Values().set("title", evil));
    CHECK_THAT(html, lotse::testing::contains(
                         "<h1>&lt;b&gt;&quot;&apos;&amp;{{title}}{{{trusted_html}}}</h1>"));
    CHECK_THROWS_AS(render("no-such-template", Lang::en, Values()), std::logic_error);
}

TEST_CASE("a value may be called like a template", "[portal][template]") {
    const std::string html = render("contact", Lang::en, Values().set("article", "wlan"));
    CHECK_THAT(html, lotse::testing::contains("name=\"article\" value=\"wlan\""));
}
