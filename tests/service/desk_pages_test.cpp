// The desk's pages over HTTP, as a browser without scripts uses them: cookies and forms.

#include "tests/service/seat.h"
#include "tests/support/app_parts.h"

using namespace lotse;
using namespace lotse::service;

namespace {

std::string filed(const Desk& desk, const std::string& subject, const std::string& body) {
    const auto answer = desk.post("/api/v1/tickets", {{"subject", subject},
                                                      {"body", body},
                                                      {"lang", "de"},
                                                      {"name", "Petra Schmidt"},
                                                      {"email", "petra@kunde.example"}});
    REQUIRE(answer.status == 201);
    return std::to_string(answer.json()["number"].get<int>());
}

Json ticket_json(const Desk& desk, const std::string& number) {
    return desk.get("/api/v1/tickets/" + number, desk.as("agent")).json();
}

std::string desk_example(std::string_view pattern) {
    std::string path(pattern);
    for (const auto& [place, value] : {std::pair{"{number}", "999999"}, std::pair{"{id}", "nichts"},
                                       std::pair{"{attachment}", "999999"}})
        if (const auto at = path.find(place); at != std::string::npos)
            path.replace(at, std::string(place).size(), value);
    return path;
}

} // namespace

TEST_CASE("signing in at the desk keeps the session in a cookie no script can read",
          "[service][desk]") {
    const Desk desk;
    const Seat seat(desk, "agent");
    CHECK(seat.arrived_at == "/de/desk");
    CHECK_THAT(seat.cookie, contains("HttpOnly"));
    CHECK_THAT(seat.cookie, contains("SameSite=Lax"));
    CHECK(seat.get("/de/desk").status == 200);
    CHECK(seat.get("/de/desk").header("Cache-Control") == "private, no-store");
    // The session's secret is on no page, and ends with signing out.
    const std::string secret = seat.cookie.substr(11, seat.cookie.find(';') - 11);
    REQUIRE(secret.size() > 20);
    for (const char* path : {"/de/desk", "/de/desk/new", "/en/desk/search?q=wlan"})
        CHECK(seat.get(path).body.find(secret) == std::string::npos);
    CHECK(seat.send("/de/abmelden", {}).status == 303);
    CHECK(seat.get("/de/desk").header("Location").starts_with("/de/anmelden"));
}

TEST_CASE("a wrong password says so in the asker's language and keeps the address",
          "[service][desk]") {
    const Desk desk;
    const auto wrong =
        desk.post_form("/de/anmelden",
                       encoded({{"email", "agent@example.org"}, {"password", "not the password"}}));
    CHECK(wrong.status == 422);
    CHECK_THAT(wrong.body, contains("E-Mail oder Passwort stimmt nicht"));
    CHECK_THAT(wrong.body, contains("value=\"agent@example.org\""));
    CHECK_THAT(wrong.body, !contains("not the password"));
    CHECK(wrong.header("Set-Cookie").empty());
    const auto empty = desk.post_form("/en/sign-in", "email=&password=");
    CHECK_THAT(empty.body, contains("Enter your e-mail address"));
}

TEST_CASE("who is not signed in is led to the form and back, but never off the site",
          "[service][desk]") {
    const Desk desk;
    const auto led = desk.get("/de/desk?level=2");
    CHECK(led.status == 303);
    CHECK(led.header("Location") == "/de/anmelden?next=%2Fde%2Fdesk%3Flevel%3D2");
    const auto sign_in = [&](const std::string& next) {
        return desk
            .post_form("/de/anmelden", encoded({{"email", "agent@example.org"},
                                                {"password", Desk::password},
                                                {"next", next}}))
            .header("Location");
    };
    CHECK(sign_in("/de/desk?level=2") == "/de/desk?level=2");
    for (const char* away : {"https://evil.example/", "//evil.example", "/de/desk\\@evil", "/de/"})
        CHECK(sign_in(away) == "/de/desk");
}

TEST_CASE("every page of the desk admits exactly whom the permission table admits",
          "[service][desk][security]") {
    const Desk desk;
    const lotse::testing::AppParts parts;
    std::map<std::string, Seat> seats;
    // A customer has no pages here, but may sign in and be told so.
    for (const std::string role : {"customer", "agent", "editor", "admin"})
        seats.emplace(role, Seat(desk, role));
    std::size_t cells = 0;
    for (const auto& route : parts.router.routes()) {
        if (route.face != http::Face::desk || !route.access.action())
            continue;
        const std::string path = desk_example(route.pattern);
        const bool reads = route.method == "GET";
        INFO(route.method << ' ' << path);
        const auto stranger = reads ? desk.get(path) : desk.post_form(path, "");
        CHECK(stranger.status == (reads ? 303 : 401));
        for (const auto& [role, seat] : seats) {
            tickets::Actor actor{.name = role, .person = tickets::PersonId{1}};
            actor.roles = {*tickets::from_name<tickets::Role>(role)};
            const bool allowed = tickets::authorize(actor, *route.access.action()).ok();
            const auto answer = reads ? seat.get(path) : seat.send_bare(path, {});
            INFO(role << ": " << answer.status);
            // Without its token a form of a page that keeps no text is refused just so.
            const bool bare = !reads && (path.ends_with("/views") || path.ends_with("/bulk") ||
                                         path.ends_with("/index") || path.ends_with("/words") ||
                                         path.ends_with("/gaps"));
            CHECK((answer.status == 403) == (!allowed || bare));
            ++cells;
        }
    }
    CHECK(cells >= 100);
}

TEST_CASE("a form that another session made changes nothing and loses no text",
          "[service][desk][security]") {
    const Desk desk({.arguments = {"--hold-replies", "0s"}});
    const Seat mine(desk, "agent");
    const auto number = filed(desk, "Kein Internet", "Seit gestern geht nichts.");
    const std::string reply = "/de/desk/tickets/" + number + "/reply";
    for (const auto& token : {std::string(), std::string("0123456789abcdef0123456789abcdef"),
                              Seat(desk, "agent").token()}) {
        const auto refused =
            mine.send_bare(reply, {{"body", "My long <answer>"}, {"form_token", token}});
        CHECK(refused.status == 422);
        CHECK_THAT(refused.body, contains("My long &lt;answer&gt;"));
    }
    CHECK(ticket_json(desk, number)["messages"].size() == 1);
    auto foreign = mine.headers();
    foreign.emplace_back("Sec-Fetch-Site", "cross-site");
    CHECK(desk.post_form(reply, encoded({{"body", "x"}, {"form_token", mine.token()}}), foreign)
              .status == 403);
    CHECK(mine.send(reply, {{"body", "My long <answer>"}}).status == 303);
    CHECK(ticket_json(desk, number)["messages"].size() == 2);
}

TEST_CASE("an answer that was written while the session ended is still there", "[service][desk]") {
    const Desk desk;
    const auto number = filed(desk, "Kein Internet", "Seit gestern geht nichts.");
    const std::string reply = "/de/desk/tickets/" + number + "/reply";
    const auto late = desk.post_form(
        reply, encoded({{"form_token", "old"}, {"body", "First line\nsecond <line>"}}));
    CHECK(late.status == 401);
    CHECK_THAT(late.body, contains("action=\"" + reply + "\""));
    CHECK_THAT(late.body, contains("First line\nsecond &lt;line&gt;</textarea>"));
    CHECK_THAT(late.body, contains("/de/anmelden"));
}

TEST_CASE("the queue shows what its address asks for, and a view of it can be kept",
          "[service][desk]") {
    const Desk desk;
    const Seat seat(desk, "agent");
    const auto calm = filed(desk, "Frage zum Tarif", "Welcher passt?");
    const auto hot = filed(desk, "Alles aus", "Nichts geht.");
    CHECK(seat.send("/de/desk/tickets/" + hot + "/priority", {{"priority", "urgent"}}).status ==
          303);
    const auto all = seat.get("/de/desk").body;
    CHECK(all.find("Alles aus") < all.find("Frage zum Tarif")); // the most urgent first
    const auto urgent = seat.get("/de/desk?priority=urgent&level=&state=&tag=").body;
    CHECK_THAT(urgent, contains("Alles aus"));
    CHECK_THAT(urgent, !contains("Frage zum Tarif"));
    CHECK_THAT(urgent, contains("aria-current=\"page\">Dringend"));
    CHECK(seat.send("/de/desk/tickets/" + calm + "/close", {}).status == 303);
    CHECK_THAT(seat.get("/de/desk").body, !contains("Frage zum Tarif"));
    CHECK_THAT(seat.get("/de/desk?state=any").body, contains("Frage zum Tarif"));
    CHECK(seat.get("/de/desk?state=nonsense").status == 400);

    const auto kept =
        seat.send("/de/desk/views",
                  {{"name", "Nur <die>"}, {"query", "priority=urgent&evil=1"}, {"shared", "1"}});
    CHECK(kept.header("Location") == "/de/desk?priority=urgent&done=view");
    CHECK_THAT(seat.get("/de/desk").body,
               contains("<a href=\"/de/desk?priority=urgent\">Nur &lt;die&gt;</a>"));
    const auto page = seat.get("/de/desk").body;
    const std::string field = "name=\"remove\" value=\"";
    const auto begin = page.find(field) + field.size();
    const auto gone = seat.send("/de/desk/views",
                                {{"remove", page.substr(begin, page.find('"', begin) - begin)}});
    CHECK(gone.status == 303);
    CHECK_THAT(seat.get("/de/desk").body, !contains("Nur &lt;die&gt;"));
}

TEST_CASE("a ticket is worked from first answer to solution with forms alone",
          "[service][desk][loop]") {
    const Desk desk;
    const Seat seat(desk, "agent");
    const auto number = filed(desk, "WLAN Passwort ändern", "Wie geht das bei meinem Router?");
    const std::string ticket = "/de/desk/tickets/" + number;

    // The panel has searched with the ticket's words, says why, and puts the link into the answer.
    const auto opened = seat.get(ticket);
    REQUIRE(opened.status == 200);
    CHECK_THAT(opened.body, contains("WLAN-Passwort ändern"));
    CHECK_THAT(opened.body, contains("class=\"reason\""));
    const auto inserted = seat.get(ticket + "?insert=wlan-passwort-aendern").body;
    const std::string link =
        "http://" + desk.daemon->address() + "/de/artikel/wlan-passwort-aendern";
    CHECK(inserted.find(link, inserted.find("<textarea id=\"reply\"")) <
          inserted.find("</textarea>", inserted.find("<textarea id=\"reply\"")));

    CHECK(seat.send(ticket + "/assign", {{"to", "me"}}).status == 303);
    CHECK(seat.send(ticket + "/note", {{"body", "Kunde hat eine FB-7"}}).status == 303);
    CHECK(seat.send(ticket + "/reply", {{"body", "Bitte: " + link}}).status == 303);
    CHECK(seat.send(ticket + "/tags", {{"tags", "WLAN, router"}}).status == 303);
    const auto worked = seat.get(ticket).body;
    CHECK_THAT(worked, contains("schon geschickt"));
    CHECK_THAT(worked, contains("value=\"router, wlan\""));
    CHECK_THAT(worked, contains("id=\"article\" name=\"article\" value=\"wlan-passwort-aendern\""));

    // Up with a slip: what is missing is named, what was typed stays.
    const auto missing =
        seat.send(ticket + "/hand-over", {{"to", "2:"}, {"problem", "Router & Co"}});
    CHECK(missing.status == 422);
    CHECK_THAT(missing.body, contains("Sagen Sie, was die nächste Ebene tun soll"));
    CHECK_THAT(missing.body, contains("Router &amp; Co"));
    CHECK(seat.send(ticket + "/hand-over", {{"to", "2:"},
                                            {"problem", "Router nimmt kein Passwort an"},
                                            {"ruled_out", "Leitung gemessen"},
                                            {"next_step", "Router tauschen"}})
              .status == 303);
    CHECK(ticket_json(desk, number)["level"] == 2);
    CHECK_THAT(seat.get(ticket).body, contains("Router tauschen"));
    CHECK(seat.send(ticket + "/hand-back", {{"to", "1"}}).status == 422);
    CHECK(seat.send(ticket + "/hand-back", {{"to", "1"},
                                            {"training_note", "Steht im Artikel"},
                                            {"article", "wlan-passwort-aendern"}})
              .status == 303);

    CHECK(seat.send(ticket + "/resolve", {{"kind", "linked_article"}, {"article", "nirgends"}})
              .status == 422);
    CHECK(seat.send(ticket + "/resolve",
                    {{"kind", "linked_article"}, {"article", "wlan-passwort-aendern"}})
              .status == 303);
    CHECK(ticket_json(desk, number)["state"] == "solved");
    CHECK(seat.send(ticket + "/reopen", {{"reason", ""}}).status == 422);
    CHECK(seat.send(ticket + "/reopen", {{"reason", "Geht doch nicht"}}).status == 303);
    CHECK(ticket_json(desk, number)["state"] == "open");
}

TEST_CASE("an answer that links to an internal article is held back", "[service][desk]") {
    const Desk desk;
    const Seat seat(desk, "agent");
    const auto number = filed(desk, "Glasfaser", "Wann kommt sie?");
    const std::string base = "http://" + desk.daemon->address();
    const auto held = seat.send("/de/desk/tickets/" + number + "/reply",
                                {{"body", "Siehe " + base + "/de/artikel/eskalation-intern."}});
    CHECK(held.status == 422);
    CHECK_THAT(held.body, contains("Eskalation an die Glasfasertechnik"));
    CHECK(ticket_json(desk, number)["messages"].size() == 1);
}

TEST_CASE("a shared solution with personal data is held back with all that was typed",
          "[service][desk]") {
    const Desk desk;
    const Seat seat(desk, "agent");
    const auto number = filed(desk, "Rechnung", "Wo finde ich sie?");
    const auto held = seat.send("/de/desk/tickets/" + number + "/resolve",
                                {{"kind", "shared_solution"},
                                 {"title", "Rechnung finden"},
                                 {"text", "Petra Schmidt anrufen: +49 431 1234567"},
                                 {"solution_lang", "de"}});
    CHECK(held.status == 422);
    CHECK_THAT(held.body, contains("Hier stehen noch persönliche Angaben"));
    CHECK_THAT(held.body, contains("Petra Schmidt anrufen: +49 431 1234567</textarea>"));
    CHECK(ticket_json(desk, number)["state"] != "solved");
}

TEST_CASE("what two agents do at once is told to the second, whose text stays", "[service][desk]") {
    const Desk desk;
    const Seat first(desk, "agent");
    const Seat second(desk, "agent");
    const auto number = filed(desk, "Rechnung", "Wo finde ich sie?");
    const std::string ticket = "/de/desk/tickets/" + number;
    const Form solve{{"kind", "no_knowledge"}, {"cause", "other"}, {"reason", "Einmalige Sache"}};
    CHECK(first.send(ticket + "/resolve", solve).status == 303);
    const auto late = second.send(ticket + "/resolve", solve);
    CHECK(late.status == 422);
    CHECK_THAT(late.body, contains("Jemand anderes war schneller"));
}

TEST_CASE("a call is looked up before it is filed, and a double click files it once",
          "[service][desk]") {
    const Desk desk;
    const Seat seat(desk, "agent");
    filed(desk, "WLAN Passwort ändern", "Wie ändere ich das WLAN Passwort?");
    const Form call{{"channel", "phone"},
                    {"ticket_lang", "de"},
                    {"subject", "WLAN Passwort ändern"},
                    {"body", "Wie ändere ich das WLAN Passwort?"},
                    {"email", "petra@kunde.example"},
                    {"idempotency_key", "once"}};
    auto look = call;
    look.emplace_back("look", "1");
    const auto found = seat.send("/de/desk/new", look);
    CHECK(found.status == 200);
    CHECK_THAT(found.body, contains("WLAN-Passwort ändern"));
    CHECK_THAT(found.body, contains("Vielleicht schon gemeldet"));
    CHECK_THAT(found.body, contains("Wie ändere ich das WLAN Passwort?</textarea>"));
    const auto one = seat.send("/de/desk/new", call);
    const auto two = seat.send("/de/desk/new", call);
    CHECK(one.status == 303);
    CHECK(one.header("Location") == two.header("Location"));
    const auto location = one.header("Location");
    const auto number = location.substr(17, location.find('?') - 17);
    CHECK(ticket_json(desk, number)["channel"] == "phone");
    const auto bad = seat.send("/en/desk/new", {{"subject", ""}, {"body", "x"}, {"email", "nope"}});
    CHECK(bad.status == 422);
    CHECK_THAT(bad.body, contains("Enter a subject"));
    CHECK_THAT(bad.body, contains("Check the e-mail address"));
}

TEST_CASE("one box finds knowledge, a ticket by its number and a customer by the address",
          "[service][desk]") {
    const Desk desk;
    const Seat seat(desk, "agent");
    const auto number = filed(desk, "Rechnung", "Wo finde ich sie?");
    CHECK(seat.get("/de/desk/search?q=%23" + number).header("Location") ==
          "/de/desk/tickets/" + number);
    CHECK_THAT(seat.get("/de/desk/search?q=Glasfasertechnik").body,
               contains("Eskalation an die Glasfasertechnik"));
    CHECK_THAT(seat.get("/de/desk/search?q=petra%40kunde.example").body, contains("Rechnung"));
    CHECK(seat.get("/de/desk/search?q=").status == 303);
    CHECK(seat.get("/de/desk/search?q=999999").status == 200);
    CHECK(seat.get("/de/desk/tickets/999999").status == 404);
    CHECK(seat.get("/de/desk/articles/eskalation-intern").status == 200);
}

TEST_CASE("the desk's scripts ask the API as who is signed in, the portal's do not",
          "[service][desk][security]") {
    const Desk desk;
    const Seat seat(desk, "agent");
    auto script = seat.headers();
    CHECK(desk.get("/api/v1/tickets", script).status == 401);
    CHECK_THAT(desk.get("/api/v1/search?q=Glasfasertechnik", script).body, !contains("intern"));
    script.emplace_back("X-Lotse-Desk", "1");
    CHECK(desk.get("/api/v1/tickets", script).status == 200);
    CHECK_THAT(desk.get("/api/v1/search?q=Glasfasertechnik", script).body,
               contains("eskalation-intern"));
}

TEST_CASE("several tickets are changed at once, and what nobody touched since is taken back",
          "[service][desk]") {
    const Desk desk;
    const Seat agent(desk, "agent");
    std::vector<std::string> numbers;
    for (const char* subject : {"Erste", "Zweite", "Dritte"})
        numbers.push_back(std::to_string(
            desk.post("/api/v1/tickets", {{"subject", subject}, {"body", "Nichts geht."}})
                .json()["number"]
                .get<int>()));
    const auto priority_of = [&](std::size_t i) {
        return desk.get("/api/v1/tickets/" + numbers[i], desk.as("agent"))
            .json()["priority"]
            .get<std::string>();
    };
    const std::string me = std::to_string(desk.ids.at("agent"));
    CHECK_THAT(agent.get("/de/desk").body, contains("name=\"ticket-" + numbers[0] + "\""));
    const auto none = agent.send("/de/desk/bulk", {{"change", "priority:high"}});
    CHECK(none.status == 422);
    CHECK_THAT(none.body, contains("Wählen Sie zuerst Tickets aus."));
    const auto changed = agent.send("/de/desk/bulk?order=oldest", {{"change", "priority:urgent"},
                                                                   {"ticket-" + numbers[0], "1"},
                                                                   {"ticket-" + numbers[1], "1"},
                                                                   {"ticket-999999", "1"}});
    CHECK(changed.status == 200);
    CHECK_THAT(changed.body, contains("Geändert: 2."));
    CHECK_THAT(changed.body, contains("inzwischen anders: #999999"));
    CHECK(priority_of(0) == "urgent");
    CHECK(priority_of(2) == "normal");
    // Somebody else has looked at the second one meanwhile.
    CHECK(
        agent.send("/de/desk/tickets/" + numbers[1] + "/priority", {{"priority", "low"}}).status ==
        303);
    const auto back =
        agent.send("/de/desk/bulk", {{"change", hidden_field(changed.body, "change")},
                                     {"before", hidden_field(changed.body, "before")}});
    CHECK_THAT(back.body, contains("Rückgängig gemacht: 1."));
    CHECK_THAT(back.body, contains("#" + numbers[1]));
    CHECK(priority_of(0) == "normal");
    CHECK(priority_of(1) == "low");
    CHECK_THAT(
        agent.send("/en/desk/bulk", {{"change", "assign:" + me}, {"ticket-" + numbers[2], "1"}})
            .body,
        contains("Changed: 1."));
    CHECK(desk.get("/api/v1/tickets/" + numbers[2], desk.as("agent")).json()["assignee"] ==
          desk.ids.at("agent"));
    for (const char* wrong : {"close:now", "priority:huge", "assign:x", "assign"})
        CHECK(agent.send("/de/desk/bulk", {{"change", wrong}, {"ticket-" + numbers[0], "1"}})
                  .status == 400);
    CHECK(
        agent
            .send_bare("/de/desk/bulk", {{"change", "priority:low"}, {"ticket-" + numbers[0], "1"}})
            .status == 403);
}
