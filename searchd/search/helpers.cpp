#include "searchd/search/helpers.h"

#include <algorithm>
#include <chrono>
#include <exception>

namespace lotse::search {

namespace {

constexpr std::size_t most_helpers = 3;
constexpr std::chrono::microseconds awake_for{200};

/// Until `is_so`, for a moment at most.
template <class IsSo>
void stay_awake(IsSo&& is_so) {
    const auto until = std::chrono::steady_clock::now() + awake_for;
    while (!is_so() && std::chrono::steady_clock::now() < until)
        std::this_thread::yield();
}

} // namespace

struct Helpers::Job {
    const Work& work;
    std::size_t parts;
    std::atomic<std::size_t> next{0};    // part that nobody has begun
    std::atomic<std::size_t> helping{0}; // changed with the mutex held, as is
    std::exception_ptr thrown;           // the first
};

std::size_t Helpers::for_this_machine() {
    const std::size_t processors = std::max(1U, std::thread::hardware_concurrency());
    return std::min(processors - 1, most_helpers);
}

Helpers::Helpers(std::size_t threads) {
    for (std::size_t i = 0; i < threads; ++i)
        threads_.emplace_back([this, worker = i + 1] { help(worker); });
}

Helpers::~Helpers() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    wake_.notify_all();
    for (std::thread& thread : threads_)
        thread.join();
}

void Helpers::share(std::size_t parts, const Work& work) {
    Job job{.work = work, .parts = parts};
    bool shared = false;
    bool wakes = false;
    if (parts > 1 && askers_ <= threads_.size()) {
        const std::lock_guard lock(mutex_);
        if (job_ == nullptr) {
            job_ = &job;
            ++shared_;
            shared = true;
            wakes = asleep_ > 0;
        }
    }
    if (wakes)
        wake_.notify_all();
    work_on(job, 0);
    if (shared) {
        std::unique_lock lock(mutex_);
        job_ = nullptr;
        if (job.helping > 0) {
            lock.unlock();
            stay_awake([&] { return job.helping == 0; });
            lock.lock();
        }
        done_.wait(lock, [&] { return job.helping == 0; });
    }
    if (job.thrown)
        std::rethrow_exception(job.thrown);
}

void Helpers::share_out(std::size_t count, std::size_t at_once, const Work& work) {
    share((count + at_once - 1) / at_once, [&](std::size_t part, std::size_t worker) {
        const std::size_t end = std::min((part + 1) * at_once, count);
        for (std::size_t i = part * at_once; i < end; ++i)
            work(i, worker);
    });
}

void Helpers::help(std::size_t worker) {
    std::unique_lock lock(mutex_);
    const auto is_wanted = [&] { return job_ != nullptr && job_->next < job_->parts; };
    for (;;) {
        if (!is_wanted() && !stopping_) {
            const std::uint64_t since = shared_;
            lock.unlock();
            await_work(since);
            lock.lock();
        }
        ++asleep_;
        wake_.wait(lock, [&] { return stopping_ || is_wanted(); });
        --asleep_;
        if (stopping_)
            return;
        Job& job = *job_;
        ++job.helping;
        lock.unlock();
        work_on(job, worker);
        lock.lock();
        if (--job.helping == 0)
            done_.notify_all();
    }
}

void Helpers::await_work(std::uint64_t since) const {
    stay_awake([&] { return shared_ != since || askers_ == 0; });
}

void Helpers::work_on(Job& job, std::size_t worker) {
    try {
        for (std::size_t part = job.next++; part < job.parts; part = job.next++)
            job.work(part, worker);
    } catch (...) {
        job.next = job.parts;
        const std::lock_guard lock(mutex_);
        if (!job.thrown)
            job.thrown = std::current_exception();
    }
}

} // namespace lotse::search
