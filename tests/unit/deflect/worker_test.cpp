#include "searchd/deflect/worker.h"

#include <atomic>
#include <future>
#include <stdexcept>

#include "tests/support/catch.h"

using namespace lotse;
using namespace lotse::deflect;

namespace {

constexpr WorkerOptions never_by_itself{std::chrono::hours{1}, std::chrono::hours{1}};

/// A round whose outcome the test decides, and that tells when it has run.
class Rounds {
  public:
    explicit Rounds(Status outcome) : outcome_(std::move(outcome)) {}

    Status operator()() {
        const Status outcome = outcome_;
        ++count_;
        count_.notify_all();
        return outcome;
    }
    void wait_for(int count) const {
        for (int now = count_; now < count; now = count_)
            count_.wait(now);
    }
    int count() const { return count_; }

  private:
    Status outcome_;
    std::atomic<int> count_{0};
};

} // namespace

TEST_CASE("pauses grow with failures in a row and stay bounded", "[deflect]") {
    const WorkerOptions options{Milliseconds{300}, Milliseconds{1000}};
    CHECK(pause_after(0, options) == Milliseconds{300});
    CHECK(pause_after(1, options) == Milliseconds{600});
    CHECK(pause_after(2, options) == Milliseconds{1000});
    CHECK(pause_after(1'000'000, options) == Milliseconds{1000});
}

TEST_CASE("a worker starts at once, goes on when it is woken, and stops cleanly", "[deflect]") {
    Rounds rounds{Done{}};
    NullLog log;
    Worker worker([&] { return rounds(); }, never_by_itself, log);
    rounds.wait_for(1);
    worker.wake();
    rounds.wait_for(2);
    worker.stop();
    worker.stop();
    const int ended = rounds.count();
    worker.wake();
    CHECK(rounds.count() == ended);
    CHECK_FALSE(worker.trouble());
}

TEST_CASE("a worker outlives errors and exceptions, and says what is wrong", "[deflect]") {
    std::atomic<int> round{0};
    NullLog log;
    Rounds counted{Done{}};
    Worker worker(
        [&]() -> Status {
            const Status ran = counted();
            switch (round++) {
            case 0:
                return Error{Code::locked, "somebody builds", ""};
            case 1:
                throw std::runtime_error("a bug");
            default:
                return ran;
            }
        },
        WorkerOptions{Milliseconds{1}, Milliseconds{2}}, log);
    counted.wait_for(4); // the third went well, and was noted before the fourth began
    worker.stop();
    CHECK_FALSE(worker.trouble());

    Rounds failing{Error{Code::io, "no disk", ""}};
    Worker broken([&] { return failing(); }, never_by_itself, log);
    failing.wait_for(1);
    broken.stop();
    REQUIRE(broken.trouble());
    CHECK(broken.trouble()->code == Code::io);
}
