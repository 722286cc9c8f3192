#pragma once
// How a search ended is told by what comes after it (failure.h): the next search of its trail, or
// time. Inside the caller's transaction.

#include <optional>
#include <string>

#include "tickets/gaps_internal.h"

namespace lotse::tickets {

struct NextSearch {
    std::string trail;
    std::string text;
    std::string topic;
    std::string lang;
    TimePoint at{};
};

/// Decides how the search before it in the trail ended. When `next` only goes on typing that one,
/// it is not decided but returned: it is to be replaced.
Result<std::optional<SearchId>> settle_before(soci::session& sql, const Database& database,
                                              GapCounter& counter, const NextSearch& next);

/// Decides searches that nothing has come after for as long as a trail lasts, at most `limit`, and
/// forgets who was signed in; how many were decided.
Result<std::size_t> settle_by_time(soci::session& sql, const Database& database, int limit);

} // namespace lotse::tickets
