#pragma once
// What several subcommands open: the ticket database, and the wish to stop.

#include <atomic>
#include <filesystem>
#include <memory>
#include <string>

#include "indexer/base/clock.h"
#include "indexer/base/random.h"
#include "indexer/base/result.h"
#include "tickets/database.h"

namespace lotse::cli {

/// Null for an empty place, which is a file or a PostgreSQL address. A file that is not there is an
/// error: the indexer makes none.
Result<std::unique_ptr<tickets::Database>> open_tickets(const std::string& place,
                                                        const Clock& clock, Random& random);

/// Becomes true on SIGTERM or SIGINT from the first call on.
const std::atomic<bool>& stop_wish();

/// Sleeps that long, or until the wish to stop comes.
void wait_or_stop(Milliseconds time);

} // namespace lotse::cli
