// Gaps over HTTP: what people make of them, and that later searches follow.

#include "tests/service/service.h"

using namespace lotse;
using namespace lotse::service;

namespace {

const char* const dragons = "/api/v1/search?lang=de&q=Drachenzucht+Genehmigung";
const char* const unicorns = "/api/v1/search?lang=de&q=Einhornstall+mieten";

struct Gaps : Desk {
    explicit Gaps(const DeskOptions& options = {}) : Desk(options) {}

    /// Somebody new searches in vain; the trail.
    std::string ask(const std::string& target) {
        const auto answer = get(target, {{"User-Agent", "Browser " + std::to_string(++visitors)}});
        REQUIRE(answer.status == 200);
        REQUIRE(answer.json()["hits"].empty());
        return answer.json()["trail"];
    }
    Json list() const { return get("/api/v1/gaps", as("agent")).json()["gaps"]; }
    std::string path_of(const std::string& question) const {
        for (const auto& gap : list())
            for (const auto& one : gap["questions"])
                if (one["text"] == question)
                    return "/api/v1/gaps/" + std::to_string(gap["id"].get<std::int64_t>());
        return {};
    }
    Json read(const std::string& path) const { return get(path, as("agent")).json(); }
    Answer act(const std::string& path, const Json& body = Json::object()) const {
        return post(path, body, as("agent"));
    }

    int visitors = 0;
};

} // namespace

TEST_CASE("a gap is merged and split over HTTP, and later searches follow", "[service][gaps]") {
    Gaps desk;
    for (int i = 0; i < 2; ++i) {
        desk.ask(dragons);
        desk.ask(unicorns);
    }
    const auto dragon = desk.path_of("Drachenzucht Genehmigung");
    const auto unicorn = desk.path_of("Einhornstall mieten");
    REQUIRE(dragon != unicorn);
    CHECK(desk.read(dragon)["visitors"] == 2);
    CHECK(desk.read(dragon)["last_week"] == 2);
    CHECK(desk.read(dragon)["ticket"].is_number());
    const auto into = desk.read(unicorn)["id"];

    const auto merged = desk.act(dragon + "/merge", {{"into", into}});
    REQUIRE(merged.status == 200);
    CHECK(merged.json()["id"] == into);
    CHECK(desk.read(dragon)["state"] == "merged");
    CHECK(desk.read(dragon)["merged_into"] == into);
    CHECK(desk.act(dragon + "/merge", {{"into", into}}).status == 409);
    desk.ask(dragons);
    CHECK(desk.read(unicorn)["count"] == 5);

    const auto part = desk.act(unicorn + "/split", {{"questions", {"Drachenzucht Genehmigung"}}});
    REQUIRE(part.status == 200);
    CHECK(part.json()["count"] == 3);
    CHECK(part.json()["ticket"] != desk.read(unicorn)["ticket"]);
    desk.ask(dragons);
    CHECK(desk.read("/api/v1/gaps/" + std::to_string(part.json()["id"].get<int>()))["count"] == 4);
    CHECK(desk.read(unicorn)["count"] == 2);

    CHECK(desk.act(unicorn + "/split").status == 400);
    CHECK(desk.act(unicorn + "/split", {{"questions", {"nie gefragt"}}}).status == 400);
    CHECK(desk.act(unicorn + "/merge").status == 400);
    CHECK(desk.act(unicorn + "/merge", {{"into", 4711}}).status == 404);
    CHECK(desk.act("/api/v1/gaps/4711/merge", {{"into", into}}).status == 404);
}

TEST_CASE("an ignored gap stays quiet over HTTP until it is heeded", "[service][gaps]") {
    Gaps desk;
    desk.ask(dragons);
    const auto gap = desk.path_of("Drachenzucht Genehmigung");
    CHECK(desk.act(gap + "/ignore").status == 400);
    REQUIRE(desk.act(gap + "/ignore", {{"reason", "Fabelwesen"}}).json()["state"] == "ignored");
    desk.ask(dragons);
    CHECK(desk.read(gap)["visitors"] == 2);
    CHECK(desk.read(gap)["ticket"].is_null());
    CHECK(desk.get("/api/v1/gaps?state=ignored", desk.as("agent")).json()["gaps"].size() == 1);
    REQUIRE(desk.act(gap + "/heed").json()["state"] == "open");
    CHECK(desk.read(gap)["ticket"].is_number());
    CHECK(desk.act(gap + "/heed").status == 409);
}

TEST_CASE("everybody who wrote because of a gap is told with one click once it is answered",
          "[service][gaps]") {
    Gaps desk;
    std::vector<Json> requests;
    for (const char* email : {"a@kunde.example", "b@kunde.example"}) {
        const auto filed = desk.post("/api/v1/tickets", {{"subject", "Drachen"},
                                                         {"body", "Darf ich das?"},
                                                         {"lang", "de"},
                                                         {"email", email},
                                                         {"trail", desk.ask(dragons)}});
        REQUIRE(filed.status == 201);
        requests.push_back(filed.json()["number"]);
    }
    const auto gap = desk.path_of("Drachenzucht Genehmigung");
    CHECK(desk.read(gap)["requests"] == Json(requests));
    CHECK(desk.read(gap)["untold"] == 2);
    CHECK(desk.act(gap + "/tell").status == 409);
    const auto ticket = [&](std::size_t i) {
        return "/api/v1/tickets/" + std::to_string(requests[i].get<std::int64_t>());
    };
    REQUIRE(desk.act(ticket(0) + "/resolve", {{"kind", "shared_solution"},
                                              {"lang", "de"},
                                              {"title", "Drachenzucht"},
                                              {"text", "Die Genehmigung gibt es im Rathaus."}})
                .status == 200);
    const auto told = desk.act(gap + "/tell", {{"de", "Die Antwort steht jetzt im Portal."}});
    REQUIRE(told.status == 200);
    CHECK(told.json()["told"] == Json(requests));
    const auto second = desk.get(ticket(1), desk.as("agent")).json();
    CHECK(second["messages"].back()["body"] == "Die Antwort steht jetzt im Portal.");
    CHECK(second["messages"].back()["visibility"] == "public");
    CHECK(desk.read(gap)["untold"] == 0);
    CHECK(desk.act(gap + "/tell").json()["told"].empty());
    CHECK(desk.post(gap + "/tell", Json::object(), desk.as("customer")).status == 403);
}

TEST_CASE("the daemon's setting decides from how many visitors on a gap is a ticket, and one "
          "visitor is one however often",
          "[service][gaps]") {
    Gaps desk({.arguments = {"--min-gap-visitors", "3"}});
    for (int i = 0; i < 3; ++i) {
        desk.visitors = 0; // the same browser again
        desk.ask(dragons);
    }
    const auto gap = desk.path_of("Drachenzucht Genehmigung");
    CHECK(desk.read(gap)["visitors"] == 1);
    desk.ask(dragons);
    CHECK(desk.read(gap)["ticket"].is_null());
    desk.ask(dragons);
    CHECK(desk.read(gap)["ticket"].is_number());
}
