#pragma once
// The way back from Database::back_up: a database made of a backup, where there is none yet.

#include <filesystem>

#include "tickets/audit.h"
#include "tickets/database.h"

namespace lotse::tickets {

/// Copies the backup to the place that `to` names, brings it to this version's schema and checks
/// its pages and the chain of its history before it can be opened there; what the chain holds.
/// conflict when something is there already, corrupt when the backup is damaged or is none. A
/// PostgreSQL database says how its own tools do it.
Result<AuditReport> restore(const std::filesystem::path& backup, const DatabaseOptions& to,
                            const Clock& clock, Random& random);

} // namespace lotse::tickets
