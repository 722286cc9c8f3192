#include "indexer/content/render.h"

#include "tests/support/catch.h"

#include <array>
#include <atomic>
#include <chrono>
#include <thread>
#include <vector>

using namespace lotse;
using namespace lotse::content;
using lotse::testing::contains;

namespace {

std::string resolve(std::string_view target) {
    return target == "gut.md" ? "/de/artikel/gut" : std::string();
}

std::string html(const std::string& markdown) {
    return to_html(markdown, resolve)->html;
}

} // namespace

TEST_CASE("many threads read the same Markdown in the same way", "[content]") {
    const std::string markdown = "dil~et~to, ~~gone~~ and www.example.org, | a | table |\n";
    const std::string expected = html(markdown);
    CHECK_THAT(expected, contains("<del>gone</del>"));
    std::atomic<int> others = 0;
    {
        std::vector<std::jthread> threads;
        for (int t = 0; t < 4; ++t)
            threads.emplace_back([&] {
                for (int i = 0; i < 500; ++i)
                    others += html(markdown) == expected ? 0 : 1;
            });
    }
    CHECK(others == 0);
}

TEST_CASE("headings get anchors that are unique, and move below the page's title", "[content]") {
    const auto out = to_html("# Größe\n\n## Größe\n\ntext\n", resolve);
    REQUIRE(out);
    CHECK(out->headings ==
          std::vector<Heading>{{2, "Größe", "groesse"}, {3, "Größe", "groesse-2"}});
    CHECK_THAT(out->html, contains("<h2 id=\"groesse\">Größe</h2>"));
    CHECK_THAT(out->html, contains("<h3 id=\"groesse-2\">"));
}

TEST_CASE("links between articles lead to pages, dead ones keep their text", "[content]") {
    CHECK(html("[a](gut.md)") == "<p><a href=\"/de/artikel/gut\">a</a></p>\n");
    CHECK(html("[b **c**](weg.md)") == "<p>b <strong>c</strong></p>\n");
    CHECK(html("[d](https://x.example/?a=1&b=2)") ==
          "<p><a href=\"https://x.example/?a=1&amp;b=2\">d</a></p>\n");
}

TEST_CASE("nothing in an article becomes a script", "[content]") {
    for (const char* text :
         {"<script>alert(1)</script>", "[x](javascript:alert(1))", "[x](JaVaScRiPt:alert(1))",
          "![x](data:text/html,<script>)", "<img src=x onerror=alert(1)>", "[x](vbscript:x)",
          "[x](<javascript:alert(1)>)", "<h2 onclick=x>y</h2>", "<a href='javascript:x'>y</a>",
          "[x](\x01javascript:alert(1))"}) {
        const std::string out = html(text);
        INFO(text);
        CHECK(out.find("<script") == std::string::npos);
        CHECK(out.find("href=\"java") == std::string::npos);
        CHECK(out.find("<img") == std::string::npos);
        CHECK(out.find(" on") == std::string::npos);
    }
}

TEST_CASE("a document that would stall the parser is refused at once", "[content]") {
    const std::string wide = "|" + std::string(4000, 'a') + "|\n" + [] {
        std::string row = "|";
        for (int i = 0; i < 4000; ++i)
            row += "-|";
        return row;
    }();
    const auto started = std::chrono::steady_clock::now();
    CHECK(to_html(wide, resolve).error().code == Code::too_large);
    CHECK(to_html(std::string(5000, '>') + " x", resolve).error().code == Code::too_large);
    CHECK(to_html(std::string(300 * 1024, 'x'), resolve).error().code == Code::too_large);
    std::string lists;
    for (int i = 0; i < 200; ++i)
        lists += std::string(static_cast<std::size_t>(2 * i), ' ') + "- x\n";
    CHECK(to_html(lists, resolve).error().code == Code::too_large);
    CHECK(std::chrono::steady_clock::now() - started < std::chrono::seconds(2));
}

TEST_CASE("the plain text is what readers see", "[content]") {
    const auto text = to_plain_text("## Titel\n\nEin **fetter** [Link](x.md)\nweiter `code`.\n\n"
                                    "1. eins\n2. zwei\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n"
                                    "```\nblock\n```\n<b>x</b>\n");
    REQUIRE(text);
    CHECK(*text == "Titel\nEin fetter Link weiter code.\neins\nzwei\na, b\n1, 2\nblock\nx");
}

TEST_CASE("tables say which cells are headers", "[content]") {
    CHECK_THAT(html("| a |\n|---|\n| 1 |\n"), contains("<th scope=\"col\">a</th>"));
}
