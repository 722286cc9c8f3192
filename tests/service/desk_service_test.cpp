// The desk over HTTP: levels, relations, problems, attachments, channels, duplicates.

#include "tests/service/service.h"
#include "tests/support/soon.h"

using namespace lotse;
using namespace lotse::service;
using lotse::testing::soon;

namespace {

struct Ticketed : Desk {
    Headers agent = as("agent");

    std::string file(const Json& draft, const Headers& headers = {}) const {
        const auto filed = post("/api/v1/tickets", draft, headers);
        INFO(filed.body);
        REQUIRE(filed.status == 201);
        return "/api/v1/tickets/" + std::to_string(filed.json()["number"].get<int>());
    }
    std::string request(const std::string& subject = "Fax",
                        const std::string& email = "kundin@kunde.example") const {
        return file({{"subject", subject},
                     {"body", "Wie schließe ich mein Faxgerät am Glasfaseranschluss an?"},
                     {"email", email},
                     {"lang", "de"}});
    }
    static int number(const std::string& path) {
        return std::stoi(path.substr(path.rfind('/') + 1));
    }
    Answer upload(const std::string& path, const std::string& query, const std::string& bytes,
                  Headers headers) const {
        headers.emplace_back("Content-Type", "application/octet-stream");
        return ask(daemon->address(), "POST", path + "/attachments?" + query, headers, bytes);
    }
};

} // namespace

TEST_CASE("handing over up takes a slip, down a training note", "[service][desk]") {
    const Ticketed desk;
    const auto admin = desk.as("admin");
    const auto team = desk.post(
        "/api/v1/teams", {{"name", "Glasfaser"}, {"topics", {"Glasfaser", "Faxgerät"}}}, admin);
    REQUIRE(team.status == 201);
    CHECK(desk.get("/api/v1/teams", desk.agent).json()["teams"].size() == 1);

    const auto path = desk.request();
    const Json draft = desk.get(path + "/handover-draft", desk.agent).json();
    CHECK(draft["missing"] == Json::parse(R"(["ruled_out", "next_step"])"));
    CHECK(draft["teams"][0]["team"] == "Glasfaser");
    CHECK_FALSE(draft["teams"][0]["words"].empty());

    const auto lacking =
        desk.post(path + "/level", {{"level", 3}, {"team", "Glasfaser"}}, desk.agent);
    CHECK(lacking.status == 400);
    CHECK(lacking.json()["errors"][0] == Json({{"field", "/ruled_out"}, {"error", "required"}}));
    const Json up{{"level", 3},
                  {"team", "Glasfaser"},
                  {"ruled_out", "Router ist neu"},
                  {"next_step", "Port prüfen"}};
    CHECK(desk.post(path + "/level", up, desk.agent).json()["level"] == 3);
    CHECK(desk.post(path + "/level", {{"level", 1}}, desk.agent).status == 400);
    const Json down{
        {"level", 1}, {"training_note", "Buchse N benutzen"}, {"article", "wlan-passwort-aendern"}};
    CHECK(desk.post(path + "/level", down, desk.agent).json()["level"] == 1);

    const Json sheet = desk.get(path, desk.agent).json();
    CHECK(sheet["slips"][0]["slip"]["next_step"] == "Port prüfen");
    CHECK(sheet["training_notes"][0]["text"] == "Buchse N benutzen");
    CHECK(soon([&] { return !desk.get(path, desk.agent).json()["level_one"].empty(); }));

    const Json taught =
        desk.post("/api/v1/solutions",
                  {{"subject", "Faxgerät"}, {"body", "Faxgerät am Glasfaseranschluss anschließen"}},
                  desk.agent)
            .json();
    REQUIRE_FALSE(taught["hits"].empty());
    CHECK(taught["hits"][0]["id"] == "wlan-passwort-aendern");
    CHECK(taught["hits"][0]["training_note"]["text"] == "Buchse N benutzen");
    CHECK(desk.get(path + "/solutions", desk.agent).json()["hits"][0]["id"] ==
          "wlan-passwort-aendern");
}

TEST_CASE("a ticket of an agent's telephone call says whether self-service would have answered it",
          "[service][desk]") {
    const Ticketed desk;
    const auto path = desk.file({{"subject", "WLAN-Passwort ändern"},
                                 {"body", "Die Kundin will ihr WLAN-Passwort ändern."},
                                 {"phone", "0431 5550142"},
                                 {"channel", "phone"},
                                 {"lang", "de"}},
                                desk.agent);
    CHECK(soon([&] { return !desk.get(path, desk.agent).json()["self_service"].is_null(); }));
    const Json sheet = desk.get(path, desk.agent).json();
    CHECK(sheet["channel"] == "phone");
    CHECK(sheet["self_service"]["answered"] == true);
    CHECK(sheet["self_service"]["article"] == "wlan-passwort-aendern");
    const Json pretender{{"subject", "x"}, {"body", "y"}, {"channel", "phone"}};
    CHECK(desk.post("/api/v1/tickets", pretender, desk.as("customer")).status == 400);
}

TEST_CASE("only staff learn of possible duplicates", "[service][desk][security]") {
    const Ticketed desk;
    const auto path = desk.request();
    const Json draft{{"subject", "Faxgerät"},
                     {"body", "Mein Faxgerät am Glasfaseranschluss geht nicht"},
                     {"email", "KUNDIN@kunde.example"}};
    const Json found = desk.post("/api/v1/duplicates", draft, desk.agent).json()["duplicates"];
    REQUIRE(found.size() == 1);
    CHECK(found[0]["ticket"] == Ticketed::number(path));
    CHECK(found[0]["same"] == "email");
    CHECK(found[0]["words"].size() >= 2);
    CHECK(desk.post("/api/v1/duplicates", draft, desk.as("customer")).status == 403);
    CHECK(desk.post("/api/v1/duplicates", draft).status == 401);
    CHECK(desk.get(path + "/duplicates", desk.agent).json()["duplicates"].empty());
}

TEST_CASE("a merged ticket says where it points on, over every way to it", "[service][desk]") {
    const Ticketed desk;
    const auto a = desk.request("Fax");
    const auto b = desk.request("Fax, noch einmal");
    CHECK(desk.post(b + "/links", {{"kind", "duplicate_of"}, {"ticket", Ticketed::number(a)}},
                    desk.agent)
              .status == 201);
    CHECK(desk.get(a, desk.agent).json()["links"][0]["kind"] == "duplicated_by");
    CHECK(desk.send("PUT", b + "/tags", {{"tags", {"Fax"}}}, desk.agent).json()["tags"][0] ==
          "fax");
    CHECK(desk.post(b + "/merge", {{"into", Ticketed::number(a)}}, desk.agent).json()["number"] ==
          Ticketed::number(a));
    const Json merged = desk.get(b, desk.agent).json();
    CHECK(merged["state"] == "merged");
    CHECK(merged["merged_into"] == Ticketed::number(a));
    const Json target = desk.get(a, desk.agent).json();
    CHECK(target["messages"].size() == 2);
    CHECK(target["tags"][0] == "fax");
    const auto part = desk.post(
        a + "/split",
        {{"subject", "Eigenes Anliegen"}, {"messages", {target["messages"][1]["id"].get<int>()}}},
        desk.agent);
    REQUIRE(part.status == 201);
    CHECK(desk.get(a, desk.agent).json()["links"][0]["kind"] == "followed_by");
    const auto foreign = desk.request("Anders", "wer@anders.example");
    CHECK(desk.post(foreign + "/merge", {{"into", Ticketed::number(a)}}, desk.agent).status == 409);
}

TEST_CASE("a known fault is told on the home and contact pages until its problem is solved",
          "[service][desk]") {
    const Ticketed desk;
    const Json draft{{"title", "DSLAM"},
                     {"article", "stoerung"},
                     {"public_de", "In Kiel-Nord ist das Internet gestört."},
                     {"public_en", "Internet is down in Kiel-Nord."}};
    const auto opened = desk.post("/api/v1/problems", draft, desk.agent);
    REQUIRE(opened.status == 201);
    const std::string path = "/api/v1/problems/" + std::to_string(opened.json()["id"].get<int>());
    CHECK(desk.get("/api/v1/known-faults?lang=en").json()["faults"][0]["text"] ==
          "Internet is down in Kiel-Nord.");
    for (const char* page : {"/de/", "/de/kontakt"})
        CHECK_THAT(desk.get(page).body, contains("In Kiel-Nord ist das Internet gestört."));
    CHECK_THAT(desk.get("/en/contact").body, contains("Internet is down in Kiel-Nord."));

    const auto ticket = desk.request();
    CHECK(
        desk.post(path + "/incidents", {{"ticket", Ticketed::number(ticket)}}, desk.agent).status ==
        201);
    CHECK(desk.get(ticket, desk.agent).json()["problem"] == opened.json()["id"]);
    const auto solved = desk.post(path + "/solve", Json::object(), desk.agent);
    CHECK(solved.json()["unsolved"][0] == Ticketed::number(ticket));
    CHECK(desk.get("/api/v1/known-faults").json()["faults"].empty());
    CHECK(desk.get("/de/").body.find("Kiel-Nord") == std::string::npos);
    const auto rest = desk.post(path + "/solve-incidents",
                                {{"kind", "linked_article"}, {"article", "stoerung"}}, desk.agent);
    CHECK(rest.json()["solved"][0] == Ticketed::number(ticket));
    CHECK(desk.get(ticket, desk.agent).json()["state"] == "solved");
}

TEST_CASE("an attachment is handed out as a file in a sandbox, only checked images are shown",
          "[service][desk][security]") {
    const Ticketed desk;
    const auto customer = desk.as("customer");
    const auto path = desk.file({{"subject", "Fax"}, {"body", "Siehe Bild"}}, customer);
    const std::string html = "<html><script>alert(1)</script>";
    const auto page = desk.upload(path, "name=..%2F%E2%80%8B.evil.html", html, customer);
    REQUIRE(page.status == 201);
    CHECK(page.json()["name"] == "evil.html");
    CHECK(page.json()["type"] == "text/plain; charset=utf-8");
    const std::string png = std::string("\x89PNG\r\n\x1a\n\0\0\0\rIHDR", 16) + html;
    const auto image = desk.upload(path, "name=bild.png", png, desk.agent);
    REQUIRE(image.status == 201);
    const auto secret = desk.upload(path, "name=intern.txt&internal=1", "canary", desk.agent);
    REQUIRE(secret.status == 201);

    const auto read = [&](const Answer& added, const std::string& query, const Headers& who) {
        return desk.get(
            path + "/attachments/" + std::to_string(added.json()["id"].get<int>()) + query, who);
    };
    const auto saved = read(page, "?inline=1", customer);
    CHECK(saved.body == html);
    CHECK(saved.header("Content-Disposition").starts_with("attachment;"));
    CHECK(saved.header("Content-Security-Policy") == "default-src 'none'; sandbox");
    CHECK(saved.header("X-Content-Type-Options") == "nosniff");
    CHECK(saved.header("Content-Type") == "text/plain; charset=utf-8");
    CHECK(read(image, "", customer).header("Content-Disposition").starts_with("attachment;"));
    const auto shown = read(image, "?inline=1", customer);
    CHECK(shown.header("Content-Disposition").starts_with("inline;"));
    CHECK(shown.header("Content-Type") == "image/png");
    CHECK(shown.header("Content-Security-Policy") == "default-src 'none'; sandbox");

    // Internal ones, and those of others, are not there for a customer.
    CHECK(read(secret, "", customer).status == 404);
    CHECK(read(secret, "", desk.agent).body == "canary");
    CHECK(desk.get(path + "/attachments", customer).json()["attachments"].size() == 2);
    CHECK(desk.upload(path, "name=x&internal=1", "x", customer).status >= 400);
    const auto foreign = desk.request();
    CHECK(desk.get(foreign + "/attachments/" + std::to_string(page.json()["id"].get<int>()),
                   desk.agent)
              .status == 404);
    CHECK(desk.upload(foreign, "name=x", "x", customer).status == 404);
}

TEST_CASE("a file may be larger than other bodies, up to its own limit", "[service][desk]") {
    const Ticketed desk;
    const auto path = desk.request();
    const std::string two_megabytes(std::size_t{2} << 20, 'x');
    CHECK(desk.upload(path, "name=log.txt", two_megabytes, desk.agent).status == 201);
    const Headers json{{"Content-Type", "application/json"}};
    CHECK(ask(desk.daemon->address(), "POST", "/api/v1/tickets", json, two_megabytes).status ==
          413);
}

TEST_CASE("a ticket that waits comes back while the daemon runs", "[service][desk]") {
    const Ticketed desk;
    const auto path = desk.request();
    const auto until = to_iso8601(desk.clock.now() + Milliseconds{1500});
    const auto waits =
        desk.post(path + "/await", {{"state", "pending_reminder"}, {"until", until}}, desk.agent);
    REQUIRE(waits.status == 200);
    CHECK(waits.json()["state"] == "pending_reminder");
    CHECK(waits.json()["clock_runs"] == false);
    CHECK(soon([&] { return desk.get(path, desk.agent).json()["state"] == "open"; }));
    CHECK(desk.post(path + "/await", {{"state", "solved"}, {"until", until}}, desk.agent).status ==
          400);
    CHECK(desk.post(path + "/priority", {{"priority", "urgent"}}, desk.agent).json()["priority"] ==
          "urgent");
    CHECK(desk.post(path + "/close", Json::object(), desk.agent).json()["state"] == "closed");
    CHECK(desk.get("/api/v1/ticket-states").json()["states"].size() == 7);
}
