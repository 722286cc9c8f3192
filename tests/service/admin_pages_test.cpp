// What administrators do at the desk: people and teams, as a browser without scripts sends it.

#include "tests/service/seat.h"

using namespace lotse;
using namespace lotse::service;

namespace {

std::string shown_secret(const std::string& page) {
    const auto at = page.find("<code>");
    REQUIRE(at != std::string::npos);
    return page.substr(at + 6, page.find("</code>", at) - at - 6);
}

} // namespace

TEST_CASE("an administrator adds somebody, whose password is shown once and lets him in",
          "[service][admin]") {
    const Desk desk;
    const Seat admin(desk, "admin");
    CHECK_THAT(admin.get("/de/desk/people").body, contains("agent@example.org"));
    const auto added = admin.send("/de/desk/people/new", {{"name", "Nele <b>Neu</b>"},
                                                          {"email", "nele@example.org"},
                                                          {"role-agent", "1"},
                                                          {"level", "2"}});
    CHECK(added.status == 200);
    const std::string secret = shown_secret(added.body);
    CHECK(secret.size() >= 20);
    CHECK(desk.post("/api/v1/sessions", {{"email", "nele@example.org"}, {"password", secret}})
              .status == 201);
    CHECK_THAT(admin.get("/en/desk/people").body, contains("Nele &lt;b&gt;Neu&lt;/b&gt;"));
    const auto again =
        admin.send("/de/desk/people/new",
                   {{"name", "Noch einer"}, {"email", "nele@example.org"}, {"role-agent", "1"}});
    CHECK(again.status == 422);
    CHECK_THAT(again.body, contains("Diese Adresse gehört schon jemandem."));
    CHECK_THAT(again.body, contains("value=\"Noch einer\""));
    const auto empty = admin.send("/de/desk/people/new", {{"name", " "}, {"email", "x"}});
    CHECK(empty.status == 422);
    for (const char* sentence : {"Geben Sie einen Namen ein.", "Geben Sie eine E-Mail-Adresse ein",
                                 "Wählen Sie mindestens eine Rolle."})
        CHECK_THAT(empty.body, contains(sentence));
}

TEST_CASE("who is locked is signed out at once; who is given a new password, too",
          "[service][admin]") {
    const Desk desk;
    const Seat admin(desk, "admin");
    const Seat agent(desk, "agent");
    const std::string page = "/de/desk/people/" + std::to_string(desk.ids.at("agent"));
    CHECK(admin.send(page, {{"do", "password"}}).status == 200);
    CHECK(agent.get("/de/desk").status == 303); // to sign in again
    const auto locked = admin.send(page, {{"name", "agent"}, {"role-agent", "1"}, {"level", "3"}});
    CHECK(locked.status == 303);
    CHECK_THAT(admin.get("/de/desk/people").body, contains("gesperrt"));
    CHECK(desk.get("/api/v1/tickets", desk.as("agent")).status == 401);
    CHECK(admin.send(page, {{"name", "agent"}, {"role-editor", "1"}, {"active", "1"}}).status ==
          303);
    CHECK_THAT(admin.get(page).body, contains("id=\"role-editor\" name=\"role-editor\" value=\"1\" "
                                              "checked"));
}

TEST_CASE("the last administrator can neither be locked nor lose the role", "[service][admin]") {
    const Desk desk;
    const Seat admin(desk, "admin");
    const std::string page = "/en/desk/people/" + std::to_string(desk.ids.at("admin"));
    for (const Form& form : {Form{{"name", "admin"}, {"role-admin", "1"}},
                             Form{{"name", "admin"}, {"role-editor", "1"}, {"active", "1"}}}) {
        const auto refused = admin.send(page, form);
        CHECK(refused.status == 422);
        CHECK_THAT(refused.body, contains("Nobody would be left to administer."));
    }
    CHECK(admin.get("/en/desk/people").status == 200); // still in
}

TEST_CASE("teams are made with topics and members, changed, and removed unless tickets wait",
          "[service][admin]") {
    const Desk desk;
    const Seat admin(desk, "admin");
    const std::string member = "member-" + std::to_string(desk.ids.at("agent"));
    CHECK(admin
              .send("/de/desk/teams", {{"team", "0"},
                                       {"name", "Netz"},
                                       {"level", "3"},
                                       {"topics", "Glasfaser\r\nONT\r\n"},
                                       {member, "1"}})
              .status == 303);
    const auto teams = desk.get("/api/v1/teams", desk.as("agent")).json()["teams"];
    REQUIRE(teams.size() == 1);
    CHECK(teams[0]["topics"] == Json::array({"Glasfaser", "ONT"}));
    CHECK(teams[0]["members"].size() == 1);
    const std::string id = std::to_string(teams[0]["id"].get<int>());
    const auto taken = admin.send("/de/desk/teams", {{"team", "0"}, {"name", "Netz"}});
    CHECK(taken.status == 422);
    CHECK_THAT(taken.body, contains("So heißt schon ein Team."));
    CHECK(admin.send("/de/desk/teams", {{"team", id}, {"name", "Glas"}, {"level", "3"}}).status ==
          303);
    CHECK_THAT(admin.get("/de/desk/teams").body, contains("value=\"Glas\""));
    CHECK(admin.send("/de/desk/teams", {{"team", id}, {"name", "Glas"}, {"do", "remove"}}).status ==
          303);
    CHECK(desk.get("/api/v1/teams", desk.as("agent")).json()["teams"].empty());
}

TEST_CASE("nobody but administrators sees or changes people", "[service][admin]") {
    const Desk desk;
    for (const char* role : {"agent", "editor"}) {
        const Seat seat(desk, role);
        INFO(role);
        CHECK(seat.get("/de/desk/people").status == 403);
        CHECK(seat.get("/de/desk").body.find("/de/desk/people") == std::string::npos);
        CHECK(seat.send("/de/desk/people/new", {{"name", "X"}, {"email", "x@y.example"}}).status ==
              403);
    }
    const Seat admin(desk, "admin");
    const auto foreign = admin.send_bare(
        "/de/desk/people/new", {{"name", "Xaver"}, {"email", "x@y.example"}, {"role-agent", "1"}});
    CHECK(foreign.status == 422); // a form that this session did not make: kept, not done
    CHECK_THAT(foreign.body, contains("value=\"Xaver\""));
    CHECK(admin.get("/de/desk/people").body.find("Xaver") == std::string::npos);
    CHECK(admin.get("/de/desk/people/999999").status == 404);
    CHECK(admin.get("/de/desk/people/nobody").status == 404);
}
