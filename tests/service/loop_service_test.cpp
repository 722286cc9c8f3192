// The whole story over HTTP: a search in vain, a ticket, a hand-over, an article, found.

#include <thread>

#include "tests/service/service.h"
#include "tests/support/soon.h"

using namespace lotse;
using namespace lotse::service;
using lotse::testing::soon;

namespace {

const std::string question = "/api/v1/search?q=Faxger%C3%A4t+am+Glasfaseranschluss&lang=de";

} // namespace

TEST_CASE("a question without an answer becomes a ticket, and its solution the answer",
          "[service][loop]") {
    const Desk desk;
    const auto agent = desk.as("agent");

    const auto vain = desk.get(question);
    REQUIRE(vain.status == 200);
    CHECK(vain.json()["total"] == 0);
    const std::string trail = vain.json()["trail"];

    const Json draft{{"subject", "Fax"},
                     {"body", "Wie schließe ich mein Faxgerät am Glasfaseranschluss an?"},
                     {"email", "kundin@example.org"},
                     {"trail", trail},
                     {"lang", "de"}};
    const auto filed = desk.post("/api/v1/tickets", draft, {{"Idempotency-Key", "k1"}});
    REQUIRE(filed.status == 201);
    CHECK(desk.post("/api/v1/tickets", draft, {{"Idempotency-Key", "k1"}}).json()["number"] ==
          filed.json()["number"]);
    const std::string path = "/api/v1/tickets/" + std::to_string(filed.json()["number"].get<int>());

    const Json ticket = desk.get(path, agent).json();
    CHECK(ticket["level"] == 1);
    CHECK(ticket["state"] == "new");
    REQUIRE(ticket["trail"].size() == 1);
    CHECK(ticket["trail"][0]["text"] == "Faxgerät am Glasfaseranschluss");

    CHECK(desk.post(path + "/level", {{"level", 2}}, agent).status == 400);
    const auto moved = desk.post(
        path + "/level",
        {{"level", 2}, {"ruled_out", "Kein Artikel dazu"}, {"next_step", "Technik gefragt"}},
        agent);
    CHECK(moved.json()["level"] == 2);
    CHECK(desk.post(path + "/assign", {{"assignee", desk.ids.at("agent")}}, agent).status == 200);

    const Json article{{"lang", "de"},
                       {"title", "Faxgerät am Glasfaseranschluss betreiben"},
                       {"body", "Stecken Sie das Faxgerät in die Buchse N des Routers."},
                       {"state", "published"},
                       {"audience", "public"}};
    CHECK(desk.send("PUT", "/api/v1/articles/fax-am-glasfaseranschluss", article, agent).status ==
          403);
    const auto written =
        desk.send("PUT", "/api/v1/articles/fax-am-glasfaseranschluss", article, desk.as("editor"));
    REQUIRE(written.status == 201);
    // Saved and found: no waiting for the next round.
    CHECK(desk.get(question).json()["hits"][0]["id"] == "fax-am-glasfaseranschluss");

    const Json link{{"kind", "linked_article"}, {"article", "fax-am-glasfaseranschluss"}};
    CHECK(desk.post(path + "/resolve", {{"kind", "linked_article"}, {"article", "nein"}}, agent)
              .status == 400);
    const auto resolved = desk.post(path + "/resolve", link, agent);
    REQUIRE(resolved.status == 200);
    CHECK(resolved.json()["state"] == "solved");

    CHECK(soon([&] { return !desk.get(path, agent).json()["replays"].empty(); }));
    const Json replay = desk.get(path, agent).json()["replays"][0];
    CHECK(replay["question"] == "Faxgerät am Glasfaseranschluss");
    CHECK(replay["found_rank"] == 1);
}

TEST_CASE("a stale edit is refused, a fresh one is found at once", "[service][articles]") {
    const Desk desk;
    const auto editor = desk.as("editor");
    const std::string path = "/api/v1/articles/stoerung";
    const std::string etag = desk.get(path, editor).header("ETag");
    const Json change{{"title", "Internet und Telefon sind ausgefallen"}};
    CHECK(desk.send("PUT", path, change, editor).status == 428);
    auto headers = editor;
    headers.emplace_back("If-Match", etag);
    const auto fresh = desk.send("PUT", path, change, headers);
    REQUIRE(fresh.status == 200);
    CHECK(fresh.header("ETag") != etag);
    CHECK(desk.send("PUT", path, change, headers).status == 412);
    const Json found = desk.get("/api/v1/search?q=telefon+ausgefallen&lang=de").json();
    REQUIRE_FALSE(found["hits"].empty());
    CHECK(found["hits"][0]["title"] == "Internet und Telefon sind ausgefallen");
    CHECK(desk.get(path).json()["body"].get<std::string>().find("Strom") != std::string::npos);
}
