#pragma once
// What the editors' lists have in common: a line an entry, "#" starts a comment. A list with a
// fault is refused as a whole where it is used, and each fault is named where it is checked.

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/base/result.h"

namespace lotse::analysis {

struct ListFault {
    std::size_t line = 0; // from 1
    std::string message;
    std::string hint; // what to write instead

    bool operator==(const ListFault&) const = default;
};

/// Takes one entry, without its comment; a fault's line is filled in by who calls.
using ReadEntry = std::function<std::optional<ListFault>(std::string_view entry)>;

/// All faults, in order; entries behind a faulty one are read too.
std::vector<ListFault> read_entries(std::string_view text, const ReadEntry& read);

/// The first fault as an invalid_argument that names `source` and the line.
Status refuse_faults(const std::vector<ListFault>& faults, std::string_view source);

} // namespace lotse::analysis
