// Two agents at one ticket, and answers that can be taken back.

#include "tests/service/seat.h"
#include "tests/support/soon.h"

using namespace lotse;
using namespace lotse::service;

namespace {

std::string filed(const Desk& desk) {
    const auto answer = desk.post("/api/v1/tickets", {{"subject", "Kein Internet"},
                                                      {"body", "Seit gestern geht nichts."},
                                                      {"lang", "de"},
                                                      {"name", "Petra Schmidt"},
                                                      {"email", "petra@kunde.example"}});
    REQUIRE(answer.status == 201);
    return std::to_string(answer.json()["number"].get<int>());
}

std::size_t messages(const Desk& desk, const std::string& number) {
    return desk.get("/api/v1/tickets/" + number, desk.as("agent")).json()["messages"].size();
}

/// Another agent, M. Weber, at weber@example.org.
void add_weber(const Desk& desk) {
    const SystemClock clock;
    SystemRandom random;
    auto database = tickets::Database::open({.path = desk.dir / "tickets.db"}, clock, random);
    REQUIRE(database);
    REQUIRE(tickets::PeopleStore(**database)
                .add(tickets::Actor::program("test"), {.name = "M. Weber",
                                                       .email = "weber@example.org",
                                                       .roles = {tickets::Role::agent},
                                                       .password = Desk::password}));
}

} // namespace

TEST_CASE("an answer can be taken back before it is out, and stands in its box again",
          "[service][desk][held]") {
    const Desk desk({.arguments = {"--hold-replies", "1h"}});
    add_weber(desk);
    const Seat seat(desk, "agent");
    const auto ticket = "/de/desk/tickets/" + filed(desk);
    const std::string number = ticket.substr(ticket.rfind('/') + 1);
    const auto sent = seat.send(ticket + "/reply", {{"body", "Bitte <neu> starten."}});
    CHECK(sent.header("Location") == ticket + "?done=reply");
    CHECK(messages(desk, number) == 1);
    const auto held = seat.get(ticket + "?done=reply").body;
    CHECK_THAT(held, contains("Die Antwort geht gleich hinaus"));
    CHECK_THAT(held, contains("Bitte &lt;neu&gt; starten."));
    CHECK_THAT(held, contains("Zurückholen"));
    const Seat other(desk, "weber"); // sees it coming, but it is not hers
    CHECK_THAT(other.get(ticket).body, contains("Bitte &lt;neu&gt; starten."));
    CHECK_THAT(other.get(ticket).body, !contains("Zurückholen"));
    CHECK(other.send(ticket + "/undo", {}).status == 422);

    CHECK(seat.send_bare(ticket + "/undo", {}).status == 422); // a form of no session
    CHECK(seat.send(ticket + "/undo", {}).header("Location") == ticket + "?done=undo#reply");
    const auto back = seat.get(ticket + "?done=undo").body;
    CHECK_THAT(back, contains("Bitte &lt;neu&gt; starten.</textarea>"));
    CHECK_THAT(back, contains("Ihr Text steht wieder im Feld"));
    CHECK_THAT(other.get(ticket).body, !contains("Bitte &lt;neu&gt; starten."));
    const auto late = seat.send(ticket + "/undo", {});
    CHECK(late.status == 422);
    CHECK_THAT(late.body, contains("schon hinausgegangen"));
    CHECK(seat.send(ticket + "/undo", {{"do", "discard"}}).status == 303);
    CHECK_THAT(seat.get(ticket).body, !contains("Bitte &lt;neu&gt; starten."));
    CHECK(messages(desk, number) == 1);

    // Whoever goes on to something else has made up his mind: the answer goes first.
    CHECK(seat.send(ticket + "/reply", {{"body", "Und jetzt?"}}).status == 303);
    CHECK(seat.send(ticket + "/note", {{"body", "Angerufen"}}).status == 303);
    const auto all = desk.get("/api/v1/tickets/" + number, desk.as("agent")).json()["messages"];
    REQUIRE(all.size() == 3);
    CHECK(all[1]["body"] == "Und jetzt?");
}

TEST_CASE("an answer that nobody takes back goes out by itself", "[service][desk][held]") {
    const Desk desk({.arguments = {"--hold-replies", "50ms"}});
    const Seat seat(desk, "agent");
    const auto number = filed(desk);
    CHECK(seat.send("/de/desk/tickets/" + number + "/reply", {{"body", "Bitte warten."}}).status ==
          303);
    CHECK(lotse::testing::soon([&] { return messages(desk, number) == 2; }));
    CHECK_THAT(seat.get("/de/desk/tickets/" + number).body, !contains("Zurückholen"));
}

TEST_CASE("two agents at one ticket see each other, and what has come meanwhile",
          "[service][desk][collision]") {
    const Desk desk;
    add_weber(desk);
    const Seat seat(desk, "agent");
    const Seat other(desk, "weber");
    const auto number = filed(desk);
    const auto ticket = "/de/desk/tickets/" + number;
    const auto page = seat.get(ticket).body;
    CHECK_THAT(page, !contains("offen (seit"));
    CHECK_THAT(other.get(ticket).body, contains("agent hat diese Anfrage offen (seit"));
    CHECK_THAT(seat.get("/en/desk/tickets/" + number).body,
               contains("M. Weber has this ticket open (since"));

    auto script = other.headers();
    script.emplace_back("X-Lotse-Desk", "1");
    const std::string presence = "/api/v1/tickets/" + number + "/presence";
    const auto met = desk.post(presence + "?lang=de", {{"writing", true}}, script);
    REQUIRE(met.status == 200);
    CHECK(met.json()["others"].size() == 1);
    CHECK(met.json()["others"][0]["name"] == "agent");
    CHECK(met.json()["others"][0]["writing"] == false);
    CHECK_THAT(seat.get(ticket).body, contains("M. Weber antwortet gerade (seit"));
    CHECK(desk.post(presence, {{"writing", "x"}}, desk.as("agent")).status == 400);
    CHECK(desk.post(presence, {{"writing", true}}, desk.as("editor")).status == 403);

    // What the page did not show yet is read before an answer goes out.
    CHECK(other.send(ticket + "/note", {{"body", "Nicht antworten, Technik prüft."}}).status ==
          303);
    const Form answer{{"body", "Bitte <warten>."}, {"seen", hidden_field(page, "seen")}};
    const auto stale = seat.send(ticket + "/reply", answer);
    CHECK(stale.status == 422);
    CHECK_THAT(stale.body, contains("Inzwischen ist Neues dazugekommen, von: M. Weber"));
    CHECK_THAT(stale.body, contains("Nicht antworten, Technik prüft."));
    CHECK_THAT(stale.body, contains("Bitte &lt;warten&gt;.</textarea>"));
    CHECK(seat.send(ticket + "/reply",
                    {{"body", "Bitte <warten>."}, {"seen", hidden_field(stale.body, "seen")}})
              .status == 303);
}
