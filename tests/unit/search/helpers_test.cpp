#include "searchd/search/helpers.h"

#include <atomic>
#include <numeric>
#include <stdexcept>
#include <thread>
#include <vector>

#include "tests/support/catch.h"

using lotse::search::Helpers;

TEST_CASE("each part of what is shared is done once, however many ask", "[search][threads]") {
    for (const std::size_t threads : {0U, 1U, 3U}) {
        Helpers helpers(threads);
        std::vector<std::thread> askers;
        std::atomic<int> wrong = 0;
        for (int a = 0; a < 3; ++a)
            askers.emplace_back([&] {
                for (std::size_t parts = 0; parts < 300; ++parts) {
                    const Helpers::Asker asker(helpers);
                    std::vector<int> done(parts);
                    std::vector<std::size_t> by_worker(helpers.workers()); // no two at a time
                    helpers.share(parts, [&](std::size_t part, std::size_t worker) {
                        ++done[part];
                        ++by_worker.at(worker);
                    });
                    wrong += done == std::vector<int>(parts, 1) ? 0 : 1;
                    wrong +=
                        std::accumulate(by_worker.begin(), by_worker.end(), std::size_t{0}) == parts
                            ? 0
                            : 1;
                }
            });
        for (std::thread& asker : askers)
            asker.join();
        CHECK(wrong == 0);
    }
}

TEST_CASE("a helper takes parts while the asker is at one", "[search][threads]") {
    Helpers helpers(1);
    std::atomic<bool> helped = false;
    helpers.share(2, [&](std::size_t, std::size_t worker) {
        if (worker == 1) {
            helped = true;
            helped.notify_all();
        } else {
            helped.wait(false); // or no end ever comes
        }
    });
    CHECK(helped);
}

TEST_CASE("who asks beside as many others as there are helpers does it alone",
          "[search][threads]") {
    Helpers helpers(1);
    const Helpers::Asker one(helpers);
    const Helpers::Asker other(helpers);
    std::vector<std::size_t> workers;
    helpers.share(100, [&](std::size_t, std::size_t worker) { workers.push_back(worker); });
    CHECK(workers == std::vector<std::size_t>(100, 0));
}

TEST_CASE("what a part throws comes to the asker, and others may ask again", "[search][threads]") {
    Helpers helpers(2);
    for (int i = 0; i < 100; ++i)
        CHECK_THROWS_AS(helpers.share(50,
                                      [](std::size_t part, std::size_t) {
                                          if (part % 10 == 5)
                                              throw std::runtime_error("no");
                                      }),
                        std::runtime_error);
    std::atomic<int> done = 0;
    helpers.share(7, [&](std::size_t, std::size_t) { ++done; });
    CHECK(done == 7);
}
