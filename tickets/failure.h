#pragma once
// When has a search failed? The one table that says so, and the decisions that need what came after
// the search. The store writes by it, search reports by it, tickets/FAILED.md is printed from it.

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "indexer/base/clock.h"
#include "tickets/words.h"

namespace lotse::tickets {

/// A document that is left after less has not been read.
inline constexpr Milliseconds shortest_reading = std::chrono::seconds{10};
/// Who asks for the same in other words within this time has not found it.
inline constexpr Milliseconds asks_again_within = std::chrono::minutes{2};
/// What goes on writing the question before it within this time is still the same typing.
inline constexpr Milliseconds one_typing = std::chrono::seconds{5};
/// Two topics share so much (TopicIndex::alike) when one asks for the same as the other.
inline constexpr double same_question = 0.3;

struct FailureRule {
    Outcome outcome;
    bool failed;
    std::string_view when;    // what is seen
    std::string_view decided; // by what event or time
    std::string_view why;
};

/// In the order of Outcome.
std::span<const FailureRule> failure_rules();

/// The table as a Markdown page; tickets/FAILED.md is this text, and a test holds it to it.
std::string failure_as_markdown();

/// A search that was answered or opened, and what is known of it so far.
struct SeenSearch {
    Outcome outcome = Outcome::answered;
    TimePoint at{};
    std::optional<TimePoint> opened{};   // when a document was opened last
    std::optional<TimePoint> returned{}; // when the results were seen again after that
};

/// As what it counts once the trail has gone on to another search; `same`: for the same matter.
Outcome outcome_by_next(const SeenSearch& search, TimePoint next, bool same);

/// As what it counts when nothing has come after it.
Outcome outcome_by_time(const SeenSearch& search);

/// Whether `next` only goes on typing, or takes letters back: "wlan pass" after "wlan p".
bool same_typing(std::string_view text, TimePoint at, std::string_view next, TimePoint next_at);

} // namespace lotse::tickets
