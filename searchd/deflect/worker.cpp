#include "searchd/deflect/worker.h"

#include <algorithm>
#include <exception>

namespace lotse::deflect {

Milliseconds pause_after(int failures, const WorkerOptions& options) {
    Milliseconds pause = options.poll;
    for (int i = 0; i < failures && pause < options.longest_pause; ++i)
        pause *= 2;
    return std::min(pause, std::max(options.poll, options.longest_pause));
}

Worker::Worker(std::function<Status()> round, WorkerOptions options, Log& log)
    : round_(std::move(round)), options_(options), log_(log), thread_([this] { run(); }) {}

Worker::~Worker() {
    stop();
}

void Worker::wake() {
    const std::lock_guard lock(mutex_);
    awake_ = true;
    wakened_.notify_one();
}

void Worker::stop() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
        wakened_.notify_one();
    }
    if (thread_.joinable())
        thread_.join();
}

std::optional<Error> Worker::trouble() const {
    const std::lock_guard lock(mutex_);
    return trouble_;
}

void Worker::run() {
    std::unique_lock lock(mutex_);
    while (!stopping_) {
        awake_ = false;
        lock.unlock();
        const Status outcome = guarded_round();
        lock.lock();
        note(outcome);
        wakened_.wait_for(lock, pause_after(failures_, options_),
                          [this] { return awake_ || stopping_; });
    }
}

Status Worker::guarded_round() {
    try {
        return round_();
    } catch (const std::exception& bug) {
        return Error{Code::internal, bug.what(), "please report this"};
    }
}

/// Called with the mutex held. The same trouble again and again is one line in the log.
void Worker::note(const Status& outcome) {
    if (outcome) {
        if (trouble_)
            log_.info("loop_recovered", {{"failures", std::to_string(failures_)}});
        failures_ = 0;
        trouble_.reset();
        return;
    }
    ++failures_;
    if (trouble_ != outcome.error())
        log_.warning("loop_failed", {{"code", name(outcome.error().code)},
                                     {"reason", outcome.error().to_string()}});
    trouble_ = outcome.error();
}

} // namespace lotse::deflect
