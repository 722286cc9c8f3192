#pragma once
// How often a source may ask: a token bucket for each kind of request and each source. A bucket
// that is full again is forgotten, so the memory follows the traffic, and there is a cap on it.

#include <array>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

#include "indexer/base/clock.h"
#include "indexer/base/result.h"
#include "searchd/http/router.h"

namespace lotse::http {

/// `count` in `per`, and `burst` at once. A count of 0 means no limit.
struct Rate {
    double count = 0;
    Milliseconds per{1'000};
    double burst = 0;

    bool operator==(const Rate&) const = default;
};

/// Reads "5/s", "20/s burst 40", "5/h", "30/min", "0" (no limit). Without a burst it is the count.
Result<Rate> parse_rate(std::string_view text);

using RateTable = std::array<Rate, rate_classes>;

/// Any thread.
class RateLimiter {
  public:
    RateLimiter(const RateTable& rates, const Clock& clock) : rates_(rates), clock_(clock) {}

    /// Zero when the request may go on, else how long to wait.
    Milliseconds take(RateClass rate, std::string_view source);

    /// New limits from now on; what was used stays used.
    void change(const RateTable& rates);

  private:
    using Point = std::chrono::steady_clock::time_point;
    struct Bucket {
        double tokens = 0;
        Point at{};
    };

    void forget_full(Point now);
    double refilled(const Bucket& bucket, const Rate& rate, Point now) const;

    std::mutex mutex_;
    RateTable rates_;
    const Clock& clock_;
    std::unordered_map<std::string, Bucket> buckets_; // key: class, then source
};

} // namespace lotse::http
