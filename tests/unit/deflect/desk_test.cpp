// What search does for those who work on tickets: which team, what level 1 could have found, what
// it was taught, whether self-service would have answered, and what came in already.

#include "searchd/deflect/handover.h"
#include "searchd/deflect/intake.h"
#include "searchd/deflect/training.h"
#include "tests/unit/deflect/world.h"
#include "tickets/levels/findings.h"

using namespace lotse;
using namespace lotse::deflect;
using namespace lotse::deflect::testing;
using lotse::testing::contains;

namespace {

struct Desk : World {
    tickets::LevelStore levels{*database};
    tickets::TeamStore teams{*database};
    tickets::FindingStore findings{*database};
    tickets::SelfServiceStore self_service{*database};
    Training training{*database, *engine, *catalog};

    tickets::TicketNumber create(const std::string& subject, const std::string& body,
                                 const std::string& email = "petra@kunde.example",
                                 tickets::Channel channel = tickets::Channel::phone) {
        return ok(tickets::TicketStore(*database).create(agent, {.subject = subject,
                                                                 .body = body,
                                                                 .channel = channel,
                                                                 .contact = {"Petra", email, ""}}))
            .number;
    }
    void hand_over(tickets::TicketNumber number, int to = 2) {
        ok(levels.hand_over(
            agent, number,
            {.to = to, .slip = {.ruled_out = "alles geprüft", .next_step = "bitte ansehen"}}));
    }
    void resolve_with(tickets::TicketNumber number, const std::string& article) {
        resolve(number, {.kind = tickets::ResolutionKind::linked_article, .article = article});
        ok(loop->step());
    }
    tickets::LevelOneVerdict verdict(tickets::TicketNumber number) {
        return ok(findings.verdicts(number)).at(0);
    }
    static search::Draft draft(const std::string& subject, const std::string& body = "") {
        search::Draft made;
        made.subject = subject;
        made.body = body;
        made.caller = search::Visibility::staff;
        return made;
    }
};

} // namespace

TEST_CASE("the expert team is proposed by the ticket's words, which are named", "[deflect][desk]") {
    Desk desk;
    ok(desk.teams.add(desk.agent, {.name = "Glasfaser", .topics = {"Glasfaser", "ONT"}}));
    ok(desk.teams.add(desk.agent,
                      {.name = "Buchhaltung", .topics = {"Rechnung"}, .categories = {"billing"}}));
    ok(desk.teams.add(desk.agent, {.name = "Ebene zwei", .level = 2, .topics = {"Glasfaser"}}));
    const auto number = desk.create("Kein Internet", "Die ONT an der Glasfaser blinkt rot.");
    const auto draft = ok(handover_draft(*desk.database, *desk.engine, number, "de"));
    REQUIRE(draft.teams.size() == 1);
    CHECK(draft.teams[0].team.name == "Glasfaser");
    CHECK(draft.teams[0].words.size() == 2);
    CHECK_FALSE(draft.teams[0].category);
    CHECK(draft.missing == Keys{"ruled_out", "next_step"});

    const auto bill = ok(tickets::TicketStore(*desk.database)
                             .create(desk.agent, {.subject = "Zu viel abgebucht",
                                                  .body = "Bitte prüfen.",
                                                  .category = "billing"}))
                          .number;
    const auto by_category = ok(handover_draft(*desk.database, *desk.engine, bill, "de"));
    REQUIRE(by_category.teams.size() == 1);
    CHECK(by_category.teams[0].category);
    const auto neither = desk.create("Zu viel", "Bitte prüfen.");
    CHECK(ok(handover_draft(*desk.database, *desk.engine, neither, "de")).teams.empty());
}

TEST_CASE("level 1 could have solved what it would have found when it handed over",
          "[deflect][desk]") {
    Desk desk;
    const auto number = desk.create("Rechnung", "Wie bekomme ich die Rechnung als PDF?");
    desk.hand_over(number);
    const auto round = ok(desk.loop->step());
    CHECK(round.lookups == 2); // its words when it came in, and the hand-over
    CHECK(desk.verdict(number).generation == 1);
    CHECK_FALSE(desk.verdict(number).solvable);
    desk.resolve_with(number, "rechnung");
    CHECK(desk.verdict(number).solvable == true);
    CHECK(desk.verdict(number).rank == 1);
    ok(tickets::TicketStore(*desk.database).reopen(desk.agent, number, "again"));
    ok(desk.loop->step());
    CHECK_FALSE(desk.verdict(number).solvable);
}

TEST_CASE("an article written after the hand-over was not there for level 1 to find",
          "[deflect][desk]") {
    Desk desk;
    const auto number = desk.create("Glasfaser", "Glasfaser im Doppelhaus bestellen");
    desk.hand_over(number);
    ok(desk.loop->step());
    desk.write("glasfaser", "de", "Glasfaser im Doppelhaus bestellen", "So geht es.");
    ok(desk.loop->step());
    CHECK(desk.found("Glasfaser Doppelhaus").at(0) == "article:glasfaser");
    desk.resolve_with(number, "glasfaser");
    CHECK(desk.verdict(number).solvable == false);
    CHECK_FALSE(desk.verdict(number).rank);
}

TEST_CASE("a training note puts its article first for its level, for the same matter only",
          "[deflect][desk]") {
    Desk desk;
    const auto number =
        desk.create("Faxgerät piept", "Das Faxgerät piept am Glasfaseranschluss dauernd.");
    desk.hand_over(number);
    ok(desk.levels.hand_back(desk.agent, number,
                             {.to = 1,
                              .training_note = "Am Router die Buchse N benutzen.",
                              .article = "wlan-passwort"}));
    const auto same = Desk::draft("Unser Faxgerät piept", "seit dem Glasfaseranschluss");
    const auto taught = ok(desk.training.solutions_for(1, same));
    REQUIRE_FALSE(taught.solutions.empty());
    CHECK(taught.solutions[0].hit.id == "wlan-passwort");
    REQUIRE(taught.solutions[0].note);
    CHECK(taught.solutions[0].note->text == "Am Router die Buchse N benutzen.");
    CHECK(taught.confident);
    for (const auto& other : ok(desk.training.solutions_for(2, same)).solutions)
        CHECK_FALSE(other.note);
    const auto another = ok(desk.training.solutions_for(1, Desk::draft("Rechnung als PDF")));
    REQUIRE_FALSE(another.solutions.empty());
    CHECK(another.solutions[0].hit.id == "rechnung");
    CHECK_FALSE(another.solutions[0].note);
}

TEST_CASE("whatever the channel, a ticket knows whether self-service would have answered it",
          "[deflect][desk]") {
    Desk desk;
    using tickets::Channel;
    for (const auto channel : {Channel::phone, Channel::chat, Channel::fax, Channel::letter,
                               Channel::in_person, Channel::portal}) {
        const auto easy = desk.create("Rechnung als PDF", "Wo finde ich die Rechnung als PDF?",
                                      "a@kunde.example", channel);
        const auto hard = desk.create("Zitronenfalter", "Der Zitronenfalter faltet nicht.",
                                      "b@kunde.example", channel);
        ok(desk.loop->step());
        const auto answered = ok(desk.self_service.of(easy));
        REQUIRE(answered);
        CHECK(answered->answered);
        CHECK(answered->article == "rechnung");
        CHECK(answered->rank == 1);
        const auto unanswered = ok(desk.self_service.of(hard));
        REQUIRE(unanswered);
        CHECK_FALSE(unanswered->answered);
        const auto trail = ok(tickets::TicketStore(*desk.database).details(hard)).trail;
        REQUIRE(trail.size() == 1);
        CHECK(trail[0].text == "Zitronenfalter");
        CHECK(tickets::failed(trail[0].outcome));
    }
}

TEST_CASE("a request of the same customer about the same matter is named as a duplicate, with why",
          "[deflect][desk]") {
    Desk desk;
    const auto first = desk.create("Router blinkt rot", "Der Router blinkt rot seit dem Gewitter.");
    desk.create("Rechnung falsch", "Auf der Rechnung stehen zwei Anschlüsse.");
    desk.create("Router blinkt rot", "Mein Router blinkt rot!", "fremd@web.de");
    const auto colleague =
        desk.create("Roter Router", "Der rote Router blinkt.", "jan@kunde.example");
    const auto found = ok(possible_duplicates(
        *desk.database, *desk.engine, {.contact = {"", "petra@kunde.example", ""}},
        Desk::draft("Router", "Nach dem Gewitter blinkt unser Router nur noch rot.")));
    REQUIRE(found.size() == 2);
    CHECK(found[0].ticket.number == first);
    CHECK(found[0].whose == tickets::SameBy::email);
    CHECK(std::find(found[0].words.begin(), found[0].words.end(), "Gewitter") !=
          found[0].words.end());
    CHECK(found[1].ticket.number == colleague);
    CHECK(found[1].whose == tickets::SameBy::organisation);
}

TEST_CASE("the worker turns tickets whose time has come", "[deflect][desk]") {
    Desk desk;
    const auto number = desk.create("Rückruf", "Bitte morgen anrufen.");
    ok(tickets::TicketStore(*desk.database)
           .await(desk.agent, number, tickets::State::pending_reminder,
                  desk.clock.now() + std::chrono::hours{1}));
    CHECK(ok(desk.loop->step()).turned == 0);
    desk.clock.advance(std::chrono::hours{1});
    CHECK(ok(desk.loop->step()).turned == 1);
}
