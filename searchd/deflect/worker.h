#pragma once
// The thread that keeps the loop turning. It outlives every error: what fails is logged and tried
// again, after longer and longer pauses.

#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>

#include "indexer/base/clock.h"
#include "indexer/base/log.h"
#include "indexer/base/result.h"

namespace lotse::deflect {

struct WorkerOptions {
    Milliseconds poll{300};            // between two looks when nothing wakes it
    Milliseconds longest_pause{30000}; // after errors
};

/// The pause before the next round after `failures` failed ones in a row: doubling, bounded.
Milliseconds pause_after(int failures, const WorkerOptions& options);

class Worker {
  public:
    /// Starts at once. `round` does one round of work (Loop::step); `log` must outlive the worker.
    Worker(std::function<Status()> round, WorkerOptions options, Log& log);
    /// Stops.
    ~Worker();
    Worker(const Worker&) = delete;
    Worker& operator=(const Worker&) = delete;

    /// Something has changed: do not wait for the next look. Any thread.
    void wake();

    /// Ends after the round that is running; returns when the thread is gone.
    void stop();

    /// Why the last round failed; nullopt when it went well or none has ended yet.
    std::optional<Error> trouble() const;

  private:
    void run();
    Status guarded_round();
    void note(const Status& outcome);

    std::function<Status()> round_;
    WorkerOptions options_;
    Log& log_;
    mutable std::mutex mutex_;
    std::condition_variable wakened_;
    bool awake_ = false;           // guarded by mutex_
    bool stopping_ = false;        // guarded by mutex_
    int failures_ = 0;             // in a row; guarded by mutex_
    std::optional<Error> trouble_; // guarded by mutex_
    std::thread thread_;           // last: it uses everything above
};

} // namespace lotse::deflect
