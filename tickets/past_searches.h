#pragma once
// What has been searched lately, each wording once: for asking it again of something that is not
// published yet. Text is as the search log keeps it, scrubbed.

#include <cstdint>
#include <string>
#include <vector>

#include "tickets/database.h"

namespace lotse::tickets {

struct PastSearch {
    std::string text{};
    std::string lang{};
    std::string audience{}; // the class of documents that could be found: "public", …
    std::int64_t times = 0;
    std::int64_t failed = 0; // of these (failure.h)
    TimePoint last{};

    bool operator==(const PastSearch&) const = default;
};

/// At most `limit`: one half the wordings that failed most often, the rest those that were asked
/// most often; among equals the later one first. Looks at the newest `newest` searches alone, so
/// that it costs the same however much has been searched. The order is that in which they are worth
/// asking: a failed one, then an asked one, and so on.
Result<std::vector<PastSearch>> past_searches(Database& database, int limit, int newest = 20'000);

} // namespace lotse::tickets
