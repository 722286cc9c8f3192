#pragma once
// The numbered migrations of tickets/migrations/, compiled in, and what brings a database up to
// them.

#include <span>
#include <string_view>

#include "indexer/base/clock.h"
#include "indexer/base/result.h"

namespace soci {
class session;
}

namespace lotse::tickets {

class Backend;

struct Migration {
    int number;
    std::string_view name;
    std::string_view sql;
};

/// In order, from 1 without holes.
std::span<const Migration> migrations();

/// Applies what is missing; the caller holds the transaction. mismatch when the database knows
/// more migrations than we do.
Status migrate(soci::session& sql, const Backend& backend, TimePoint now);

} // namespace lotse::tickets
