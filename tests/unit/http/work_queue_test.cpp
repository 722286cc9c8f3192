#include "searchd/http/work_queue.h"

#include <atomic>
#include <future>

#include "tests/support/catch.h"

using namespace lotse::http;

TEST_CASE("everything that is pushed is done, whoever pushes it and however often workers sleep",
          "[http][threads]") {
    std::atomic<int> done = 0;
    std::atomic<int> taken = 0;
    {
        WorkQueue queue({.workers = 3, .waiting_interactive = 100'000, .waiting_heavy = 100'000});
        std::vector<std::thread> askers;
        for (int a = 0; a < 3; ++a)
            askers.emplace_back([&, a] {
                for (int i = 0; i < 300; ++i) {
                    // Each waits for its own, so that workers have nothing to do in between.
                    std::promise<void> finished;
                    const Lane lane = (i + a) % 5 == 0 ? Lane::heavy : Lane::interactive;
                    const bool is_taken = queue.push(lane, [&] {
                        ++done;
                        finished.set_value();
                    });
                    if (is_taken)
                        finished.get_future().wait();
                    taken += is_taken ? 1 : 0;
                }
            });
        for (auto& asker : askers)
            asker.join();
        CHECK(taken == 900);
        CHECK(done == 900);
        for (int i = 0; i < 500; ++i)
            REQUIRE(queue.push(Lane::interactive, [&] { ++done; }));
        queue.stop();
    }
    CHECK(done == 1400);
}

TEST_CASE("heavy work leaves all workers but one to the rest", "[http][threads]") {
    WorkQueue queue({.workers = 2, .waiting_interactive = 10, .waiting_heavy = 10});
    std::promise<void> go_on;
    const std::shared_future<void> wait = go_on.get_future();
    std::promise<void> begun;
    REQUIRE(queue.push(Lane::heavy, [&] {
        begun.set_value();
        wait.wait();
    }));
    begun.get_future().wait();
    std::atomic<bool> second = false;
    REQUIRE(queue.push(Lane::heavy, [&] { second = true; }));
    for (int i = 0; i < 20; ++i) {
        std::promise<void> answered;
        REQUIRE(queue.push(Lane::interactive, [&] { answered.set_value(); }));
        answered.get_future().wait();
    }
    CHECK_FALSE(second);
    CHECK(queue.waiting(Lane::heavy) == 1);
    go_on.set_value();
    queue.stop();
    CHECK(second);
}

TEST_CASE("a worker that is alone does everything, and a full queue says so", "[http]") {
    WorkQueue queue({.workers = 1, .waiting_interactive = 1, .waiting_heavy = 1});
    std::promise<void> go_on;
    const std::shared_future<void> wait = go_on.get_future();
    std::promise<void> begun;
    REQUIRE(queue.push(Lane::interactive, [&] {
        begun.set_value();
        wait.wait();
    }));
    begun.get_future().wait();
    std::atomic<int> done = 0;
    CHECK(queue.push(Lane::interactive, [&] { ++done; }));
    CHECK_FALSE(queue.push(Lane::interactive, [&] { ++done; }));
    CHECK(queue.push(Lane::heavy, [&] { ++done; }));
    CHECK_FALSE(queue.push(Lane::heavy, [&] { ++done; }));
    go_on.set_value();
    queue.stop();
    CHECK(done == 2);
    CHECK_FALSE(queue.push(Lane::interactive, [&] { ++done; }));
}
