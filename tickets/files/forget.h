#pragma once
// The bytes of attachments whose rows went with their person.

#include <filesystem>
#include <string>
#include <vector>

#include "tickets/database.h"

namespace lotse::tickets {

/// Removes those of the files that no row names any more; what another ticket has too stays.
Status forget_files(Database& database, const std::filesystem::path& folder,
                    const std::vector<std::string>& hashes);

} // namespace lotse::tickets
