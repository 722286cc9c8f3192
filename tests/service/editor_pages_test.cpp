// The editors' pages over HTTP, as a browser without scripts uses them.

#include "tests/service/seat.h"
#include "tests/support/soon.h"

using namespace lotse;
using namespace lotse::service;

namespace {

const Form wifi{{"title", "WLAN-Passwort ändern"},
                {"article_lang", "de"},
                {"state", "published"},
                {"audience", "public"},
                {"summary", "Neuer Schlüssel"},
                {"category", "router-wifi"},
                {"tags", "wlan, router"},
                {"aliases", "Netzwerkschlüssel\r\nFunkschlüssel"},
                {"translation_key", "wifi-password"},
                {"body", "Öffnen Sie die Oberfläche.\r\n\r\n## Danach\r\n\r\nSpeichern.\r\n"}};

Form with(Form form, const std::string& name, const std::string& value) {
    std::erase_if(form, [&](const auto& field) { return field.first == name; });
    form.emplace_back(name, value);
    return form;
}

const std::string article = "/de/desk/edit/wlan-passwort-aendern";

} // namespace

TEST_CASE("an editor arrives at the articles and sees what is to be done", "[service][editor]") {
    const Desk desk;
    const Seat seat(desk, "editor");
    CHECK(seat.arrived_at == "/de/desk/articles");
    const auto all = seat.get("/de/desk/articles").body;
    CHECK_THAT(all, contains("WLAN-Passwort ändern"));
    CHECK_THAT(all, contains("Eskalation an die Glasfasertechnik")); // staff read internal ones
    CHECK_THAT(all, contains("4 Artikel"));
    const auto untranslated = seat.get("/de/desk/articles?todo=untranslated").body;
    CHECK_THAT(untranslated, contains("Internet ist ausgefallen"));
    CHECK_THAT(untranslated, !contains("WLAN-Passwort ändern"));
    CHECK_THAT(seat.get("/en/desk/articles?find=PASSWORD&article_lang=en").body,
               contains("1 articles"));
    CHECK(seat.get("/de/desk").status == 403); // customers' words are not for editors
}

TEST_CASE("an edit is saved with its former version, and found at once", "[service][editor]") {
    const Desk desk;
    const Seat seat(desk, "editor");
    const auto page = seat.get(article);
    REQUIRE(page.status == 200);
    CHECK_THAT(page.body, contains("Tragen Sie das neue Passwort ein"));
    const auto revision = hidden_field(page.body, "revision");
    const auto saved = seat.send(article, with(wifi, "revision", revision));
    CHECK(saved.status == 303);
    CHECK(saved.header("Location") == article + "?done=article");
    CHECK_THAT(desk.get("/api/v1/search?q=Funkschl%C3%BCssel&lang=de").body,
               contains("wlan-passwort-aendern"));
    const auto now = seat.get(article).body;
    CHECK_THAT(now, contains("Netzwerkschlüssel\nFunkschlüssel</textarea>"));
    CHECK_THAT(now, contains("/edit/wlan-passwort-aendern/versions/000001"));
    CHECK_THAT(now, !contains("\r")); // browsers send CRLF; files hold LF
    const auto former = seat.get(article + "/versions/000001").body;
    CHECK_THAT(former, contains("<del>Tragen Sie das neue Passwort ein"));
    CHECK_THAT(former, contains("<ins>## Danach</ins>"));
    CHECK_THAT(seat.get(article + "?version=000001").body,
               contains("Tragen Sie das neue Passwort ein"));
    CHECK(seat.get(article + "/versions/000009").status == 404);
}

TEST_CASE("who saves over another's edit sees both and loses nothing", "[service][editor]") {
    const Desk desk;
    const Seat seat(desk, "editor");
    const auto revision = hidden_field(seat.get(article).body, "revision");
    REQUIRE(seat.send(article, with(wifi, "revision", revision)).status == 303);
    const auto late =
        seat.send(article, with(with(wifi, "body", "Mein <Text>."), "revision", revision));
    CHECK(late.status == 409);
    CHECK_THAT(late.body, contains("Jemand anderes hat gespeichert"));
    CHECK_THAT(late.body, contains("<del>Öffnen Sie die Oberfläche.</del>"));
    CHECK_THAT(late.body, contains("<ins>Mein &lt;Text&gt;.</ins>"));
    CHECK_THAT(late.body, contains("Mein &lt;Text&gt;.</textarea>"));
    // Having seen it, a second save goes through.
    const auto seen = hidden_field(late.body, "revision");
    CHECK(seat.send(article, with(with(wifi, "body", "Beides."), "revision", seen)).status == 303);
}

TEST_CASE("what shuts readers out is named while writing and bars publishing",
          "[service][editor]") {
    const Desk desk;
    const Seat seat(desk, "editor");
    const auto revision = hidden_field(seat.get(article).body, "revision");
    auto form = with(with(wifi, "body", "![](bild.png) und [hier klicken](stoerung.md)"),
                     "revision", revision);
    const auto preview = seat.send(article, with(form, "look", "1"));
    CHECK(preview.status == 200);
    CHECK_THAT(preview.body, contains("Bild ohne Beschreibung"));
    CHECK_THAT(preview.body, contains("Link sagt nicht, wohin er führt"));
    const auto barred = seat.send(article, form);
    CHECK(barred.status == 422);
    CHECK_THAT(barred.body, contains("Noch nicht zu veröffentlichen"));
    CHECK(seat.send(article, with(form, "state", "draft")).status == 303); // a draft may
    const auto json =
        desk.post("/api/v1/articles/preview", {{"body", "[hier](a.md)"}}, desk.as("editor"));
    CHECK(json.status == 200);
    CHECK(json.json()["faults"][0]["rule"] == "vague_link");
    CHECK_THAT(json.json()["html"].get<std::string>(), contains("<p>"));
}

TEST_CASE("a new article gets its id from its title and a taken one is refused",
          "[service][editor]") {
    const Desk desk;
    const Seat seat(desk, "editor");
    const Form fresh{{"title", "Fax einrichten"},
                     {"article_lang", "de"},
                     {"state", "draft"},
                     {"audience", "public"},
                     {"body", "So geht es."}};
    const auto made = seat.send("/de/desk/edit/new", fresh);
    CHECK(made.header("Location") == "/de/desk/edit/fax-einrichten?done=article");
    CHECK_THAT(seat.send("/de/desk/edit/new", fresh).body, contains("Diese Kennung ist vergeben"));
    CHECK_THAT(seat.send("/de/desk/edit/new", with(fresh, "id", "Nicht so!")).body,
               contains("Bindestriche"));
    const auto empty = seat.send("/en/desk/edit/new", {{"title", ""}, {"body", " "}});
    CHECK(empty.status == 422);
    CHECK_THAT(empty.body, contains("Give the article a title"));
    CHECK_THAT(empty.body, contains("Write the text"));
    CHECK(desk.get("/de/artikel/fax-einrichten").status == 404); // a draft is nobody's outside
}

TEST_CASE("the index is built anew from its page, and searches go on", "[service][editor]") {
    const Desk desk;
    const Seat seat(desk, "admin");
    const auto before = seat.get("/de/desk/index");
    REQUIRE(before.status == 200);
    CHECK_THAT(before.body, contains("<dd>1</dd>"));
    const auto started = seat.send("/de/desk/index", {{"do", "build"}});
    CHECK(started.header("Location") == "/de/desk/index?done=build");
    CHECK(lotse::testing::soon([&] {
        return desk.get("/api/v1/search?q=wlan").status == 200 &&
               seat.get("/de/desk/index").body.find("Letzter Aufbau") != std::string::npos;
    }));
    CHECK_THAT(seat.get("/de/desk/index").body, contains("<dd>2</dd>"));
    CHECK(seat.send("/de/desk/index", {{"do", "cancel"}}).status == 303); // nothing runs: no harm
}

TEST_CASE("editors keep their words here: checked, in service at once, never overwritten blindly",
          "[service][editor]") {
    const lotse::testing::TempDir lists;
    const Desk desk({.arguments = {"--synonyms", lists.path().string()}});
    const Seat seat(desk, "editor");
    const auto page = seat.get("/de/desk/words");
    REQUIRE(page.status == 200);
    const auto revision = hidden_field(page.body, "revision"); // all are empty
    CHECK(desk.get("/api/v1/search?q=Funkgeheimwort&lang=de").json()["total"] == 0);
    const auto faulty = seat.send(
        "/de/desk/words",
        {{"list", "de"}, {"revision", revision}, {"text", "allein\nFunkgeheimwort, Passwort"}});
    CHECK(faulty.status == 422);
    CHECK_THAT(faulty.body, contains("Zeile 1:"));
    CHECK_THAT(faulty.body, contains("allein\nFunkgeheimwort, Passwort</textarea>"));
    const Form good{
        {"list", "de"}, {"revision", revision}, {"text", "Funkgeheimwort, WLAN-Passwort\r\n"}};
    CHECK(seat.send("/de/desk/words", good).status == 303);
    CHECK_THAT(desk.get("/api/v1/search?q=Funkgeheimwort&lang=de").body,
               contains("wlan-passwort-aendern"));
    const auto late = seat.send("/de/desk/words", good);
    CHECK(late.status == 422);
    CHECK_THAT(late.body, contains("inzwischen gespeichert"));
    const Desk without;
    CHECK_THAT(Seat(without, "editor").get("/de/desk/words").body, contains("synonyms"));
}

TEST_CASE("the figures stand on a page with plot, table, formula and file", "[service][desk]") {
    const Desk desk;
    const Seat seat(desk, "agent");
    REQUIRE(desk.get("/api/v1/search?q=xyzzy").status == 200);
    const auto page = seat.get("/de/desk/reports");
    REQUIRE(page.status == 200);
    CHECK_THAT(page.body, contains("Abwendung, behauptet"));
    CHECK_THAT(page.body, contains("Wann eine fehlgeschlagen ist, sagt die eine Tabelle"));
    CHECK_THAT(page.body, contains("0 : 1")); // one search, which failed
    const auto daily = seat.get("/en/desk/reports?by=day").body;
    CHECK_THAT(daily, contains("Zero results"));
    const auto file = seat.get("/en/desk/reports.csv?by=language");
    CHECK(file.header("Content-Type").starts_with("text/csv"));
    CHECK_THAT(file.body, contains("zero_results"));
    const auto odd = seat.get("/de/desk/reports?from=2026-03-09&to=2026-03-01");
    CHECK(odd.status == 422);
    CHECK_THAT(odd.body, contains("Prüfen Sie die beiden Tage"));
    CHECK(desk.get("/de/desk/reports").status == 303);
}

TEST_CASE("an editor makes a failed search find its article, and sees at once that it does",
          "[service][editor][loop]") {
    const lotse::testing::TempDir lists;
    const Desk desk({.arguments = {"--synonyms", lists.path().string()}});
    const Seat seat(desk, "editor");
    CHECK_THAT(seat.get("/de/desk/gaps").body, contains("Hier fehlt nichts"));
    REQUIRE(desk.get("/de/suche?q=Zauberschl%C3%BCssel+vergessen").status == 200);
    const auto page = seat.get("/de/desk/gaps").body;
    CHECK_THAT(page, contains("Zauberschlüssel vergessen"));
    CHECK_THAT(page, contains("1-mal gesucht, 1 Besucher"));
    const auto gap = hidden_field(page, "gap");
    const auto empty = seat.send("/de/desk/gaps", {{"do", "alias"}, {"gap", gap}, {"words", "x"}});
    CHECK(empty.status == 422);
    const auto linked = seat.send("/de/desk/gaps", {{"do", "alias"},
                                                    {"gap", gap},
                                                    {"article", "wlan-passwort-aendern"},
                                                    {"words", "Zauberschlüssel vergessen"}});
    CHECK(linked.status == 200);
    CHECK_THAT(linked.body, contains("findet jetzt „WLAN-Passwort ändern“ auf Platz 1"));
    CHECK_THAT(desk.get("/api/v1/search?q=Zauberschl%C3%BCssel+vergessen&lang=de").body,
               contains("wlan-passwort-aendern"));
    // Ignoring is for agents, who see the customers' side; editors may not.
    const Form no{{"do", "ignore"}, {"gap", gap}, {"reason", "Kein Thema"}};
    CHECK(seat.send("/de/desk/gaps", no).status == 403);
    CHECK(Seat(desk, "agent").send("/de/desk/gaps", no).status == 200);
}

TEST_CASE("an editor learns who would find a draft before it is saved, and who would lose",
          "[service][editor][who-finds]") {
    const Desk desk;
    const Seat seat(desk, "editor");
    const Form fresh{{"title", "Zauberschlüssel vergessen"},
                     {"article_lang", "de"},
                     {"state", "draft"},
                     {"audience", "public"},
                     {"body", "Das <WLAN>-Passwort ändern hilft."},
                     {"who", "1"}};
    const auto early = seat.send("/de/desk/edit/new", fresh);
    CHECK(early.status == 200);
    CHECK_THAT(early.body, contains("Noch hat niemand etwas gesucht"));

    REQUIRE(desk.get("/de/suche?q=Zauberschl%C3%BCssel+vergessen").status == 200);
    REQUIRE(desk.get("/de/suche?q=WLAN-Passwort+%C3%A4ndern").status == 200);
    const auto asked = seat.send("/de/desk/edit/new", fresh);
    CHECK(asked.status == 200);
    CHECK_THAT(asked.body, contains("Noch einmal gestellte Suchen: 2."));
    CHECK_THAT(asked.body, contains(">Zauberschlüssel vergessen</strong>"));
    CHECK_THAT(asked.body, contains("bisher ohne Erfolg"));
    CHECK_THAT(asked.body, contains("nicht gefunden → Platz 1"));
    CHECK_THAT(asked.body, contains("Das &lt;WLAN&gt;-Passwort ändern hilft.</textarea>"));
    CHECK(desk.get("/de/desk/edit/zauberschluessel-vergessen", seat.headers()).status == 404);
    CHECK(desk.get("/api/v1/search?q=Zauberschl%C3%BCssel&lang=de").json()["total"] == 0);

    // The same words as another article's: that one falls behind.
    const auto rival =
        seat.send("/en/desk/edit/new", with(with(fresh, "title", "WLAN-Passwort ändern"), "aliases",
                                            "WLAN-Passwort ändern"));
    CHECK_THAT(rival.body, contains("Would push another article back: 1"));
    CHECK_THAT(rival.body, contains("/en/desk/articles/wlan-passwort-aendern"));
    CHECK_THAT(rival.body, contains("rank 1 → rank 2"));

    CHECK_THAT(seat.send("/de/desk/edit/new", with(fresh, "state", "archived")).body,
               contains("wird von niemandem gefunden"));
    CHECK(seat.send_bare("/de/desk/edit/new", fresh).status == 422); // not of this session
}

TEST_CASE("tools learn who would find a draft", "[service][editor][who-finds]") {
    const Desk desk;
    REQUIRE(desk.get("/api/v1/search?q=Zauberschl%C3%BCssel&lang=de").status == 200);
    const std::string path = "/api/v1/articles/preview/searches";
    const Json draft{{"title", "Zauberschlüssel"}, {"lang", "de"}, {"body", "Anders."}};
    const auto found = desk.post(path, draft, desk.as("agent"));
    REQUIRE(found.status == 200);
    CHECK(found.json()["known"] == 1);
    CHECK(found.json()["asked"] == 1);
    const auto gained = found.json()["gained"][0];
    CHECK(gained["query"] == "Zauberschlüssel");
    CHECK(gained["asker"] == "public");
    CHECK(gained["failed"] == 1);
    CHECK(gained["rank_before"].is_null());
    CHECK(gained["rank_after"] == 1);
    auto archived = draft;
    archived["state"] = "archived";
    CHECK(desk.post(path, archived, desk.as("agent")).status == 400);
    CHECK(desk.post(path, {{"title", "x"}}, desk.as("agent")).status == 400);
    CHECK(desk.post(path, draft, desk.as("customer")).status == 403);
    CHECK(desk.post(path, draft).status == 401);
}

TEST_CASE("a translation is behind once the other one says something else, and shows what",
          "[service][editor][translation]") {
    const Desk desk;
    const Seat seat(desk, "editor");
    const std::string english = "/en/desk/edit/change-wifi-password";
    const auto behind = [&] { return seat.get("/en/desk/articles?todo=behind").body; };
    const auto body = [&] {
        const auto page = seat.get(article).body;
        const auto at = page.find("<textarea id=\"body\"");
        const auto begin = page.find('>', at) + 1;
        return page.substr(begin, page.find("</textarea>", at) - begin);
    };
    const auto save = [&](const Form& form) {
        const auto revision = hidden_field(seat.get(article).body, "revision");
        REQUIRE(seat.send(article, with(form, "revision", revision)).status == 303);
    };
    // Another tag, another line break: nothing that a translator has to follow.
    auto same = with(with(wifi, "summary", "So ändern Sie den Netzwerkschlüssel Ihres Routers."),
                     "body", body() + "\r\n");
    save(with(same, "tags", "funk"));
    CHECK_THAT(behind(), contains("0 articles"));
    CHECK_THAT(seat.get(english).body, !contains("Since this article was last written"));

    save(with(same, "body", "Ganz anders."));
    CHECK_THAT(behind(), contains("Change the Wi-Fi password"));
    CHECK_THAT(behind(), !contains("WLAN-Passwort ändern"));
    const auto page = seat.get(english).body;
    CHECK_THAT(page, contains("Since this article was last written"));
    CHECK_THAT(page, contains("<del>Tragen Sie das neue Passwort ein"));
    CHECK_THAT(page, contains("<ins>Ganz anders.</ins>"));
    CHECK_THAT(page, !contains("<del>tags")); // that was before

    // Written anew, it has followed.
    const auto revision = hidden_field(page, "revision");
    REQUIRE(seat.send(english, {{"title", "Change the Wi-Fi password"},
                                {"article_lang", "en"},
                                {"state", "published"},
                                {"audience", "public"},
                                {"translation_key", "wifi-password"},
                                {"body", "All different."},
                                {"revision", revision}})
                .status == 303);
    CHECK_THAT(behind(), contains("0 articles"));
}

TEST_CASE("articles are told and sorted by how they are read, voted on and sent",
          "[service][editor]") {
    const Desk desk({.arguments = {"--hold-replies", "0s"}});
    const Seat seat(desk, "editor");
    const auto first = [&](const std::string& order) {
        const auto page = seat.get("/de/desk/articles?article_order=" + order).body;
        const auto row = page.find("<tr data-row>");
        REQUIRE(row != std::string::npos);
        return page.substr(row, page.find("</tr>", row) - row);
    };
    CHECK_THAT(first(""), contains("Change the Wi-Fi password"));
    const auto trail = desk.get("/api/v1/search?q=WLAN-Passwort&lang=de").json()["trail"];
    REQUIRE(trail.is_string());
    CHECK(desk.get("/de/artikel/wlan-passwort-aendern?trail=" + trail.get<std::string>()).status ==
          200);
    CHECK_THAT(first("opened"), contains("WLAN-Passwort ändern"));
    CHECK_THAT(first("opened"), contains("<td class=\"number\">1</td>"));
    CHECK_THAT(first("opened"), contains("<td class=\"number\">0 : 0</td>"));
    CHECK_THAT(first("not_helped"),
               contains("Change the Wi-Fi password")); // all the same: by title
    CHECK(desk.post("/api/v1/feedback",
                    {{"trail", trail}, {"article", "wlan-passwort-aendern"}, {"helped", false}})
              .status == 204);
    CHECK_THAT(first("not_helped"), contains("<td class=\"number\">0 : 1</td>"));

    const auto ticket = desk.post("/api/v1/tickets", {{"subject", "Anschluss"},
                                                      {"body", "Er geht nicht."},
                                                      {"lang", "de"},
                                                      {"name", "Petra Schmidt"},
                                                      {"email", "petra@kunde.example"}});
    REQUIRE(ticket.status == 201);
    const std::string number = std::to_string(ticket.json()["number"].get<int>());
    REQUIRE(Seat(desk, "agent")
                .send("/de/desk/tickets/" + number + "/reply",
                      {{"body", "Siehe http://" + desk.daemon->address() + "/de/artikel/stoerung"}})
                .status == 303);
    CHECK_THAT(first("sent"), contains("Internet ist ausgefallen"));
    CHECK_THAT(first("updated"), contains("2026"));
}
