#include "searchd/http/work_queue.h"

#include <algorithm>
#include <utility>

namespace lotse::http {

WorkQueue::WorkQueue(const Options& options) : options_(options) {
    const std::size_t count = std::max<std::size_t>(1, options.workers);
    for (std::size_t i = 0; i < count; ++i)
        threads_.emplace_back([this, i] { run(i == 0); });
}

WorkQueue::~WorkQueue() {
    stop();
}

bool WorkQueue::push(Lane lane, Work work) {
    Asleep* called = nullptr;
    {
        const std::scoped_lock lock(mutex_);
        auto& queue = lane == Lane::heavy ? heavy_ : interactive_;
        const auto limit =
            lane == Lane::heavy ? options_.waiting_heavy : options_.waiting_interactive;
        if (stopping_ || queue.size() >= limit)
            return false;
        queue.push_back(std::move(work));
        // Where nobody sleeps who may do it, one that is awake finds it.
        if (lane != Lane::heavy && others_.call())
            called = &others_;
        else if (heavy_worker_.call())
            called = &heavy_worker_;
    }
    if (called != nullptr)
        called->changed.notify_one();
    return true;
}

std::size_t WorkQueue::waiting(Lane lane) const {
    const std::scoped_lock lock(mutex_);
    return lane == Lane::heavy ? heavy_.size() : interactive_.size();
}

void WorkQueue::stop() {
    {
        const std::scoped_lock lock(mutex_);
        stopping_ = true;
    }
    heavy_worker_.changed.notify_all();
    others_.changed.notify_all();
    for (auto& thread : threads_)
        if (thread.joinable())
            thread.join();
}

bool WorkQueue::take(bool prefers_heavy, Work& work) {
    const bool alone = options_.workers <= 1;
    auto* first = prefers_heavy ? &heavy_ : &interactive_;
    auto* second = prefers_heavy ? &interactive_ : &heavy_;
    // The others leave heavy work to the one worker: hashing passwords on all of them at once would
    // stop the searches that arrive a moment later.
    if (!prefers_heavy && !alone)
        second = nullptr;
    for (auto* queue : {first, second}) {
        if (queue == nullptr || queue->empty())
            continue;
        work = std::move(queue->front());
        queue->pop_front();
        return true;
    }
    return false;
}

void WorkQueue::sleep(Asleep& among, std::unique_lock<std::mutex>& lock) const {
    ++among.count;
    among.changed.wait(lock, [&] { return among.called > 0 || stopping_; });
    if (among.called > 0)
        --among.called;
}

void WorkQueue::run(bool prefers_heavy) {
    std::unique_lock lock(mutex_);
    for (;;) {
        Work work;
        if (take(prefers_heavy, work)) {
            lock.unlock();
            work();
            work = nullptr;
            lock.lock();
        } else if (stopping_) {
            return;
        } else {
            sleep(prefers_heavy ? heavy_worker_ : others_, lock);
        }
    }
}

} // namespace lotse::http
