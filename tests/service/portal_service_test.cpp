// The pages as a browser without JavaScript sees them.

#include "tests/service/seat.h"
#include "tests/support/soon.h"

using namespace lotse;
using namespace lotse::service;
using lotse::testing::soon;

namespace {

std::string cookie_of(const Answer& answer) {
    const std::string value = answer.header("Set-Cookie");
    return value.substr(0, value.find(';'));
}

} // namespace

TEST_CASE("pages are there in both languages and hide what is internal", "[service][portal]") {
    const Desk desk;
    CHECK(desk.get("/", {{"Accept-Language", "en"}}).header("Location") == "/en/");
    CHECK(desk.get("/", {{"Accept-Language", "de"}}).header("Location") == "/de/");
    for (const char* page :
         {"/de/", "/en/", "/de/suche?q=wlan", "/en/search?q=wifi",
          "/de/artikel/wlan-passwort-aendern", "/en/articles/change-wifi-password", "/de/kontakt",
          "/en/contact", "/de/impressum", "/en/privacy"}) {
        const auto answer = desk.get(page);
        INFO(page);
        CHECK(answer.status == 200);
        CHECK_THAT(answer.header("Content-Type"), contains("text/html"));
        CHECK_THAT(answer.body, contains("</html>"));
        CHECK_THAT(answer.header("Content-Security-Policy"), contains("default-src 'none'"));
    }
    CHECK_THAT(desk.get("/de/suche?q=wlan+passwort").body,
               contains("/de/artikel/wlan-passwort-aendern?trail="));
    CHECK_THAT(desk.get("/de/artikel/wlan-passwort-aendern").body,
               contains("/en/articles/change-wifi-password"));
    const auto hidden = desk.get("/de/artikel/eskalation-intern");
    CHECK(hidden.status == 404);
    CHECK_THAT(hidden.header("Content-Type"), contains("text/html"));
    CHECK(hidden.body == desk.get("/de/artikel/gibt-es-nicht").body);
    CHECK_THAT(desk.get("/robots.txt").body, contains("Disallow: /api/"));
}

TEST_CASE("a question is read in the language that the asker chooses", "[service][portal]") {
    const Desk desk;
    CHECK_THAT(desk.get("/en/search?q=wlan+passwort+%C3%A4ndern").body,
               contains("Read as a German question."));
    const auto chosen = desk.get("/en/search?q=wlan+passwort+%C3%A4ndern&read_as=en").body;
    CHECK_THAT(chosen, contains("Read as an English question."));
    CHECK_THAT(chosen, contains("Let the language be detected"));
    CHECK_THAT(chosen, contains("/de/suche?q=wlan%20passwort%20%C3%A4ndern&amp;read_as=en"));
    const std::string api = "/api/v1/search?q=wlan+passwort+%C3%A4ndern&lang=de";
    CHECK(desk.get(api).json()["lang"] == "de");
    CHECK(desk.get(api + "&read_as=en").json()["lang"] == "en");
    CHECK(desk.get(api + "&read_as=fr").status == 400);
}

TEST_CASE("static files may be kept for ever", "[service][portal]") {
    const Desk desk;
    const std::string page = desk.get("/de/").body;
    const auto at = page.find("/static/portal.");
    REQUIRE(at != std::string::npos);
    const std::string url = page.substr(at, page.find('"', at) - at);
    const auto plain = desk.get(url);
    CHECK(plain.status == 200);
    CHECK_THAT(plain.header("Cache-Control"), contains("immutable"));
    const auto packed = desk.get(url, {{"Accept-Encoding", "gzip"}});
    CHECK(packed.header("Content-Encoding") == "gzip");
    CHECK(packed.body.size() < plain.body.size());
    CHECK(desk.get(url, {{"If-None-Match", plain.header("ETag")}}).status == 304);
    CHECK(desk.get("/static/portal.000000000000.css").status == 404);
}

TEST_CASE("a request by form is followed by its secret link", "[service][portal]") {
    const Desk desk;
    const std::string form = "subject=Router&body=Die+Lampe+ist+rot&email=k%40example.org&name=K"
                             "&idempotency_key=abcdefghijklmnop";
    const auto filed = desk.post_form("/de/kontakt", form);
    REQUIRE(filed.status == 303);
    CHECK(filed.header("Location") == "/de/anfrage?new=1");
    CHECK_THAT(filed.header("Set-Cookie"), contains("HttpOnly; SameSite=Lax"));
    const Headers cookie{{"Cookie", cookie_of(filed)}};

    const auto page = desk.get("/de/anfrage?new=1", cookie);
    CHECK(page.status == 200);
    CHECK_THAT(page.body, contains("Die Lampe ist rot"));
    CHECK_THAT(page.header("Cache-Control"), contains("no-store"));
    CHECK(page.header("X-Robots-Tag") == "noindex");

    CHECK(desk.post_form("/de/anfrage", "reply=", cookie).status == 422);
    CHECK(desk.post_form("/de/anfrage", "reply=Noch+immer", cookie).status == 303);
    CHECK_THAT(desk.get("/de/anfrage", cookie).body, contains("Noch immer"));

    // The link itself: exchanged for the cookie, and gone from the address.
    const std::string token = cookie[0].second.substr(cookie[0].second.find('=') + 1);
    const auto link = desk.get("/t/" + token);
    CHECK(link.status == 303);
    CHECK(link.header("Location") == "/de/anfrage");
    CHECK(link.header("Referrer-Policy") == "no-referrer");
    CHECK(cookie_of(link) == cookie[0].second);
    CHECK(desk.get("/t/" + std::string(43, 'A')).status == 404);
    CHECK(desk.get("/de/anfrage").status == 404);
    // Sent twice, it is one request.
    desk.post_form("/de/kontakt", form);
    CHECK(desk.get("/api/v1/tickets", desk.as("agent")).json()["tickets"].size() == 1);
}

TEST_CASE("whoever holds the secret link adds files to the request, nobody else sees them",
          "[service][portal][security]") {
    const Desk desk;
    const auto filed = [&](const std::string& subject) {
        return Headers{{"Cookie", cookie_of(desk.post_form("/de/kontakt",
                                                           "subject=" + subject +
                                                               "&body=b&email=k%40example.org"))}};
    };
    const auto cookie = filed("Router");
    const auto send = [&](const std::string& files, Headers who,
                          const std::string& to = "/de/anfrage/anhaenge") {
        who.emplace_back("Content-Type", "multipart/form-data; boundary=xyz");
        return ask(desk.daemon->address(), "POST", to, who, files + "--xyz--\r\n");
    };
    const auto file = [](const std::string& name, const std::string& bytes) {
        return "--xyz\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + name +
               "\"\r\n\r\n" + bytes + "\r\n";
    };
    // Larger than any other form may be.
    const std::string log = std::string(2'000'000, 'x') + "\r\n--xy";
    const auto sent = send(file("../Störung.log", log) + file("b.html", "<script>"), cookie);
    REQUIRE(sent.status == 303);
    CHECK(sent.header("Location") == "/de/anfrage?attached=1");
    const auto page = desk.get("/de/anfrage?attached=1", cookie);
    CHECK_THAT(page.body, contains("Ihre Dateien sind bei uns"));
    CHECK_THAT(page.body, contains(">Störung.log</a>") && contains("1.954 KiB"));
    CHECK_THAT(page.body, contains("href=\"/de/anfrage/anhaenge/1\""));

    const auto saved = desk.get("/de/anfrage/anhaenge/1", cookie);
    CHECK(saved.status == 200);
    CHECK(saved.body == log);
    CHECK(saved.header("Content-Disposition").starts_with("attachment;"));
    const auto html = desk.get("/en/request/attachments/2?inline=1", cookie);
    CHECK(html.header("Content-Disposition").starts_with("attachment;"));
    CHECK(html.header("Content-Security-Policy") == "default-src 'none'; sandbox");
    const auto agent = desk.get("/api/v1/tickets/1001/attachments", desk.as("agent")).json();
    CHECK(agent["attachments"].size() == 2);

    // Another link, no link, a note's file, another site's form.
    const auto other = filed("Anderes");
    CHECK(desk.get("/de/anfrage/anhaenge/1", other).status == 404);
    CHECK(desk.get("/de/anfrage/anhaenge/1").status == 404);
    CHECK(send(file("x", "x"), {}).status == 404);
    auto staff = desk.as("agent");
    staff.emplace_back("Content-Type", "application/octet-stream");
    REQUIRE(ask(desk.daemon->address(), "POST",
                "/api/v1/tickets/1001/attachments?name=geheim.txt&internal=1", staff, "canary")
                .status == 201);
    CHECK(desk.get("/de/anfrage/anhaenge/3", cookie).status == 404);
    CHECK(desk.get("/de/anfrage", cookie).body.find("geheim") == std::string::npos);
    auto foreign = cookie;
    foreign.emplace_back("Origin", "https://evil.example");
    CHECK(send(file("x", "x"), foreign).status == 403);

    // What cannot be taken is said, and the page stays.
    for (const auto& [files, words] :
         {std::pair<std::string, const char*>{file("", ""), "Wählen Sie eine Datei"},
          {file("leer.txt", ""), "Diese ist leer"},
          {file("x", "x").substr(0, 30), ""}}) {
        const auto refused = send(files, cookie);
        CHECK(refused.status >= 400);
        CHECK(refused.status < 500);
        CHECK_THAT(refused.body, contains(words));
    }
    CHECK_THAT(send("", cookie, "/en/request/attachments").body, contains("Choose a file"));
    CHECK(desk.post_form("/de/anfrage/anhaenge", "file=x", cookie).status == 415);
    CHECK(desk.get("/api/v1/tickets/1001/attachments", desk.as("agent"))
              .json()["attachments"]
              .size() == 3);
}

TEST_CASE("a form with mistakes keeps what was typed; a foreign page's is refused",
          "[service][portal][security]") {
    const Desk desk;
    const auto wrong = desk.post_form("/de/kontakt", "subject=&body=Text+bleibt&email=unsinn");
    CHECK(wrong.status == 422);
    CHECK_THAT(wrong.body, contains("Text bleibt"));
    CHECK_THAT(wrong.body, contains("unsinn"));
    const std::string good = "subject=a&body=b&email=k%40example.org";
    CHECK(desk.post_form("/de/kontakt", good, {{"Origin", "https://evil.example"}}).status == 403);
    CHECK(desk.post_form("/de/kontakt", good, {{"Sec-Fetch-Site", "cross-site"}}).status == 403);
    CHECK(desk.post_form("/de/kontakt", good + "&website=spam").header("Location") == "/de/");
    CHECK(desk.get("/api/v1/tickets", desk.as("agent")).json()["tickets"].empty());
    CHECK(ask(desk.daemon->address(), "POST", "/de/kontakt",
              {{"Content-Type", "multipart/form-data; boundary=x"}}, "--x--")
              .status == 415);
}

TEST_CASE("a vote that a search did not help is counted", "[service][portal]") {
    const Desk desk;
    const std::string trail =
        desk.get("/api/v1/search?q=wlan+passwort+%C3%A4ndern&lang=de").json()["trail"];
    const auto vote = desk.post_form("/de/rueckmeldung",
                                     "article=wlan-passwort-aendern&trail=" + trail + "&helped=no");
    CHECK(vote.status == 303);
    CHECK_THAT(vote.header("Location"), contains("/de/artikel/wlan-passwort-aendern?trail="));
    const auto gaps = desk.get("/api/v1/gaps", desk.as("editor"));
    REQUIRE(gaps.status == 200);
    REQUIRE(gaps.json()["gaps"].size() == 1);
    CHECK(gaps.json()["gaps"][0]["questions"][0]["text"] == "wlan passwort ändern");
    CHECK(desk.post("/api/v1/feedback", {{"trail", std::string(22, 'A')}, {"helped", false}})
              .status == 404);
}

TEST_CASE("whom an article did not help is asked why, and its editor is told",
          "[service][portal]") {
    const Desk desk;
    const auto vote = [&](const std::string& form) {
        return desk.post_form("/de/rueckmeldung", "article=wlan-passwort-aendern&" + form);
    };
    const auto asked = vote("helped=no");
    CHECK(asked.header("Location") == "/de/artikel/wlan-passwort-aendern?voted=no#vote");
    const auto page = desk.get("/de/artikel/wlan-passwort-aendern?voted=no").body;
    CHECK_THAT(page, contains("Woran lag es?"));
    CHECK_THAT(page, contains("/de/kontakt?article=wlan-passwort-aendern"));
    const auto told =
        vote("helped=no&reason=outdated&remark=Neue+Ger%C3%A4te+%3Cb%3Efehlen%3C%2Fb%3E");
    CHECK(told.header("Location") == "/de/artikel/wlan-passwort-aendern?voted=1#vote");
    CHECK(vote("helped=no&reason=nonsense").status == 400);
    CHECK(desk.post_form("/de/rueckmeldung", "article=eskalation-intern&helped=no").status == 303);
    const Seat editor(desk, "editor");
    const auto shown = editor.get("/de/desk/edit/wlan-passwort-aendern").body;
    CHECK_THAT(shown, contains("0 hat es geholfen, 1 nicht"));
    CHECK_THAT(shown, contains("veraltet: 1"));
    CHECK_THAT(shown, contains("Neue Geräte &lt;b&gt;fehlen"));
    CHECK(editor.get("/de/desk/edit/eskalation-intern").body.find("hat es geholfen") ==
          std::string::npos);
}

TEST_CASE("a vote that says neither yes nor no is no vote", "[service][portal]") {
    const Desk desk;
    for (const char* form : {"article=stoerung", "article=stoerung&helped=maybe"}) {
        const auto answer = desk.post_form("/de/rueckmeldung", form);
        CHECK(answer.status == 400);
        CHECK_THAT(answer.body, contains("lang=\"de\""));
    }
    CHECK(desk.post_form("/de/rueckmeldung", "article=stoerung&helped=yes").status == 303);
}

TEST_CASE("only an article that has a translation names one to search engines",
          "[service][portal]") {
    const Desk desk;
    const auto both = desk.get("/de/artikel/wlan-passwort-aendern").body;
    CHECK_THAT(both, contains("hreflang=\"en\" href=\"http"));
    CHECK_THAT(both, contains("hreflang=\"x-default\""));
    const auto alone = desk.get("/de/artikel/stoerung").body;
    CHECK_THAT(alone, contains("rel=\"canonical\""));
    CHECK(alone.find("rel=\"alternate\" hreflang") == std::string::npos);
}

TEST_CASE("an address that an article had leads to it, an archived one says what to read instead",
          "[service][portal]") {
    const Desk desk;
    const auto article = [](const std::string& front) {
        return "---\nlang: de\ncategory: internet\n" + front + "\n---\nText.\n";
    };
    desk.dir.write("content/de/neu.md",
                   article("id: neu\ntitle: Neuer Name\nformer_ids: [alter-name]"));
    desk.dir.write("content/de/alt.md",
                   article("id: alt\ntitle: Alt\nstate: archived\nreplaced_by: neu"));
    desk.dir.write("content/de/weg.md", article("id: weg\ntitle: Weg\nstate: archived"));
    desk.dir.write("content/de/geheim.md",
                   article("id: geheim\ntitle: Geheim\nformer_ids: [frueher-geheim]\n"
                           "audience: internal"));
    desk.dir.write("content/de/geheim-alt.md",
                   article("id: geheim-alt\ntitle: Geheim alt\naudience: internal\n"
                           "state: archived\nreplaced_by: neu"));
    REQUIRE(soon([&] { return desk.get("/de/artikel/weg").status == 410; }));
    const auto moved = desk.get("/de/artikel/alter-name?trail=x");
    CHECK(moved.status == 301);
    CHECK(moved.header("Location") == "/de/artikel/neu?trail=x");
    CHECK(desk.get("/en/articles/alter-name").header("Location") == "/en/articles/neu");
    const auto retired = desk.get("/de/artikel/alt");
    CHECK(retired.status == 410);
    CHECK_THAT(retired.body, contains("href=\"/de/artikel/neu\" lang=\"de\">Neuer Name</a>"));
    CHECK_THAT(retired.body, contains("noindex"));
    CHECK(desk.get("/de/artikel/weg").body.find("stattdessen") == std::string::npos);
    // What is internal is as unknown under its old address, and archived, as what never was.
    const auto unknown = desk.get("/de/artikel/gibt-es-nicht");
    for (const char* hidden : {"frueher-geheim", "geheim-alt", "geheim"}) {
        INFO(hidden);
        const auto answer = desk.get(std::string("/de/artikel/") + hidden);
        CHECK(answer.status == 404);
        CHECK(answer.body == unknown.body);
    }
}
