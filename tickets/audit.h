#pragma once
// The chain of history: each row holds the hash of the one before, so that editing, deleting or
// reordering rows shows.

#include "tickets/database.h"
#include "tickets/ids.h"

namespace lotse::tickets {

struct AuditReport {
    std::int64_t rows = 0;
    HistoryId first_bad; // zero when the chain is whole
    std::string fault;   // what is wrong with it
    bool operator==(const AuditReport&) const = default;
};

/// Walks the whole chain.
Result<AuditReport> verify_history(Database& database);

} // namespace lotse::tickets
