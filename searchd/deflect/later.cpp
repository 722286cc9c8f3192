#include "searchd/deflect/later.h"

#include <algorithm>

namespace lotse::deflect {

Later::Later(std::size_t most, Gather gather)
    : most_(most), gather_(gather), thread_([this] { run(); }) {}

Later::~Later() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    to_do_.notify_one();
    thread_.join();
}

void Later::add(std::function<void()> work) {
    std::unique_lock lock(mutex_);
    done_with_.wait(lock, [&] { return waiting_.size() < most_; });
    waiting_.push_back(std::move(work));
    ++added_;
    const bool wakes = waiting_.size() == 1 || enough();
    lock.unlock();
    if (wakes)
        to_do_.notify_one();
}

void Later::settle() const {
    std::unique_lock lock(mutex_);
    const std::uint64_t until = added_;
    ++settling_;
    to_do_.notify_one();
    done_with_.wait(lock, [&] { return done_ >= until; });
    --settling_;
}

/// Whether there is no point in waiting for more.
bool Later::enough() const {
    return stopping_ || settling_ > 0 || waiting_.size() >= std::min(gather_.pieces, most_);
}

void Later::run() {
    std::unique_lock lock(mutex_);
    while (true) {
        to_do_.wait(lock, [&] { return stopping_ || !waiting_.empty(); });
        if (waiting_.empty())
            return;
        to_do_.wait_for(lock, gather_.at_most, [&] { return enough(); });
        for (std::size_t left = waiting_.size(); left > 0; --left) {
            const auto work = std::move(waiting_.front());
            waiting_.pop_front();
            lock.unlock();
            work();
            lock.lock();
            ++done_;
            done_with_.notify_all();
        }
    }
}

} // namespace lotse::deflect
