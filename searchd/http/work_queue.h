#pragma once
// The workers and the two bounded queues they take from. Heavy work never holds up reading and
// searching: one worker looks to the heavy queue first, all others leave it alone.

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

#include "searchd/http/limits.h"

namespace lotse::http {

/// Every member may be called from any thread; stop() from one.
class WorkQueue {
  public:
    using Work = std::function<void()>; // must not throw

    struct Options {
        std::size_t workers = 4;
        std::size_t waiting_interactive = 256;
        std::size_t waiting_heavy = 16;
    };

    explicit WorkQueue(const Options& options);
    ~WorkQueue();
    WorkQueue(const WorkQueue&) = delete;
    WorkQueue& operator=(const WorkQueue&) = delete;

    /// False when the queue of that lane is full.
    bool push(Lane lane, Work work);

    std::size_t waiting(Lane lane) const;

    /// Everything queued is still done; then the workers end.
    void stop();

  private:
    /// Workers with nothing to do. Each work wakes one of them: to wake all costs more than most
    /// answers.
    struct Asleep {
        std::condition_variable changed;
        std::size_t count = 0;
        std::size_t called = 0; // have been notified and are not awake yet; no longer counted

        /// With the mutex held. True when somebody is called, whom changed.notify_one() then wakes.
        bool call() {
            if (count == 0)
                return false;
            --count;
            ++called;
            return true;
        }
    };

    void run(bool prefers_heavy);
    bool take(bool prefers_heavy, Work& work);
    void sleep(Asleep& among, std::unique_lock<std::mutex>& lock) const;

    Options options_;
    mutable std::mutex mutex_;
    Asleep heavy_worker_;
    Asleep others_;
    std::deque<Work> interactive_;
    std::deque<Work> heavy_;
    bool stopping_ = false;
    std::vector<std::thread> threads_;
};

} // namespace lotse::http
