#include "tests/contract/store_fixture.h"
#include "tickets/import.h"

using namespace lotse;
using namespace lotse::tickets;
using namespace lotse::tickets::testing;

TEST_CASE_METHOD(StoreFixture, "solving and reopening write their index jobs, in order",
                 "[contract]") {
    REQUIRE(ok(searches.record(failing("t1", "v1", "sat internet"))));
    auto request = draft();
    request.trail = "t1";
    const auto one = created(request).number;
    REQUIRE(ok(tickets.resolve(agent, one, linked("satellit"))));
    const auto jobs = outbox.since({}).value();
    REQUIRE(jobs.size() == 2);
    CHECK(jobs[0].kind == JobKind::ticket_resolved);
    CHECK(jobs[0].ticket == one);
    CHECK(jobs[1].kind == JobKind::questions_changed);
    CHECK(jobs[1].article == "satellit");
    CHECK(solutions.remembered("satellit").value() ==
          std::vector<Question>{{"sat internet", "de"}});
    CHECK(solutions.all_remembered().value() ==
          std::vector<RememberedQuestion>{{"satellit", one, {"sat internet", "de"}}});

    REQUIRE(ok(tickets.reopen(agent, one, "doch nicht")));
    CHECK(jobs_since(jobs.back().id) ==
          std::vector{JobKind::ticket_reopened, JobKind::questions_changed});
    CHECK(solutions.remembered("satellit").value().empty());
    CHECK(failure(solutions.resolved_ticket(one)) == Code::not_found);
}

TEST_CASE_METHOD(StoreFixture, "the outbox is read from a position and acknowledged",
                 "[contract]") {
    CHECK(outbox.head().value() == JobId{});
    for (int i = 0; i < 3; ++i)
        REQUIRE(ok(tickets.resolve(
            agent, number(), {.kind = ResolutionKind::no_knowledge, .reason = "Einzelfall"})));
    const auto first = outbox.since({}, 2).value();
    REQUIRE(first.size() == 2);
    const auto rest = outbox.since(first.back().id).value();
    REQUIRE(rest.size() == 1);
    CHECK(rest[0].id == outbox.head().value());
    CHECK(outbox.acknowledged().value() == JobId{});
    REQUIRE(ok(outbox.acknowledge(rest[0].id)));
    CHECK(outbox.acknowledged().value() == rest[0].id);
    CHECK(outbox.since(rest[0].id).value().empty());
}

TEST_CASE_METHOD(StoreFixture, "jobs that are done and old are cleared, others never",
                 "[contract]") {
    const auto solve = [&] {
        REQUIRE(ok(tickets.resolve(
            agent, number(), {.kind = ResolutionKind::no_knowledge, .reason = "Einzelfall"})));
        return outbox.head().value();
    };
    const auto keep = Milliseconds{std::chrono::days{10}};
    const auto first = solve();
    const auto second = solve();
    clock.advance(std::chrono::days{11});
    const auto young = solve();
    CHECK(outbox.clear(keep).value() == 0); // old, but nobody has done them
    REQUIRE(ok(outbox.acknowledge(young)));
    CHECK(outbox.clear(keep, 1).value() == 1);
    CHECK(outbox.clear(keep).value() == 1);
    CHECK(outbox.clear(keep).value() == 0);
    CHECK(outbox.since(second).value().size() == 1);
    // An index of before would miss what is gone.
    CHECK(failure(outbox.since({})) == Code::mismatch);
    CHECK(failure(outbox.since(first)) == Code::mismatch);

    // Emptied, it still knows where it stands.
    clock.advance(std::chrono::days{11});
    CHECK(outbox.clear(keep).value() == 1);
    CHECK(outbox.head().value() == young);
    CHECK(outbox.since(young).value().empty());
    CHECK(young < solve());
}

TEST_CASE_METHOD(StoreFixture, "a solved ticket leaves the store only redacted", "[contract]") {
    auto request = draft("Router von Petra Schmidt");
    request.body = "Hallo,\nmein Router blinkt, Rückruf 0431/555 0142 oder an "
                   "p.schmidt@kunde.example.\nFehler FN-112.\n\nViele Grüße\nPetra Schmidt\n"
                   "Holtenauer Straße 12, 24105 Kiel";
    const auto one = created(request).number;
    REQUIRE(ok(tickets.note(agent, one, "Kundin am Telefon, IBAN DE89370400440532013000")));
    REQUIRE(ok(tickets.reply(agent, one,
                             "Sehr geehrte Frau Schmidt,\nbitte Port 5060 öffnen.\n\n"
                             "Mit freundlichen Grüßen\nM. Weber")));
    REQUIRE(ok(tickets.resolve(agent, one, linked("router-blinkt"))));
    const auto value = solutions.resolved_ticket(one).value();
    CHECK(value.title == "Router von […] […]");
    CHECK(value.problem == "Hallo,\nmein Router blinkt, Rückruf […] oder an […].\nFehler FN-112.");
    CHECK(value.solution == "Sehr geehrte Frau […],\nbitte Port 5060 öffnen.");
    CHECK(value.linked_article == "router-blinkt");
    CHECK_FALSE(value.shared);
    CHECK(value.resolved == clock.now());
}

TEST_CASE_METHOD(StoreFixture, "a shared solution goes out as it was written", "[contract]") {
    const auto one = number();
    REQUIRE(ok(tickets.resolve(agent, one,
                               {.kind = ResolutionKind::shared_solution,
                                .lang = "de",
                                .title = "Satellit statt DSL",
                                .text = "Den Router in den Bridge-Modus setzen."})));
    const auto value = solutions.resolved_ticket(one).value();
    REQUIRE(value.shared);
    CHECK(*value.shared ==
          SharedSolution{"de", "Satellit statt DSL", "Den Router in den Bridge-Modus setzen."});
}

TEST_CASE_METHOD(StoreFixture, "all solved tickets can be walked, open ones are left out",
                 "[contract]") {
    std::vector<TicketNumber> solved;
    for (int i = 0; i < 4; ++i) {
        const auto one = number();
        if (i == 1)
            continue;
        REQUIRE(ok(tickets.resolve(
            agent, one, {.kind = ResolutionKind::no_knowledge, .reason = "Einzelfall"})));
        solved.push_back(one);
    }
    REQUIRE(ok(tickets.close(agent, solved[0])));
    std::vector<TicketNumber> seen;
    REQUIRE(ok(solutions.each_resolved([&](const ResolvedTicket& ticket) -> Status {
        seen.push_back(ticket.number);
        return Done{};
    })));
    CHECK(seen == solved);
    const Status stopped = solutions.each_resolved([](const ResolvedTicket&) -> Status {
        return Error{Code::deadline, "enough", ""};
    });
    CHECK(failure(stopped) == Code::deadline);
}

TEST_CASE_METHOD(StoreFixture, "the ticket shows at which rank each question is found now",
                 "[contract]") {
    const auto one = number();
    REQUIRE(ok(solutions.record_replays(
        one, {{"sat internet", "de", std::nullopt, "000001"}, {"satellite", "en", 3, "000001"}})));
    clock.advance(Milliseconds{1000});
    REQUIRE(ok(solutions.record_replays(one, {{"sat internet", "de", 1, "000002"}})));
    const auto replays = details(one).replays;
    REQUIRE(replays.size() == 2);
    CHECK(replays[0] == Replay{"satellite", "en", 3, "000001", clock.now() - Milliseconds{1000}});
    CHECK(replays[1] == Replay{"sat internet", "de", 1, "000002", clock.now()});
    CHECK(failure(solutions.record_replays({1}, {})) == Code::not_found);
}

namespace {

ImportedTicket foreign(const std::string& ref, TimePoint at) {
    ImportedTicket imported;
    imported.ticket = {.subject = "mails gehn nich raus",
                       .lang = "de",
                       .category = "email",
                       .channel = Channel::email,
                       .contact = {"Jürgen Petersen", "j.petersen@kunde.example", ""},
                       .created = at,
                       .resolved = at + std::chrono::hours{26},
                       .import_ref = ref};
    imported.trail = {
        {.at = at, .text = "email senden", .lang = "de", .outcome = Outcome::no_click}};
    imported.messages = {{.at = at,
                          .sender = Sender::customer,
                          .author = "Jürgen Petersen",
                          .body = "hier juergen petersen, KN-1234567. geht nich"}};
    imported.moves = {{at, 1, 2, "mail", "SMTP prüfen", "M. Weber"}};
    imported.resolution = Resolution{.kind = ResolutionKind::linked_article,
                                     .article = "smtp-einstellungen",
                                     .text = "Port 465 gesetzt."};
    return imported;
}

} // namespace

TEST_CASE_METHOD(StoreFixture, "an import keeps times, levels and trail, and can be repeated",
                 "[contract]") {
    const TimePoint at = clock.now() - std::chrono::days{90};
    const std::vector batch{foreign("email-001", at), foreign("email-002", at)};
    CHECK(import_tickets(*database, batch).value() == ImportReport{2, 0});
    CHECK(import_tickets(*database, batch).value() == ImportReport{0, 2});
    const auto all = tickets.list({}).value();
    REQUIRE(all.size() == 2);
    const auto found = details(all[1].number);
    CHECK(found.ticket.import_ref == "email-001");
    CHECK(found.ticket.created == at);
    CHECK(found.ticket.resolved == at + std::chrono::hours{26});
    CHECK(found.ticket.level == 2);
    CHECK(found.ticket.state == State::solved);
    CHECK(found.trail.at(0).text == "email senden");
    CHECK(solutions.remembered("smtp-einstellungen").value().size() == 1);
    CHECK(solutions.resolved_ticket(all[1].number).value().problem ==
          "hier […] […], […]. geht nich");
    check_chain();
}

TEST_CASE_METHOD(StoreFixture, "an import with one broken ticket takes nothing over",
                 "[contract]") {
    std::vector batch{foreign("a", clock.now()), foreign("b", clock.now())};
    batch[1].ticket.subject = "";
    const auto report = import_tickets(*database, batch);
    REQUIRE(failure(report) == Code::invalid_argument);
    CHECK_THAT(report.error().message, lotse::testing::contains("b:"));
    CHECK(tickets.list({}).value().empty());
}
