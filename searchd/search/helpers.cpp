#include "searchd/search/helpers.h"

#include <algorithm>
#include <exception>

namespace lotse::search {

namespace {

constexpr std::size_t most_helpers = 3;

} // namespace

struct Helpers::Job {
    const Work& work;
    std::size_t parts;
    std::atomic<std::size_t> next{0}; // part that nobody has begun
    std::size_t helping = 0;          // with the mutex held, as is
    std::exception_ptr thrown;        // the first
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
    if (parts > 1 && askers_ <= threads_.size()) {
        const std::lock_guard lock(mutex_);
        if (job_ == nullptr) {
            job_ = &job;
            shared = true;
        }
    }
    if (shared)
        wake_.notify_all();
    work_on(job, 0);
    if (shared) {
        std::unique_lock lock(mutex_);
        job_ = nullptr;
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
        wake_.wait(lock, [&] { return stopping_ || is_wanted(); });
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
