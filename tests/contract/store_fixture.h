#pragma once
// What every contract test starts from: a database of its own, a clock that stands still, three
// people.

#include "tests/contract/test_database.h"
#include "tests/support/manual_clock.h"
#include "tickets/audit.h"
#include "tickets/database.h"
#include "tickets/outbox.h"
#include "tickets/people.h"
#include "tickets/search_log.h"
#include "tickets/solution_store.h"
#include "tickets/ticket_store.h"

namespace lotse::tickets::testing {

using lotse::testing::ManualClock;

struct StoreFixture {
    TestDatabase place;
    ManualClock clock;
    SystemRandom random;
    std::unique_ptr<Database> database = place.open(clock, random);
    TicketStore tickets{*database};
    PeopleStore people{*database};
    SearchLog searches{*database};
    Outbox outbox{*database};
    SolutionStore solutions{*database};

    Actor root = Actor::program("test");
    Person weber = person("M. Weber", "m.weber@help.example", {Role::agent});
    Person kaya = person("S. Kaya", "s.kaya@help.example", {Role::agent});
    Actor agent = actor_of(weber);

    Person person(const char* who, const char* email, RoleSet roles) {
        auto added = people.add(root, {.name = who, .email = email, .roles = roles});
        REQUIRE(added);
        return *added;
    }

    TicketDraft draft(std::string subject = "Kein Internet") const {
        return {.subject = std::move(subject),
                .body = "Seit gestern geht nichts.",
                .lang = "de",
                .category = "internet",
                .contact = {"Petra Schmidt", "p.schmidt@kunde.example", ""}};
    }
    CreatedTicket created(const TicketDraft& what) {
        auto made = tickets.create(Actor::stranger(), what);
        INFO((made ? std::string() : made.error().to_string()));
        REQUIRE(made);
        return *made;
    }
    TicketNumber number() { return created(draft()).number; }

    Ticket read(TicketNumber which) {
        auto ticket = tickets.find(which);
        REQUIRE(ticket);
        return *ticket;
    }
    TicketDetails details(TicketNumber which) {
        auto found = tickets.details(which);
        REQUIRE(found);
        return *found;
    }

    SearchRecord failing(std::string trail, std::string visitor, std::string text) const {
        return {.trail = std::move(trail),
                .visitor = std::move(visitor),
                .text = std::move(text),
                .lang = "de",
                .outcome = Outcome::no_results,
                .topic = "satellit internet"};
    }
    Resolution linked(std::string article) const {
        return {.kind = ResolutionKind::linked_article, .article = std::move(article)};
    }
    std::vector<JobKind> jobs_since(JobId position) {
        std::vector<JobKind> kinds;
        const auto jobs = outbox.since(position).value();
        for (const Job& job : jobs)
            kinds.push_back(job.kind);
        return kinds;
    }
    void check_chain() {
        const auto report = verify_history(*database);
        REQUIRE(report);
        INFO(report->fault);
        CHECK_FALSE(report->first_bad);
    }
};

/// Lets CHECK(ok(status)) print what went wrong.
template <class T>
bool ok(const Result<T>& result) {
    if (!result)
        UNSCOPED_INFO(result.error().to_string());
    return result.ok();
}
template <class T>
Code failure(const Result<T>& result) {
    REQUIRE_FALSE(result);
    return result.error().code;
}

} // namespace lotse::tickets::testing
