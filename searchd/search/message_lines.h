#pragma once
// The first step of reading a message: its lines, each for what it is.

#include <string>
#include <string_view>
#include <vector>

#include "indexer/analysis/letters.h"

namespace lotse::search {

struct OwnLines {
    std::string subject;            // of a mail header in the body; mostly empty
    std::vector<std::string> lines; // the writer's own; empty ones between paragraphs
};

/// Without tags and entities; text that is no HTML stays as it is.
std::string without_html(std::string_view text);

OwnLines own_lines(std::string_view body, const analysis::Letters& letters);

} // namespace lotse::search
