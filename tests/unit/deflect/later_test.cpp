#include "searchd/deflect/later.h"

#include <atomic>
#include <chrono>
#include <future>
#include <vector>

#include <catch2/catch.hpp>

using lotse::deflect::Later;

TEST_CASE("what is put off is done in order, and settle() waits for it", "[deflect]") {
    std::vector<int> done;
    Later later(4);
    for (int i = 0; i < 100; ++i)
        later.add([&done, i] { done.push_back(i); });
    later.settle();
    REQUIRE(done.size() == 100);
    for (int i = 0; i < 100; ++i)
        CHECK(done[static_cast<std::size_t>(i)] == i);
}

TEST_CASE("adding returns before the work is done", "[deflect]") {
    std::promise<void> go;
    std::atomic<bool> done = false;
    Later later(4);
    later.add([&, ready = go.get_future().share()] {
        ready.wait();
        done = true;
    });
    CHECK_FALSE(done);
    go.set_value();
    later.settle();
    CHECK(done);
}

TEST_CASE("nothing that was put off is forgotten at the end", "[deflect]") {
    int done = 0;
    {
        Later later(1000);
        for (int i = 0; i < 500; ++i)
            later.add([&done] { ++done; });
    }
    CHECK(done == 500);
}

TEST_CASE("what comes shortly after another waits with it, until enough do or somebody settles",
          "[deflect]") {
    constexpr std::chrono::hours ever{1};
    std::atomic<int> done = 0;
    std::promise<void> fourth;
    Later later(8, {.pieces = 4, .at_most = ever});
    const auto count = [&] {
        if (++done == 4)
            fourth.set_value();
    };
    for (int i = 0; i < 3; ++i)
        later.add(count);
    CHECK(done == 0);
    later.add(count);
    fourth.get_future().wait();
    CHECK(done == 4);
    later.add(count);
    later.settle();
    CHECK(done == 5);
    later.add(count); // done at the end
}

TEST_CASE("many threads may put off and wait at once", "[deflect]") {
    std::atomic<int> done = 0;
    Later later(3);
    std::vector<std::thread> threads;
    for (int t = 0; t < 4; ++t)
        threads.emplace_back([&] {
            for (int i = 0; i < 200; ++i) {
                later.add([&done] { ++done; });
                if (i % 50 == 0)
                    later.settle();
            }
        });
    for (auto& thread : threads)
        thread.join();
    later.settle();
    CHECK(done == 800);
}
