// Every route of the API for every role: what the permission table says is what happens.

#include "tests/service/service.h"
#include "tests/support/app_parts.h"

using namespace lotse;
using namespace lotse::service;

namespace {

tickets::Actor actor_of(const std::string& role) {
    if (role == "stranger")
        return tickets::Actor::stranger();
    tickets::Actor actor{.name = role, .person = tickets::PersonId{1}};
    actor.roles = {*tickets::from_name<tickets::Role>(role)};
    return actor;
}

/// A path that the pattern fits, naming things that do not exist.
std::string example(std::string_view pattern) {
    std::string path;
    for (const char c : pattern)
        path += c;
    for (const auto& [place, value] :
         {std::pair{"{id}", "gibt-es-nicht"}, std::pair{"{number}", "999999"},
          std::pair{"{name}", "gibt-es-nicht"}}) {
        const auto at = path.find(place);
        if (at != std::string::npos)
            path.replace(at, std::string(place).size(), value);
    }
    return path;
}

} // namespace

TEST_CASE("every route admits exactly whom the permission table admits", "[service][security]") {
    const Desk desk;
    const lotse::testing::AppParts parts;
    std::size_t cells = 0;
    for (const auto& route : parts.router.routes()) {
        const auto& action = route.access.action();
        if (route.face != http::Face::api || !action)
            continue;
        for (const std::string role : {"stranger", "customer", "agent", "editor", "admin"}) {
            const auto allowed = tickets::authorize(actor_of(role), *action);
            const std::string method(route.method);
            const auto answer = method == "GET" ? desk.get(example(route.pattern), desk.as(role))
                                                : desk.send(method, example(route.pattern),
                                                            Json::object(), desk.as(role));
            INFO(method << ' ' << route.pattern << " as " << role << ": " << answer.status);
            const bool refused = answer.status == 401 || answer.status == 403;
            CHECK(refused == !allowed.ok());
            if (!allowed.ok())
                CHECK(answer.status == (role == "stranger" ? 401 : 403));
            ++cells;
        }
    }
    CHECK(cells >= 70);
}

TEST_CASE("a ticket is seen by whom it belongs to, and nobody learns of another's",
          "[service][security]") {
    const Desk desk;
    const Json draft{{"subject", "Glasfaser"}, {"body", "Wann kommt sie?"}, {"lang", "de"}};
    const auto filed = desk.post("/api/v1/tickets", draft, desk.as("customer"));
    REQUIRE(filed.status == 201);
    const auto others = desk.post("/api/v1/tickets", draft);
    REQUIRE(others.status == 201);
    const auto path = [](const Answer& answer) {
        return "/api/v1/tickets/" + std::to_string(answer.json()["number"].get<int>());
    };

    const auto own = desk.get(path(filed), desk.as("customer"));
    CHECK(own.status == 200);
    CHECK(own.json()["messages"][0]["body"] == "Wann kommt sie?");
    CHECK_FALSE(own.json().contains("history"));
    CHECK_FALSE(own.json().contains("level"));

    const auto foreign = desk.get(path(others), desk.as("customer"));
    const auto unknown = desk.get("/api/v1/tickets/424242", desk.as("customer"));
    CHECK(foreign.status == 404);
    Json a = foreign.json();
    Json b = unknown.json();
    a.erase("request_id");
    b.erase("request_id");
    CHECK(a == b);

    CHECK(desk.get(path(others), desk.as("agent")).json().contains("history"));
    CHECK(desk.get(path(filed), desk.as("admin")).status == 403);
    CHECK(desk.get(path(filed)).status != 200);
    CHECK(desk.get("/api/v1/tickets", desk.as("customer")).json()["tickets"].size() == 1);
    CHECK(desk.get("/api/v1/tickets", desk.as("agent")).json()["tickets"].size() == 2);

    // An internal note is not for the customer, neither to read nor to write.
    CHECK(desk.post(path(filed) + "/messages", {{"body", "canary"}, {"internal", true}},
                    desk.as("agent"))
              .status == 201);
    CHECK(desk.post(path(filed) + "/messages", {{"body", "x"}, {"internal", true}},
                    desk.as("customer"))
              .status >= 400);
    CHECK(desk.get(path(filed), desk.as("customer")).body.find("canary") == std::string::npos);
}

TEST_CASE("signing in yields a token, signing out ends it", "[service][security]") {
    const Desk desk;
    const auto right = desk.post("/api/v1/sessions",
                                 {{"email", "agent@example.org"}, {"password", Desk::password}});
    REQUIRE(right.status == 201);
    CHECK(right.json()["person"]["roles"] == Json::parse(R"(["agent"])"));
    const Headers bearer{{"Authorization", "Bearer " + right.json()["token"].get<std::string>()}};
    CHECK(desk.get("/api/v1/tickets", bearer).status == 200);
    CHECK(desk.send("DELETE", "/api/v1/sessions/current", Json::object(), bearer).status == 204);
    CHECK(desk.get("/api/v1/tickets", bearer).status == 401);

    const auto wrong = desk.post(
        "/api/v1/sessions", {{"email", "agent@example.org"}, {"password", "not the password"}});
    const auto nobody = desk.post(
        "/api/v1/sessions", {{"email", "nobody@example.org"}, {"password", "not the password"}});
    CHECK(wrong.status == 401);
    Json a = wrong.json();
    Json b = nobody.json();
    a.erase("request_id");
    b.erase("request_id");
    CHECK(a == b);
    CHECK(desk.get("/api/v1/search?q=x", {{"Authorization", "Bearer rubbish"}}).status == 401);
}
