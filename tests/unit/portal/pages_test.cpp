// What every page owes its reader, checked on each page in each state and language.

#include <algorithm>
#include <regex>

#include "indexer/base/text.h"
#include "portal/pages/feeds.h"
#include "portal/pages/pages.h"
#include "portal/render/urls.h"
#include "tests/support/catch.h"
#include "tests/unit/portal/samples.h"

using namespace lotse::portal;
using lotse::testing::contains;

namespace {

std::size_t count(const std::string& html, const std::string& part) {
    std::size_t found = 0;
    for (auto at = html.find(part); at != std::string::npos; at = html.find(part, at + 1))
        ++found;
    return found;
}

std::vector<std::string> all(const std::string& html, const char* pattern) {
    const std::regex expression(pattern);
    std::vector<std::string> found;
    for (std::sregex_iterator at(html.begin(), html.end(), expression), end; at != end; ++at)
        found.push_back((*at)[1]);
    return found;
}

template <typename Check>
void on_customer_pages(Check check) {
    for (const Lang lang : {Lang::de, Lang::en})
        for (const auto& content : {samples::friendly(lang), samples::hostile()})
            for (const auto& page : samples::pages(lang, content)) {
                INFO(page.name << " " << code(lang));
                check(page);
            }
}

template <typename Check>
void on_every_page(Check check) {
    on_customer_pages(check);
    for (const Lang lang : {Lang::de, Lang::en})
        for (const auto& content : {samples::friendly(lang), samples::hostile()})
            for (const auto& page : samples::desk_pages(lang, content)) {
                INFO(page.name << " " << code(lang));
                check(page);
            }
}

/// Levels of the headings in order: "123".
std::string outline(const std::string& html) {
    std::string levels;
    for (const auto& level : all(html, "<h([1-6])[ >]"))
        levels += level;
    return levels;
}

} // namespace

TEST_CASE("nothing a person wrote becomes markup", "[portal][escaping]") {
    on_every_page([](const samples::Page& page) {
        CHECK(count(page.html, "<script>") == 0);
        CHECK(count(page.html, "</script>") == 1); // our own, in the head
        CHECK(count(page.html, "\"'>") == 0);
        CHECK(count(page.html, "&amp;amp;lt;") == 0); // not escaped twice
    });
    for (const auto& page : samples::pages(Lang::de, samples::hostile()))
        if (page.name == "article")
            CHECK_THAT(page.html, contains("<h1>T&quot;&apos;&gt;&lt;script&gt;alert(1)"
                                           "&lt;/script&gt;&amp;amp;{{t}}{{{q}}}{query}</h1>"));
}

TEST_CASE("frames of other sites, feeds and the sitemap escape what a person wrote",
          "[portal][escaping]") {
    const auto evil = samples::hostile();
    Frame frame = samples::frame(Lang::de, evil);
    frame.site_name = evil.title;
    ContactView form;
    form.subject = form.body = form.name = form.email = form.article = evil.sentence;
    const EmbedView embed{evil.person};
    const EntryView entry{.id = "x",
                          .title = evil.title,
                          .summary = evil.sentence,
                          .category = evil.person,
                          .url = evil.query};
    for (const std::string& text :
         {embedded_contact_page(frame, form, embed),
          embedded_sent_page(frame, {.number = "1", .link = evil.query}, embed),
          atom_feed(Lang::de, {.title = evil.title, .url = "u", .home = "h", .entries = {entry}}),
          sitemap(Lang::de, {{.url = evil.query, .other_url = evil.person}}),
          opensearch_description(frame)}) {
        INFO(text);
        CHECK(count(text, "<script>") == 0);
        CHECK(count(text, "\"'>") == 0);
        CHECK(count(text, "&amp;amp;lt;") == 0);
    }
}

TEST_CASE("every page has a language, one main heading and headings that skip no level",
          "[portal][pages]") {
    on_every_page([](const samples::Page& page) {
        CHECK_THAT(page.html, contains("<html lang=\"" + std::string(code(page.lang)) + "\">"));
        const std::string levels = outline(page.html);
        INFO(levels);
        CHECK(std::ranges::count(levels, '1') == 1);
        CHECK(levels.front() == '1');
        for (std::size_t i = 1; i < levels.size(); ++i)
            CHECK(levels[i] <= levels[i - 1] + 1);
        CHECK(all(page.html, "<h[1-6][^>]*>(\\s*)</h").empty());
    });
}

TEST_CASE("the first thing to reach on a page is the link to its content", "[portal][pages]") {
    on_every_page([](const samples::Page& page) {
        const auto body = page.html.find("<body");
        CHECK(page.html.find("<a ", body) ==
              page.html.find("<a class=\"skip\" href=\"#main\"", body));
        CHECK(count(page.html, "id=\"main\"") == 1);
    });
}

TEST_CASE("every page leads to contact, legal notices and the other language", "[portal][pages]") {
    on_customer_pages([](const samples::Page& page) {
        for (const char* legal : {"imprint", "privacy", "accessibility"})
            CHECK_THAT(page.html, contains("href=\"" + legal_url(page.lang, legal) + "\""));
        CHECK_THAT(page.html, contains("href=\"" + contact_url(page.lang)));
        const std::string target(code(other(page.lang)));
        CHECK_THAT(page.html, contains("hreflang=\"" + target + "\">" +
                                       text(other(page.lang), "language.own_name") + "</a>"));
    });
}

TEST_CASE("pages hold no inline script, style or handler", "[portal][pages]") {
    on_every_page([](const samples::Page& page) {
        CHECK(count(page.html, "<style") == 0);
        CHECK(all(page.html, "<[a-z][^>]* (style)=").empty());
        CHECK(all(page.html, "<[a-z][^>]* (on[a-z]+)=").empty());
        CHECK(all(page.html, "(<script(?! src=)[^>]*>)").empty());
        CHECK(all(page.html, "(javascript:)").empty());
    });
}

TEST_CASE("every field has a label, and every id is there once", "[portal][pages]") {
    on_every_page([](const samples::Page& page) {
        for (const auto& tag : all(page.html, "(<(?:input|textarea)[^>]*>)")) {
            if (tag.find("type=\"hidden\"") != std::string::npos)
                continue;
            INFO(tag);
            const auto id = all(tag, " id=\"([^\"]+)\"");
            REQUIRE(id.size() == 1);
            CHECK(count(page.html, "<label for=\"" + id[0] + "\"") == 1);
        }
        auto ids = all(page.html, " id=\"([^\"]+)\"");
        std::ranges::sort(ids);
        CHECK(std::ranges::adjacent_find(ids) == ids.end());
        for (const auto& targets : all(page.html, "aria-(?:labelledby|describedby)=\"([^\"]+)\""))
            for (const auto target : lotse::split(targets, ' '))
                CHECK(count(page.html, " id=\"" + std::string(target) + "\"") == 1);
    });
}

TEST_CASE("templates and texts are all filled in", "[portal][pages]") {
    for (const Lang lang : {Lang::de, Lang::en}) {
        for (const auto& page : samples::desk_pages(lang, samples::friendly(lang))) {
            INFO(page.name);
            CHECK(count(page.html, "{") == 0);
            CHECK(all(page.html, " (?:href|src|action)=\"(\\s*)\"").empty());
            CHECK(count(page.html, ">desk.") == 0); // a word of a closed set without its text
        }
        for (const auto& page : samples::pages(lang, samples::friendly(lang))) {
            INFO(page.name);
            CHECK(count(page.html, "{") == 1); // "{count}", which the script fills
            CHECK(all(page.html, " (?:href|src|action)=\"(\\s*)\"").empty());
        }
    }
}

TEST_CASE("quotation marks follow the language of the page", "[portal][pages]") {
    for (const auto& page : samples::pages(Lang::en, samples::friendly(Lang::en)))
        CHECK(count(page.html, "„") == 0);
    for (const auto& page : samples::pages(Lang::de, samples::friendly(Lang::de)))
        CHECK(count(page.html, "„") == count(page.html, "“"));
}

TEST_CASE("hits of the other language say so and stand apart", "[portal][results]") {
    const auto content = samples::friendly(Lang::de);
    ResultsView view;
    view.hits = {samples::hit(Lang::en, content), samples::hit(Lang::de, content)};
    view.total = 2;
    const auto html = results_page(samples::frame(Lang::de, content), view);
    CHECK(html.find("class=\"hit\" lang=\"de\"") < html.find("id=\"foreign\""));
    CHECK(html.find("class=\"hit\" lang=\"en\"") > html.find("id=\"foreign\""));
    CHECK(count(html, "<mark>WLAN</mark>") == 2);
}

TEST_CASE("the language in which a question was read is shown and can be changed",
          "[portal][results]") {
    const Frame frame = samples::frame(Lang::de, samples::friendly(Lang::de));
    ResultsView view;
    view.read_as = "en";
    const auto detected = results_page(frame, view);
    CHECK_THAT(detected, contains("Als englische Frage gelesen."));
    CHECK_THAT(detected, contains("/de/suche?q=passwort%20vergessen&amp;read_as=de&amp;trail="));
    CHECK_THAT(detected, !contains("Sprache selbst erkennen lassen"));
    view.read_as_chosen = true;
    view.pages = 2;
    view.did_you_mean = "passwort";
    const auto chosen = results_page(frame, view);
    CHECK_THAT(chosen, contains("Sprache selbst erkennen lassen"));
    CHECK_THAT(chosen, contains("q=passwort%20vergessen&amp;trail=")); // detected again
    CHECK_THAT(chosen, contains("read_as=en&amp;trail=trail-1&amp;page=2"));
    CHECK_THAT(chosen, contains("q=passwort&amp;read_as=en"));
    CHECK_THAT(results_page(frame, ResultsView{}), !contains("class=\"reading\""));
}

TEST_CASE("a list shows nothing that belongs to the page around it", "[portal][results]") {
    ArticleView view;
    view.title = "Outer title";
    view.lang = "en";
    view.updated = lotse::TimePoint{};
    HitView bare;
    bare.url = "/en/articles/x";
    bare.lang = "en";
    view.related = {bare};
    const auto html = article_page(samples::frame(Lang::en, samples::friendly(Lang::en)), view);
    CHECK(count(html, "Outer title") == 2); // <title> and <h1>
}

TEST_CASE("links carry question and trail on to the contact form", "[portal][results]") {
    Frame frame = samples::frame(Lang::de, samples::friendly(Lang::de));
    const auto html = results_page(frame, ResultsView{});
    CHECK_THAT(html, contains("/de/kontakt?q=passwort%20vergessen&amp;trail=trail-1"));
}

TEST_CASE("a form with errors says so in title, summary and beside the fields",
          "[portal][contact]") {
    for (const auto& page : samples::pages(Lang::en, samples::friendly(Lang::en))) {
        if (page.name != "contact-errors")
            continue;
        CHECK_THAT(page.html, contains("<title>Error: "));
        for (const char* field : {"subject", "body", "email"}) {
            CHECK_THAT(page.html, contains("<a href=\"#" + std::string(field) + "\">"));
            CHECK_THAT(page.html,
                       contains("aria-describedby=\"" + std::string(field) + "-error\""));
        }
        CHECK_THAT(page.html, contains("value=\"Erika Sample\""));
    }
}

TEST_CASE("a closed request takes no reply, a page kept from search engines says so",
          "[portal][request]") {
    Frame frame = samples::frame(Lang::en, samples::friendly(Lang::en));
    frame.indexable = false;
    RequestView view;
    view.number = "7";
    view.state = "merged";
    view.may_reply = false;
    const auto html = request_page(frame, view);
    CHECK(count(html, "<textarea") == 0);
    CHECK_THAT(html, contains("<meta name=\"robots\" content=\"noindex\">"));
    CHECK(count(html, "rel=\"canonical\"") == 0);
}
