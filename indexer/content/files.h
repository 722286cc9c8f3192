#pragma once
// Which files of a folder are articles, and how an unusable one is reported. Internal to this room.

#include <filesystem>
#include <vector>

#include "indexer/base/result.h"
#include "indexer/content/store.h"

namespace lotse::content {

/// Article files below the folder, sorted, relative to it. Names that start with '.' or '_' and
/// README.md are not articles.
Result<std::vector<std::filesystem::path>> article_files(const std::filesystem::path& folder);

/// The finding for a file that could not be read or parsed; takes the line out of "line N: …".
Finding unusable_file(const std::filesystem::path& path, const Error& error);

} // namespace lotse::content
