#pragma once
// Time, handed in. Wall time is for display, records and SLAs; steady time is for deadlines and
// throttles, because it never jumps.

#include <chrono>
#include <string>
#include <string_view>

#include "indexer/base/result.h"

namespace lotse {

/// UTC, in milliseconds.
using TimePoint = std::chrono::sys_time<std::chrono::milliseconds>;
using Milliseconds = std::chrono::milliseconds;

/// Implementations are safe to call from any thread.
class Clock {
  public:
    virtual ~Clock() = default;
    virtual TimePoint now() const = 0;
    virtual std::chrono::steady_clock::time_point steady() const = 0;
};

class SystemClock final : public Clock {
  public:
    TimePoint now() const override;
    std::chrono::steady_clock::time_point steady() const override;
};

/// "2026-11-24T08:15:30.123Z"; the milliseconds are left out when they are zero.
std::string to_iso8601(TimePoint time);

/// Reads "2026-11-24", "2026-11-24T08:15:30Z", with or without fraction, or with "+01:00".
Result<TimePoint> parse_iso8601(std::string_view text);

} // namespace lotse
