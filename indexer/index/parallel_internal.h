#pragma once
// Work on a range of numbers by several threads, and a meter that says how far it got.

#include <atomic>
#include <chrono>
#include <cstddef>
#include <functional>
#include <mutex>

#include "indexer/base/clock.h"
#include "indexer/base/result.h"
#include "indexer/index/builder.h"

namespace lotse::index {

/// Calls work(begin, end) for consecutive ranges of at most `step` below `total`. The first Error
/// ends it (running ranges finish) and is the answer; an exception is thrown again here.
Status in_parallel(std::size_t total, std::size_t step, unsigned threads,
                   const std::function<Status(std::size_t begin, std::size_t end)>& work);

/// Thread-safe. Tells `listener` at most about ten times a second, and at the end of each stage.
class Meter {
  public:
    Meter(std::function<void(const Progress&)> listener, const Clock& clock)
        : listener_(std::move(listener)), clock_(clock) {}

    void start(Progress::Stage stage, std::size_t total);
    void add(std::size_t done);

  private:
    void tell(std::chrono::steady_clock::time_point now);

    std::function<void(const Progress&)> listener_;
    const Clock& clock_;
    std::mutex mutex_;
    Progress progress_;
    std::chrono::steady_clock::time_point started_;
    std::chrono::steady_clock::time_point told_;
};

} // namespace lotse::index
