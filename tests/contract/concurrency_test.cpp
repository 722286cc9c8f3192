#include <atomic>
#include <thread>

#include "tests/contract/store_fixture.h"

using namespace lotse;
using namespace lotse::tickets;
using namespace lotse::tickets::testing;

TEST_CASE_METHOD(StoreFixture, "eight threads write and read at once without losing anything",
                 "[contract][threads]") {
    constexpr int threads = 8;
    constexpr int rounds = 10;
    std::atomic<int> failures = 0;
    {
        std::vector<std::jthread> running;
        for (int t = 0; t < threads; ++t)
            running.emplace_back([&, t] {
                const std::string visitor = "v" + std::to_string(t);
                for (int i = 0; i < rounds; ++i) {
                    const auto made = tickets.create(root, draft());
                    if (!made || !tickets.note(agent, made->number, "gesehen") ||
                        !tickets.details(made->number) || !tickets.list({}) ||
                        !searches.record(failing(visitor, visitor, "sat internet")))
                        ++failures;
                }
            });
    }
    CHECK(failures == 0);
    const auto all = tickets.list({.limit = 500}).value();
    CHECK(all.size() == threads * rounds + 1); // and the one ticket of the gap
    const auto gaps = searches.gaps({}).value();
    REQUIRE(gaps.size() == 1);
    CHECK(gaps[0].count == threads * rounds);
    CHECK(gaps[0].visitors == threads);
    check_chain();
    CHECK(ok(database->check()));
}

TEST_CASE_METHOD(StoreFixture, "two handles on one database see each other's changes at once",
                 "[contract]") {
    const auto other = place.open(clock, random);
    const auto before = other->change_mark().value();
    CHECK(other->change_mark().value() == before);
    const auto one = number();
    CHECK(other->change_mark().value() != before);
    CHECK(TicketStore(*other).find(one).value() == read(one));

    const auto mine = database->change_mark().value();
    REQUIRE(ok(TicketStore(*other).note(agent, one, "von nebenan")));
    CHECK(database->change_mark().value() != mine);
    CHECK(details(one).messages.size() == 2);
    check_chain();
}

TEST_CASE_METHOD(StoreFixture, "jobs become visible in the order of their ids, whoever writes them",
                 "[contract][threads]") {
    constexpr int writers = 4;
    constexpr int each = 5;
    std::vector<TicketNumber> numbers;
    for (int i = 0; i < writers * each; ++i)
        numbers.push_back(number());
    const auto other = place.open(clock, random);
    std::atomic<int> failures = 0;
    std::vector<JobId> seen;
    {
        std::vector<std::jthread> running;
        for (int w = 0; w < writers; ++w)
            running.emplace_back([&, w] {
                TicketStore store(w % 2 == 0 ? *database : *other);
                for (int i = 0; i < each; ++i)
                    if (!store.resolve(
                            agent, numbers[static_cast<std::size_t>(w * each + i)],
                            {.kind = ResolutionKind::no_knowledge, .reason = "Einzelfall"}))
                        ++failures;
            });
        // A reader who goes on from the last job he saw must never miss one.
        while (seen.size() < writers * each && failures == 0) {
            const auto jobs = outbox.since(seen.empty() ? JobId{} : seen.back()).value();
            for (const Job& job : jobs)
                seen.push_back(job.id);
        }
    }
    CHECK(failures == 0);
    REQUIRE(seen.size() == writers * each);
    CHECK(seen.back().value == writers * each);
    check_chain();
}

TEST_CASE_METHOD(StoreFixture, "a change that fails half-way leaves no trace", "[contract]") {
    const auto one = number();
    const auto jobs = outbox.head().value();
    const Status failed_write = database->write([&](soci::session&) -> Status {
        return Error{Code::deadline, "given up", ""};
    });
    CHECK(failure(failed_write) == Code::deadline);
    CHECK(failure(tickets.resolve(agent, one, linked(" "))) == Code::invalid_argument);
    CHECK(outbox.head().value() == jobs);
    CHECK(read(one).version == 1);
    check_chain();
}
