#pragma once
// A clock that moves only when the test says so.

#include <atomic>

#include "indexer/base/clock.h"

namespace lotse::testing {

class ManualClock final : public Clock {
  public:
    explicit ManualClock(TimePoint start = TimePoint{Milliseconds{1'764'000'000'000}})
        : start_(start) {}

    TimePoint now() const override { return start_ + Milliseconds{elapsed_.load()}; }
    std::chrono::steady_clock::time_point steady() const override {
        return std::chrono::steady_clock::time_point{} + Milliseconds{elapsed_.load()};
    }
    void advance(Milliseconds by) { elapsed_ += by.count(); }

  private:
    TimePoint start_;
    std::atomic<Milliseconds::rep> elapsed_{0};
};

} // namespace lotse::testing
