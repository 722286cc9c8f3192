#include "searchd/deflect/later.h"

namespace lotse::deflect {

Later::Later(std::size_t most) : most_(most), thread_([this] { run(); }) {}

Later::~Later() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    changed_.notify_all();
    thread_.join();
}

void Later::add(std::function<void()> work) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return waiting_.size() < most_; });
    waiting_.push_back(std::move(work));
    ++added_;
    lock.unlock();
    changed_.notify_all();
}

void Later::settle() const {
    std::unique_lock lock(mutex_);
    const std::uint64_t until = added_;
    changed_.wait(lock, [&] { return done_ >= until; });
}

void Later::run() {
    std::unique_lock lock(mutex_);
    while (true) {
        changed_.wait(lock, [&] { return stopping_ || !waiting_.empty(); });
        if (waiting_.empty())
            return;
        const auto work = std::move(waiting_.front());
        waiting_.pop_front();
        lock.unlock();
        work();
        lock.lock();
        ++done_;
        changed_.notify_all();
    }
}

} // namespace lotse::deflect
