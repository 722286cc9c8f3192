#pragma once
// Reads tickets to import from a file of JSON lines, one ticket a line. The keys are those of
// corpus/tickets/; corpus/README.md describes them.

#include <filesystem>
#include <string_view>
#include <vector>

#include "tickets/import.h"

namespace lotse::tickets::cli {

/// One line. invalid_argument names the key that is missing or wrong.
Result<ImportedTicket> parse_ticket(std::string_view line);

/// The whole file; the error names file and line.
Result<std::vector<ImportedTicket>> read_tickets(const std::filesystem::path& file);

} // namespace lotse::tickets::cli
