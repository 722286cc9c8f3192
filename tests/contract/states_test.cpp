#include "tests/contract/store_fixture.h"
#include "tickets/working_time.h"

using namespace lotse;
using namespace lotse::tickets;
using namespace lotse::tickets::testing;
using std::chrono::days;
using std::chrono::hours;

namespace {

/// Both ways to count the work on a ticket: its own sum, and the spans of its history.
Milliseconds worked(StoreFixture& store, TicketNumber number) {
    const auto found = store.details(number);
    const Milliseconds sum = working_time(found.ticket, store.clock.now());
    Milliseconds spans{0};
    for (const WorkSpan& span : work_spans(found.ticket.created, found.history))
        spans += span.to.value_or(store.clock.now()) - span.from;
    CHECK(sum == spans);
    return sum;
}

} // namespace

TEST_CASE_METHOD(StoreFixture, "a ticket that waits comes back by itself when its time has come",
                 "[contract][states]") {
    const auto one = number();
    const auto until = clock.now() + hours{5};
    REQUIRE(ok(tickets.await(agent, one, State::pending_reminder, until)));
    CHECK(read(one).due == until);
    CHECK(tickets.turn_due().value() == 0);
    clock.advance(hours{5});
    CHECK(tickets.turn_due().value() == 1);
    CHECK(read(one).state == State::open);
    CHECK_FALSE(read(one).due);
    CHECK(tickets.turn_due().value() == 0);
    CHECK(details(one).history.back().event == "due");
    CHECK(details(one).history.back().actor == "clock");
}

TEST_CASE_METHOD(StoreFixture,
                 "a ticket that waits for its close is closed, unless its customer answers",
                 "[contract][states]") {
    const auto quiet = number();
    const auto loud = number();
    for (const auto one : {quiet, loud})
        REQUIRE(ok(tickets.await(agent, one, State::pending_close, clock.now() + days{3})));
    REQUIRE(ok(tickets.reply(Actor::link_holder(loud), loud, "Doch noch etwas.")));
    CHECK_FALSE(read(loud).due);
    clock.advance(days{4});
    CHECK(tickets.turn_due().value() == 1);
    CHECK(read(quiet).state == State::closed);
    CHECK(read(loud).state == State::open);
}

TEST_CASE_METHOD(StoreFixture, "a note does not forget how long a ticket waits",
                 "[contract][states]") {
    const auto one = number();
    const auto until = clock.now() + days{1};
    REQUIRE(ok(tickets.await(agent, one, State::pending_reminder, until)));
    REQUIRE(ok(tickets.note(agent, one, "Rückruf vereinbart")));
    CHECK(read(one).due == until);
}

TEST_CASE_METHOD(StoreFixture,
                 "nothing waits for a time that is past or for a state that does not wait",
                 "[contract][states]") {
    const auto one = number();
    CHECK(failure(tickets.await(agent, one, State::pending_close, clock.now())) ==
          Code::invalid_argument);
    CHECK(failure(tickets.await(agent, one, State::pending_close, clock.now() + days{9999})) ==
          Code::invalid_argument);
    CHECK(failure(tickets.await(agent, one, State::open, clock.now() + days{1})) ==
          Code::invalid_argument);
    CHECK(read(one).state == State::new_);
}

TEST_CASE_METHOD(StoreFixture, "waiting, solving and closing stop the clock, a follow-up starts it",
                 "[contract][states]") {
    const auto one = number();
    clock.advance(hours{1});
    CHECK(worked(*this, one) == hours{1});
    REQUIRE(ok(tickets.await(agent, one, State::pending_reminder, clock.now() + hours{10})));
    clock.advance(hours{10});
    REQUIRE(tickets.turn_due().value() == 1);
    CHECK(worked(*this, one) == hours{1});
    clock.advance(hours{2});
    REQUIRE(ok(tickets.resolve(agent, one, linked("dsl"))));
    clock.advance(days{7});
    CHECK(worked(*this, one) == hours{3});
    REQUIRE(ok(tickets.reply(Actor::link_holder(one), one, "Geht wieder nicht.")));
    clock.advance(hours{4});
    REQUIRE(ok(tickets.close(agent, one)));
    clock.advance(hours{100});
    CHECK(worked(*this, one) == hours{7});
}
