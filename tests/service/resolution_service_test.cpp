// The ways to solve a ticket, over HTTP.

#include <algorithm>
#include <thread>

#include "tests/service/service.h"
#include "tests/support/soon.h"

using namespace lotse;
using namespace lotse::service;
using lotse::testing::soon;

namespace {

const char* unanswered = "/api/v1/search?q=Faxger%C3%A4t+am+Doppelhaus&lang=de";

/// A request whose search had found nothing; the path of its ticket.
std::string asked(const Desk& desk) {
    const auto vain = desk.get(unanswered);
    const auto filed =
        desk.post("/api/v1/tickets", {{"subject", "Faxgerät am Doppelhaus"},
                                      {"body", "Hier schreibt Helga Petersen, 0431 5550142. Das "
                                               "Faxgerät am Doppelhaus schweigt."},
                                      {"name", "Helga Petersen"},
                                      {"email", "h.petersen@kunde.example"},
                                      {"trail", vain.json()["trail"]},
                                      {"lang", "de"}});
    REQUIRE(filed.status == 201);
    return "/api/v1/tickets/" + std::to_string(filed.json()["number"].get<int>());
}

bool verified(const Desk& desk, const std::string& ticket) {
    const auto replays = desk.get(ticket, desk.as("agent")).json()["replays"];
    return !replays.empty() && replays[0]["verified"] == true;
}

/// Somebody who is agent and editor at once.
Headers author(const Desk& desk) {
    static SystemRandom random;
    auto database = tickets::Database::open({.path = desk.dir / "tickets.db"}, desk.clock, random);
    REQUIRE(database);
    tickets::PeopleStore people(**database);
    tickets::PersonDraft draft;
    draft.name = "author";
    draft.email = "author@example.org";
    draft.roles = {tickets::Role::agent, tickets::Role::editor};
    draft.level = 1;
    const auto person = people.add(tickets::Actor::program("test"), draft);
    REQUIRE(person);
    const auto token = people.issue_token(tickets::Actor::program("test"), person->id, {});
    REQUIRE(token);
    return {{"Authorization", "Bearer " + *token}};
}

const Json written{{"kind", "written_article"},
                   {"article", "fax-doppelhaus"},
                   {"lang", "de"},
                   {"title", "Faxen in beiden Hälften"},
                   {"text", "Stecken Sie das Gerät in Buchse N."}};

} // namespace

TEST_CASE("an article written with the resolution is there, linked and found",
          "[service][resolution]") {
    const Desk desk;
    const std::string ticket = asked(desk);
    CHECK(desk.post(ticket + "/resolve", written, desk.as("agent")).status == 403);
    const auto both = author(desk);
    auto personal = written;
    personal["text"] = "Für Helga Petersen: Buchse N, Rückruf 0431 5550142.";
    const auto refused = desk.post(ticket + "/resolve", personal, both);
    REQUIRE(refused.status == 400);
    const auto faults = refused.json()["errors"];
    REQUIRE(faults.size() >= 2);
    CHECK(faults[0]["field"] == "/text");
    CHECK(faults[0]["error"] == "personal_data");
    CHECK(faults[0]["kind"] == "name");
    CHECK(faults[0]["begin"] == 4); // counted as browsers count: "Für " are four
    const auto solved = desk.post(ticket + "/resolve", written, both);
    REQUIRE(solved.status == 200);
    CHECK(solved.json()["article"] == "fax-doppelhaus");
    CHECK(desk.get(unanswered).json()["hits"][0]["id"] == "fax-doppelhaus");
    CHECK(soon([&] { return verified(desk, ticket); }));
    const std::string other = asked(desk);
    auto taken = written;
    taken["article"] = "stoerung";
    CHECK(desk.post(other + "/resolve", taken, both).status == 409);
    CHECK(desk.get(other, both).json()["state"] == "new");
}

TEST_CASE("a draft is prefilled from the redacted ticket and refused publication while it names "
          "somebody",
          "[service][resolution]") {
    const Desk desk;
    const std::string ticket = asked(desk);
    const auto agent = desk.as("agent");
    REQUIRE(desk.post(ticket + "/messages", {{"body", "Guten Tag Frau Petersen, Buchse N hilft."}},
                      agent)
                .status == 201);
    const auto draft = desk.get(ticket + "/resolution-draft", agent).json();
    CHECK(draft["title"] == "Faxgerät am Doppelhaus");
    CHECK(draft["solution"] == "Guten Tag Frau […], Buchse N hilft.");
    CHECK(draft["questions"][0]["text"] == "Faxgerät am Doppelhaus");
    CHECK(draft["text"].get<std::string>().find("Petersen") == std::string::npos);
    CHECK(desk.get(ticket + "/resolution-draft", desk.as("customer")).status == 403);

    const auto solved = desk.post(ticket + "/resolve", {{"kind", "drafted_article"}}, agent);
    REQUIRE(solved.status == 200);
    const std::string id = solved.json()["article"];
    CHECK(desk.get(unanswered).json()["hits"].empty());
    const auto staff_hits = desk.get(unanswered, agent).json()["hits"];
    CHECK(std::any_of(staff_hits.begin(), staff_hits.end(),
                      [&](const Json& hit) { return hit["id"] == id; }));

    const auto editor = desk.as("editor");
    const auto article = desk.get("/api/v1/articles/" + id, editor);
    CHECK(article.json()["state"] == "draft");
    const Headers revision{editor[0], {"If-Match", article.header("ETag")}};
    const auto refused = desk.send(
        "PUT", "/api/v1/articles/" + id,
        {{"state", "published"}, {"body", "Wie Frau Petersen schrieb: Buchse N."}}, revision);
    REQUIRE(refused.status == 400);
    CHECK(refused.json()["errors"][0]["field"] == "/body");
    CHECK(desk.send("PUT", "/api/v1/articles/" + id,
                    {{"state", "published"}, {"body", "Das Gerät gehört in Buchse N."}}, revision)
              .status == 200);
    CHECK(desk.get(unanswered).json()["hits"][0]["id"] == id);
    CHECK(soon([&] { return verified(desk, ticket); }));
}

TEST_CASE("what needs no knowledge says why, in a word or in one's own", "[service][resolution]") {
    const Desk desk;
    const auto agent = desk.as("agent");
    const std::string ticket = asked(desk);
    CHECK(desk.post(ticket + "/resolve", {{"kind", "no_knowledge"}}, agent).status == 400);
    CHECK(desk.post(ticket + "/resolve", {{"kind", "no_knowledge"}, {"cause", "luck"}}, agent)
              .status == 400);
    REQUIRE(desk.post(ticket + "/resolve", {{"kind", "no_knowledge"}, {"cause", "outage"}}, agent)
                .status == 200);
    CHECK(desk.get(ticket, agent).json()["resolutions"][0]["cause"] == "outage");
}

TEST_CASE("an alias that is applied over the API lets the article be found by it",
          "[service][resolution]") {
    const Desk desk;
    const Json alias{{"kind", "alias"}, {"article", "stoerung"}, {"words", {"Netz tot"}}};
    CHECK(desk.post("/api/v1/proposals", alias, desk.as("agent")).status == 403);
    REQUIRE(desk.post("/api/v1/proposals", alias, desk.as("editor")).status == 200);
    CHECK(desk.get("/api/v1/search?q=Netz+tot&lang=de").json()["hits"][0]["id"] == "stoerung");
    const Json synonym{{"kind", "synonym"}, {"lang", "de"}, {"words", {"Netz", "Internet"}}};
    CHECK(desk.post("/api/v1/proposals", synonym, desk.as("editor")).status == 409); // no folder
    CHECK(desk.get("/api/v1/proposals", desk.as("agent")).json()["proposals"].empty());
}
