#pragma once
// Rows of gaps as they are moved and counted anew, inside the caller's transaction.

#include <optional>
#include <string>
#include <vector>

#include "tickets/database.h"
#include "tickets/search_log.h"

namespace lotse::tickets {

struct GapRow {
    GapId id{};
    GapState state = GapState::open;
    std::optional<TicketNumber> ticket{};
};

/// not_found when there is none, conflict when it is merged.
Result<GapRow> load_gap(soci::session& sql, GapId id);

/// Counts searches, visitors, questions, days and times of a gap anew from its searches.
void recount_gap(soci::session& sql, GapId id);

/// The day of gap_days: days since 1970, UTC.
std::int64_t gap_day(TimePoint at);

/// The most that is read, shown and asked again of one gap; those asked most.
inline constexpr int most_gap_questions = 200;
/// The questions of a gap, the one asked most first.
std::vector<GapQuestion> questions_of(soci::session& sql, GapId gap, int most);

struct Wording {
    std::string topic{};
    std::string lang{};

    auto operator<=>(const Wording&) const = default;
};
std::vector<Wording> wordings_of(soci::session& sql, GapId gap);

/// The request that came first among those of the gap.
std::optional<TicketNumber> first_request(soci::session& sql, GapId gap);

} // namespace lotse::tickets
