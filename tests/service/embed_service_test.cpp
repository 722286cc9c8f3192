// What other sites and programs get of us: the widget's files, CORS, frames, feeds, the sitemap.

#include "tests/service/service.h"

using namespace lotse;
using namespace lotse::service;

namespace {

const std::string shop = "https://shop.example";
const std::string stranger = "https://evil.example";

DeskOptions for_shop() {
    return {.arguments = {"--embed-origins", shop + "|http://127.0.0.1:9", "--base-url",
                          "https://hilfe.example"}};
}

} // namespace

TEST_CASE("only named sites may frame the contact form, and nothing else of ours",
          "[service][embed]") {
    const Desk desk(for_shop());
    for (const char* path : {"/de/embed/kontakt", "/en/embed/contact"}) {
        const auto form = desk.get(path);
        INFO(path);
        CHECK(form.status == 200);
        CHECK_THAT(form.header("Content-Security-Policy"),
                   contains("frame-ancestors https://shop.example http://127.0.0.1:9;"));
        CHECK(form.header("X-Frame-Options").empty());
        CHECK_THAT(form.header("X-Robots-Tag"), contains("noindex"));
    }
    for (const char* path : {"/de/", "/de/kontakt", "/de/desk", "/de/artikel/nowhere"}) {
        const auto page = desk.get(path);
        INFO(path);
        CHECK_THAT(page.header("Content-Security-Policy"), contains("frame-ancestors 'none'"));
        CHECK(page.header("X-Frame-Options") == "DENY");
    }
    const Desk closed;
    CHECK_THAT(closed.get("/de/embed/kontakt").header("Content-Security-Policy"),
               contains("frame-ancestors 'none'"));
}

TEST_CASE("named sites read public answers without cookies, all others get no leave",
          "[service][embed]") {
    const Desk desk(for_shop());
    for (const char* path : {"/api/v1/search?q=wlan", "/api/v1/suggest?q=wl",
                             "/api/v1/articles/wlan-passwort-aendern"}) {
        INFO(path);
        const auto allowed = desk.get(path, {{"Origin", shop}});
        CHECK(allowed.header("Access-Control-Allow-Origin") == shop);
        CHECK(allowed.header("Access-Control-Allow-Credentials").empty());
        CHECK_THAT(allowed.header("Vary"), contains("Origin"));
        const auto refused = desk.get(path, {{"Origin", stranger}});
        CHECK(refused.header("Access-Control-Allow-Origin").empty());
        CHECK_THAT(refused.header("Vary"), contains("Origin"));
    }
    for (const char* path : {"/api/v1/tickets", "/de/", "/api/v1/openapi.json"})
        CHECK(desk.get(path, {{"Origin", shop}}).header("Access-Control-Allow-Origin").empty());
    CHECK(desk.post("/api/v1/solutions", {{"subject", "wlan"}}, {{"Origin", shop}})
              .header("Access-Control-Allow-Origin")
              .empty());
}

TEST_CASE("the widget is small, found under one address, and names its other half",
          "[service][embed]") {
    const Desk desk(for_shop());
    const auto widget = desk.get("/widget.js", {{"Accept-Encoding", "gzip"}});
    CHECK(widget.status == 200);
    CHECK(widget.body.size() <= 2048);
    CHECK(widget.header("Cross-Origin-Resource-Policy") == "cross-origin");
    CHECK(desk.get("/widget.js", {{"If-None-Match", widget.header("ETag")}}).status == 304);
    const std::string text = desk.get("/widget.js").body;
    const auto at = text.find("/static/panel.");
    REQUIRE(at != std::string::npos);
    const std::string url = text.substr(at, text.find('"', at) - at);
    const auto panel = desk.get(url, {{"Accept-Encoding", "gzip"}});
    CHECK(panel.status == 200);
    CHECK(panel.body.size() <= 12 * 1024);
    CHECK(panel.header("Access-Control-Allow-Origin") == "*");
    CHECK(desk.get("/de/").body.find("widget.js") == std::string::npos);
}

TEST_CASE("a request from a frame is filed once, shows its link there and keeps no cookie",
          "[service][embed]") {
    const Desk desk(for_shop());
    const std::string host = "&host=https%3A%2F%2Fshop.example";
    const Headers form{{"Sec-Fetch-Site", "same-origin"}};
    const auto wrong =
        desk.post_form("/de/embed/kontakt", "subject=Router&body=&email=x" + host, form);
    CHECK(wrong.status == 422);
    CHECK_THAT(wrong.body, contains("value=\"Router\""));
    CHECK_THAT(wrong.body, contains("data-host=\"https://shop.example\""));
    const std::string good =
        "subject=Router&body=Rot&email=k%40example.org&idempotency_key=abcdefgh"
        "abcdefgh" +
        host;
    const auto sent = desk.post_form("/de/embed/kontakt", good, form);
    CHECK(sent.status == 200);
    CHECK_THAT(sent.body, contains("https://hilfe.example/t/"));
    CHECK(sent.header("Set-Cookie").empty());
    CHECK(desk.post_form("/de/embed/kontakt", good, form).status == 200);
    CHECK(desk.get("/api/v1/tickets?kind=request", desk.as("agent")).json()["tickets"].size() == 1);
    const auto foreign =
        desk.post_form("/de/embed/kontakt", good, {{"Sec-Fetch-Site", "cross-site"}});
    CHECK(foreign.status == 403);
    const auto unnamed = desk.get("/de/embed/kontakt?host=https%3A%2F%2Fevil.example");
    CHECK_THAT(unnamed.body, contains("data-host=\"\""));
}

TEST_CASE("feeds, sitemap and search description name what is public and nothing else",
          "[service][embed]") {
    const Desk desk(for_shop());
    const auto feed = desk.get("/de/feed.atom");
    CHECK_THAT(feed.header("Content-Type"), contains("application/atom+xml"));
    CHECK_THAT(feed.body, contains("urn:lotse:article:wlan-passwort-aendern"));
    CHECK_THAT(feed.body, contains("https://hilfe.example/de/artikel/wlan-passwort-aendern"));
    CHECK(desk.get("/de/feed.atom?category=nowhere").status == 404);
    const auto map = desk.get("/sitemap.xml");
    CHECK_THAT(map.body, contains("<loc>https://hilfe.example/en/articles/change-wifi-password"));
    CHECK_THAT(map.body,
               contains("hreflang=\"x-default\" "
                        "href=\"https://hilfe.example/de/artikel/wlan-passwort-aendern\""));
    for (const auto& text : {feed.body, map.body})
        CHECK(text.find("eskalation-intern") == std::string::npos);
    CHECK_THAT(desk.get("/robots.txt").body,
               contains("Sitemap: https://hilfe.example/sitemap.xml"));
    const auto description = desk.get("/en/opensearch.xml").body;
    CHECK_THAT(description, contains("https://hilfe.example/en/search?q={searchTerms}"));
    const auto suggested = desk.get("/api/v1/suggest/opensearch?lang=de&q=wlan");
    CHECK_THAT(suggested.header("Content-Type"), contains("application/x-suggestions+json"));
    CHECK(suggested.json()[0] == "wlan");
    CHECK_THAT(suggested.json()[3][0].get<std::string>(), contains("https://hilfe.example/de/"));
    CHECK(desk.get("/api/v1/suggest/opensearch").status == 400);
}

TEST_CASE("pages tell search engines where they are, in which languages, and what they are",
          "[service][embed]") {
    const Desk desk(for_shop());
    const std::string page = desk.get("/en/articles/change-wifi-password").body;
    CHECK_THAT(page, contains("rel=\"canonical\" href=\"https://hilfe.example/en/articles/"));
    CHECK_THAT(page, contains("hreflang=\"x-default\" "
                              "href=\"https://hilfe.example/de/artikel/wlan-passwort-aendern\""));
    const std::string open = "<script type=\"application/ld+json\">";
    std::vector<Json> objects;
    for (auto at = page.find(open); at != std::string::npos; at = page.find(open, at + 1)) {
        const auto begin = at + open.size();
        objects.push_back(Json::parse(page.substr(begin, page.find("</script>", begin) - begin)));
    }
    REQUIRE(objects.size() == 2);
    CHECK(objects[0]["@type"] == "TechArticle");
    CHECK(objects[1]["itemListElement"].size() == 2);
    CHECK_THAT(desk.get("/de/").body, contains("SearchAction"));
    CHECK(desk.get("/de/suche?q=wlan").body.find("ld+json") == std::string::npos);
}

TEST_CASE("sites that embed us learn what went wrong, others nothing", "[service][embed]") {
    const Desk desk({.arguments = {"--embed-origins", "https://shop.example"}});
    for (const char* path : {"/api/v1/articles/none", "/api/v1/search"}) {
        INFO(path);
        const auto ours = desk.get(path, {{"Origin", "https://shop.example"}});
        CHECK(ours.status >= 400);
        CHECK(ours.header("Access-Control-Allow-Origin") == "https://shop.example");
        CHECK_THAT(ours.header("Vary"), contains("Origin"));
        const auto foreign = desk.get(path, {{"Origin", "https://other.example"}});
        CHECK(foreign.header("Access-Control-Allow-Origin").empty());
        CHECK_THAT(foreign.header("Vary"), contains("Origin"));
    }
    CHECK(desk.get("/api/v1/tickets", {{"Origin", "https://shop.example"}})
              .header("Access-Control-Allow-Origin")
              .empty());
}
