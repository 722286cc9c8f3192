#pragma once
// Questions that many have asked: what may be told to the next visitor of what others searched.
// Nothing leaves here that fewer than `least_visitors` different visitors typed in the same words,
// nothing that was not answered, and nothing from which personal data had to be taken out.

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

#include "tickets/database.h"

namespace lotse::tickets {

struct AskedQuery {
    /// The widest first. A question belongs to the first one that, with all before it, has enough
    /// visitors; searches of other audiences do not count.
    std::vector<std::string> audiences{};
    std::int64_t least_visitors = 3;
    Milliseconds within = std::chrono::hours{24 * 180}; // older searches do not count
    int limit = 2000;
};

struct AskedOften {
    std::string text{}; // as most of them wrote it
    std::string lang{};
    std::string audience{};
    std::int64_t times = 0;
    std::vector<std::string>
        answers{}; // documents, the most opened first, then as shown; at most 3

    bool operator==(const AskedOften&) const = default;
};

/// The most asked first. Letters are compared without regard to capitals, spaces and the question
/// mark. A visitor who comes back on another day counts as another one (SearchRecord::visitor).
Result<std::vector<AskedOften>> asked_often(Database& database, const AskedQuery& query);

} // namespace lotse::tickets
