#pragma once
// Counts different visitors without knowing any. A key is a hash of an address prefix and the
// browser's name under a random secret that lives in memory for one UTC day only: afterwards, or
// after a restart, nobody can tell whose it was, nor join it with another day's.

#include <array>
#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>

#include "indexer/base/clock.h"
#include "indexer/base/random.h"

namespace lotse::deflect {

struct Visitor {
    std::string address;    // IPv4 or IPv6 as text
    std::string user_agent; // as sent
};

/// "192.0.2.17" → "192.0.2.0/24", "2001:db8:1:2::7" → "2001:db8:1::/48"; anything else is
/// returned as it is. Neighbours count as one: rather too few visitors than too many.
std::string address_prefix(std::string_view address);

/// Any thread may call it.
class VisitorKeys {
  public:
    /// Both must outlive the object.
    VisitorKeys(const Clock& clock, Random& random);

    /// 22 characters; equal for the same visitor until midnight UTC.
    std::string key(const Visitor& visitor);

  private:
    std::array<unsigned char, 32> secret_of_today();

    const Clock& clock_;
    Random& random_;
    std::mutex mutex_;
    std::int64_t day_ = 0;                   // guarded by mutex_
    std::array<unsigned char, 32> secret_{}; // guarded by mutex_
};

} // namespace lotse::deflect
