#pragma once
// Writing the history, inside the transaction of the change it tells of.

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "indexer/base/clock.h"
#include "tickets/actor.h"

namespace soci {
class session;
}

namespace lotse::tickets {

/// A detail of an entry. Never a body, an address or a secret: history is kept when people go.
struct Fact {
    std::string_view key;
    std::variant<std::int64_t, std::string> value;
};

struct HistoryEntry {
    std::optional<TicketNumber> ticket{};
    const Actor& actor;
    std::string_view event{};
    std::vector<Fact> facts{};
};

void append_history(soci::session& sql, TimePoint at, const HistoryEntry& entry);

/// What the hash of a row covers, in a form that no other row can have.
struct ChainedRow {
    std::int64_t id = 0;
    std::int64_t ticket = 0;
    TimePoint at{};
    std::int64_t actor_id = 0;
    std::string actor{};
    std::string event{};
    std::string detail{};
    std::string previous{};
};
std::string chain_hash(const ChainedRow& row);

} // namespace lotse::tickets
