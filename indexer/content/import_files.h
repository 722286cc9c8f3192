#pragma once
// What the importers share. Internal to this room.

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/base/result.h"
#include "indexer/content/article.h"
#include "indexer/content/import.h"

namespace lotse::content {

/// Files below `folder` with one of the endings, sorted, relative to it. Fails when there is none.
Result<std::vector<std::filesystem::path>> files_below(const std::filesystem::path& folder,
                                                       const std::vector<std::string>& endings);

/// "de" or "en" from a folder or file name on the way ("C" and "en-US" are English), else empty.
std::string language_of_path(const std::filesystem::path& path);

/// White space runs as one blank, none at the ends.
std::string one_line(std::string_view text);

Finding left_out(const std::filesystem::path& path, const std::string& what, std::string remedy);

/// Writes out/<lang>/<id>.md and counts it; an article that would not be readable is a finding.
Status write_imported(const std::filesystem::path& out, Article article, ImportReport& report);

} // namespace lotse::content
