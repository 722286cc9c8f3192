#include "indexer/index/parallel_internal.h"

#include <algorithm>
#include <exception>
#include <optional>
#include <thread>
#include <vector>

namespace lotse::index {

namespace {

// What the threads of one in_parallel() share.
struct Shared {
    std::atomic<std::size_t> next{0};
    std::atomic<bool> failed{false};
    std::mutex mutex;
    std::optional<Error> error;
    std::exception_ptr thrown;

    void fail(const Error& with) {
        const std::lock_guard lock(mutex);
        if (!error)
            error = with;
        failed = true;
    }
    void fail(std::exception_ptr with) {
        const std::lock_guard lock(mutex);
        if (!thrown)
            thrown = std::move(with);
        failed = true;
    }
};

} // namespace

Status in_parallel(std::size_t total, std::size_t step, unsigned threads,
                   const std::function<Status(std::size_t, std::size_t)>& work) {
    Shared shared;
    const auto run = [&] {
        try {
            while (!shared.failed) {
                const std::size_t begin = shared.next.fetch_add(step);
                if (begin >= total)
                    return;
                if (const auto done = work(begin, std::min(begin + step, total)); !done)
                    shared.fail(done.error());
            }
        } catch (...) {
            shared.fail(std::current_exception());
        }
    };
    const std::size_t ranges = (total + step - 1) / step;
    std::vector<std::jthread> helpers;
    for (std::size_t i = 1; i < std::min<std::size_t>(threads, ranges); ++i)
        helpers.emplace_back(run);
    run();
    helpers.clear(); // joins
    if (shared.thrown)
        std::rethrow_exception(shared.thrown);
    if (shared.error)
        return *shared.error;
    return Done{};
}

void Meter::start(Progress::Stage stage, std::size_t total) {
    const std::lock_guard lock(mutex_);
    progress_ = Progress{stage, 0, total, 0, 0};
    started_ = told_ = clock_.steady();
    if (listener_ && total > 0)
        listener_(progress_);
}

void Meter::add(std::size_t done) {
    const std::lock_guard lock(mutex_);
    progress_.done += done;
    const auto now = clock_.steady();
    if (progress_.done == progress_.total || now - told_ >= Milliseconds{100})
        tell(now);
}

void Meter::tell(std::chrono::steady_clock::time_point now) {
    told_ = now;
    const double seconds = std::chrono::duration<double>(now - started_).count();
    if (seconds > 0 && progress_.done > 0) {
        progress_.per_second = static_cast<double>(progress_.done) / seconds;
        progress_.seconds_left =
            static_cast<double>(progress_.total - progress_.done) / progress_.per_second;
    }
    if (listener_)
        listener_(progress_);
}

} // namespace lotse::index
