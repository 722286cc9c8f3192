// The running daemon, asked over HTTP: searching, reading, problems, overload of small kinds.

#include <thread>

#include "tests/service/service.h"

using namespace lotse;
using namespace lotse::service;

namespace {

std::vector<std::string> ids(const Json& answer) {
    std::vector<std::string> found;
    for (const auto& hit : answer["hits"])
        found.push_back(hit["id"]);
    return found;
}

} // namespace

TEST_CASE("questions in both languages find their articles", "[service][search]") {
    const Desk desk;

    const auto german = desk.get("/api/v1/search?q=wlan%20passwort%20%C3%A4ndern&lang=de");
    REQUIRE(german.status == 200);
    const Json answer = german.json();
    REQUIRE_FALSE(ids(answer).empty());
    const Json& hit = answer["hits"][0];
    CHECK(hit["id"] == "wlan-passwort-aendern");
    CHECK(hit["kind"] == "article");
    CHECK(hit["lang"] == "de");
    CHECK(hit["url"].get<std::string>().starts_with("/de/artikel/wlan-passwort-aendern?trail="));
    CHECK_FALSE(hit["why"].empty());
    CHECK(answer["lang"] == "de");
    CHECK(answer["total"] >= 1);
    CHECK(answer["trail"].get<std::string>().size() == 22);
    CHECK(answer["took_ms"] >= 0);
    for (const auto& mark : hit["title_marks"])
        CHECK(mark[0] < mark[1]);

    const auto english = desk.get("/api/v1/search?q=change+wifi+password&lang=en");
    CHECK(ids(english.json()).at(0) == "change-wifi-password");

    // The same trail goes on when it is handed back.
    const std::string trail = answer["trail"];
    CHECK(desk.get("/api/v1/search?q=internet+ausfall&trail=" + trail).json()["trail"] == trail);

    const auto suggest = desk.get("/api/v1/suggest?q=wla&lang=de");
    REQUIRE(suggest.status == 200);
    CHECK(ids(suggest.json()).at(0) == "wlan-passwort-aendern");

    const auto solutions =
        desk.post("/api/v1/solutions", {{"subject", "Passwort"},
                                        {"body", "Ich möchte mein WLAN-Passwort ändern."},
                                        {"lang", "de"}});
    REQUIRE(solutions.status == 200);
    CHECK(ids(solutions.json()).at(0) == "wlan-passwort-aendern");
    CHECK(solutions.json()["confident"].is_boolean());
}

TEST_CASE("a caller finds and reads what he may see, and nothing tells of the rest",
          "[service][security]") {
    const Desk desk;
    const std::string query = "/api/v1/search?q=Glasfasertechnik+Eskalation&lang=de";
    CHECK(desk.get(query).json()["total"] == 0);
    CHECK(desk.get(query, desk.as("customer")).json()["total"] == 0);
    CHECK(ids(desk.get(query, desk.as("agent")).json()).at(0) == "eskalation-intern");
    CHECK(desk.get("/api/v1/suggest?q=eskal").json()["hits"].empty());

    const auto same_but_for_id = [](const Answer& answer) {
        Json json = answer.json();
        json.erase("request_id");
        return json;
    };
    const auto hidden = desk.get("/api/v1/articles/eskalation-intern");
    const auto unknown = desk.get("/api/v1/articles/gibt-es-nicht");
    CHECK(hidden.status == 404);
    CHECK(same_but_for_id(hidden) == same_but_for_id(unknown));
    CHECK(desk.get("/api/v1/articles/eskalation-intern", desk.as("agent")).status == 200);

    const auto article = desk.get("/api/v1/articles/wlan-passwort-aendern?lang=de");
    REQUIRE(article.status == 200);
    CHECK(article.json()["translations"]["en"]["id"] == "change-wifi-password");
    CHECK_THAT(article.json()["html"].get<std::string>(), contains("/de/artikel/stoerung"));
    CHECK_FALSE(article.json().contains("audience"));
    CHECK(desk.get("/api/v1/articles/wlan-passwort-aendern",
                   {{"If-None-Match", article.header("ETag")}})
              .status == 304);
}

TEST_CASE("problems speak the asker's language and name the field", "[service][problems]") {
    const Desk desk;
    const auto german = desk.get("/api/v1/search?lang=de");
    CHECK(german.status == 400);
    CHECK(german.header("Content-Type") == "application/problem+json");
    CHECK(german.json()["title"] == "Die Anfrage ist nicht gültig");
    CHECK(german.json()["errors"][0]["field"] == "q");
    CHECK(desk.get("/api/v1/search", {{"Accept-Language", "en-GB"}}).json()["title"] ==
          "The request is not valid");

    const auto unknown = desk.post("/api/v1/solutions", {{"subject", "x"}, {"admin", true}});
    CHECK(unknown.status == 400);
    CHECK(unknown.json()["errors"][0] == Json{{"field", "/admin"}, {"error", "unknown_field"}});
    CHECK(desk.post("/api/v1/solutions", {{"subject", 5}}).json()["errors"][0]["error"] ==
          "wrong_type");
    const auto wrong = desk.send("DELETE", "/api/v1/search", Json::object());
    CHECK(wrong.status == 405);
    CHECK(wrong.header("Allow") == "GET, HEAD");
    CHECK(desk.get("/api/v1/search?q=x&page=0").status == 400);
    CHECK(desk.get("/api/v1/search?q=x&lang=fr").status == 400);
    CHECK(desk.get("/api/v1/search?q=%FF%FE").status == 400);
    CHECK(desk.get("/api/v1/search?q=a%00b").status == 400);
    CHECK(desk.get("/api/v1/search?q=" + std::string(10'000, 'a')).status == 414);
}

TEST_CASE("rubbish is answered or cut, and the daemon lives", "[service][security]") {
    const Desk desk;
    const std::string& address = desk.daemon->address();
    for (const std::string& rubbish :
         {std::string("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03"), std::string(64, '\0'),
          std::string("GET\r\n\r\n"), std::string("\r\n\r\n\r\n"),
          std::string("GET / HTTP/9.9\r\n\r\n"),
          std::string("POST /api/v1/solutions HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n"
                      "Transfer-Encoding: chunked\r\n\r\n{}"),
          std::string("GET / HTTP/1.1\r\nHost: x\r\nContent-Encoding: gzip\r\n\r\n"),
          std::string("GET /%zz HTTP/1.1\r\nHost: x\r\n\r\n"),
          std::string("GET /../../etc/passwd HTTP/1.1\r\nHost: x\r\n\r\n"),
          std::string("GET /static/..%2f..%2fetc%2fpasswd HTTP/1.1\r\nHost: x\r\n\r\n"),
          std::string("GET / HTTP/1.1\r\nHost: x\r\nRange: bytes=0-0,1-1,2-2,zz\r\n\r\n")}) {
        lotse::testing::RawClient client(address);
        client.send(rubbish);
        client.stop_sending();
        client.read_to_end();
    }
    for (const std::string& body : {std::string("{"), std::string(200'000, '['),
                                    std::string("{\"subject\":\"\xc3\x28\"}"), std::string("nul")})
        CHECK(
            ask(address, "POST", "/api/v1/solutions", {{"Content-Type", "application/json"}}, body)
                .status == 400);
    // Control characters are spaces to a search, not an accident.
    CHECK(desk.get("/api/v1/search?q=%01%02%03").status == 200);
    CHECK(desk.get("/healthz").status == 200);
    CHECK(desk.get("/readyz").json()["status"] == "ready");
}

TEST_CASE("ten at once are all answered, and the figures say so", "[service]") {
    const Desk desk;
    std::vector<std::thread> threads;
    std::vector<int> statuses(10, 0);
    for (std::size_t i = 0; i < statuses.size(); ++i)
        threads.emplace_back([&, i] {
            statuses[i] =
                ask(desk.daemon->address(), "GET", "/api/v1/search?q=wlan+passwort&lang=de").status;
        });
    for (auto& thread : threads)
        thread.join();
    CHECK(statuses == std::vector<int>(10, 200));
    CHECK_THAT(desk.get("/metrics").body, contains("route=\"/api/v1/search\",status=\"200\"} 10"));
    CHECK(desk.get("/api/v1/openapi.json").json()["openapi"] == "3.1.0");
}

TEST_CASE("a new generation is taken over without a failed search", "[service][index]") {
    const Desk desk;
    std::atomic<bool> done{false};
    std::atomic<int> asked{0};
    std::atomic<int> failed{0};
    std::thread searching([&] {
        while (!done) {
            const auto answer = ask(desk.daemon->address(), "GET", "/api/v1/search?q=wlan&lang=de");
            failed += answer.status == 200 && answer.json()["total"] > 0 ? 0 : 1;
            ++asked;
        }
    });
    desk.dir.write("content/de/neu.md", "---\nid: mailbox-einrichten\nlang: de\n"
                                        "title: Mailbox einrichten\n---\nSprachbox aktivieren.\n");
    for (int i = 0; i < 3; ++i)
        desk.build_index();
    while (asked < 20)
        std::this_thread::yield();
    done = true;
    searching.join();
    CHECK(failed == 0);
    CHECK(ids(desk.get("/api/v1/search?q=mailbox+einrichten&lang=de").json()).at(0) ==
          "mailbox-einrichten");
    CHECK(desk.get("/readyz").json()["generation"] >= 4);
}
