// What administrators set of the portal, as a browser without scripts sends it.

#include "tests/service/seat.h"

using namespace lotse;
using namespace lotse::service;

namespace {

std::string css_of(const std::string& page) {
    const auto at = page.find("/static/portal.");
    REQUIRE(at != std::string::npos);
    return page.substr(at, page.find('"', at) - at);
}

} // namespace

TEST_CASE("what an administrator sets is there at once, and after a restart", "[service][site]") {
    Desk desk;
    const Seat admin(desk, "admin");
    const std::string own_css = css_of(desk.get("/de/").body);
    CHECK_THAT(admin.get("/de/desk/site").body, contains("name=\"site_name\" value=\"Lotse\""));
    CHECK(admin
              .send("/de/desk/site", {{"site_name", "Fördenet <Hilfe>"},
                                      {"accent", "#A00"},
                                      {"welcome_de", "Was dürfen wir für Sie tun?"},
                                      {"notice_de", "Am <b>1. Mai</b> geschlossen."},
                                      {"imprint_de", "Fördenet GmbH\r\n\r\nKiel"}})
              .status == 303);
    const auto check = [&] {
        const auto home = desk.get("/de/").body;
        CHECK_THAT(home, contains("Fördenet &lt;Hilfe&gt;"));
        CHECK_THAT(home, contains("Was dürfen wir für Sie tun?"));
        CHECK_THAT(home, contains("Am &lt;b&gt;1. Mai&lt;/b&gt; geschlossen."));
        CHECK(css_of(home) != own_css);
        const auto css = desk.get(css_of(home));
        CHECK(css.status == 200);
        CHECK_THAT(css.header("Content-Type"), contains("text/css"));
        CHECK_THAT(css.header("Cache-Control"), contains("immutable"));
        CHECK_THAT(css.body, contains("--accent:#aa0000"));
        CHECK(desk.get(css_of(home), {{"If-None-Match", css.header("ETag")}}).status == 304);
        CHECK_THAT(desk.get("/de/impressum").body, contains("<p>Kiel</p>"));
        CHECK(desk.get("/en/").body.find("geschlossen") == std::string::npos);
    };
    check();
    CHECK_THAT(admin.get("/de/desk").body, contains("Fördenet &lt;Hilfe&gt;"));
    desk.restart();
    check();
    // Given back to the settings file.
    CHECK(admin.send("/de/desk/site", {{"accent", ""}, {"site_name", "Lotse"}}).status == 303);
    CHECK(css_of(desk.get("/de/").body) == own_css);
    CHECK_THAT(desk.get("/de/").body, contains("Was dürfen wir für Sie tun?")); // not in that form
}

TEST_CASE("one setting that cannot be read keeps all of them out, and all that was typed",
          "[service][site]") {
    const Desk desk;
    const Seat admin(desk, "admin");
    const auto refused = admin.send("/de/desk/site", {{"site_name", "Neu"},
                                                      {"accent", "rot"},
                                                      {"opening_hours", "werktags"},
                                                      {"holidays", "Weihnachten"},
                                                      {"keep_searches", "-1"}});
    CHECK(refused.status == 422);
    for (const char* part :
         {"value=\"Neu\"", "value=\"rot\"", "werktags", "Weihnachten",
          "Geben Sie die Farbe als # mit sechs Ziffern", "Schreiben Sie die Zeiten so",
          "Ein Datum war nicht zu lesen", "Zahl von 0 bis 3660", "<title>Fehler: "})
        CHECK_THAT(refused.body, contains(part));
    CHECK(desk.get("/de/").body.find("Neu –") == std::string::npos);
    CHECK(admin.send("/de/desk/site", {{"site_name", " "}}).status == 422);
    const auto foreign = admin.send_bare("/de/desk/site", {{"site_name", "Fremd"}});
    CHECK(foreign.status == 422);
    CHECK_THAT(foreign.body, contains("value=\"Fremd\""));
    CHECK(desk.get("/de/").body.find("Fremd") == std::string::npos);
    for (const char* role : {"agent", "editor"}) {
        const Seat seat(desk, role);
        INFO(role);
        CHECK(seat.get("/de/desk/site").status == 403);
        CHECK(seat.send("/de/desk/site", {{"site_name", "X"}}).status == 403);
        CHECK(seat.get("/de/desk/articles").body.find("/de/desk/site") == std::string::npos);
    }
}

TEST_CASE("customers are told when they can expect an answer, as the API says it",
          "[service][site]") {
    const Desk desk;
    const Seat admin(desk, "admin");
    CHECK(desk.get("/api/v1/answer-time").json()["expected"].is_null());
    CHECK(desk.get("/de/kontakt").body.find("class=\"expected\"") == std::string::npos);
    CHECK(admin.send("/de/desk/site", {{"answer_target", "4"}}).status == 303);
    const std::string sentence = "In der Regel antworten wir innerhalb von 4 Stunden.";
    const auto api = desk.get("/api/v1/answer-time", {{"Accept-Language", "de"}}).json();
    CHECK(api["expected"]["within_minutes"] == 240);
    CHECK(api["expected"]["measured_on"] == 0);
    CHECK(api["expected"]["sentence"] == sentence);
    CHECK_THAT(desk.get("/de/kontakt").body, contains(sentence));
    CHECK_THAT(desk.get("/de/suche?q=quantenkryptographie").body, contains(sentence));
    CHECK_THAT(desk.get("/en/contact").body, contains("We usually answer within 4 hours."));
    // More than a day's work: the day by which is said, not a number of hours.
    CHECK(admin.send("/de/desk/site", {{"answer_target", "100"}, {"opening_hours", "Mo-Fr 8-17"}})
              .status == 303);
    CHECK_THAT(desk.get("/de/kontakt").body, contains("Wir antworten voraussichtlich bis "));
}
