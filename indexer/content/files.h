#pragma once
// Which files of a folder are articles, and how an unusable one is reported. Internal to this room.

#include <filesystem>
#include <functional>
#include <vector>

#include "indexer/base/result.h"
#include "indexer/content/store.h"

namespace lotse::content {

/// Regular files below the folder that `wanted` accepts, sorted, relative to it. Folders that
/// `entered` refuses are left out whole.
Result<std::vector<std::filesystem::path>>
walk_files(const std::filesystem::path& folder,
           const std::function<bool(const std::filesystem::path&)>& entered,
           const std::function<bool(const std::filesystem::path&)>& wanted);

/// Article files below the folder, sorted, relative to it. Names that start with '.' or '_' and
/// README.md are not articles.
Result<std::vector<std::filesystem::path>> article_files(const std::filesystem::path& folder);

/// The finding for a file that could not be read or parsed; takes the line out of "line N: …".
Finding unusable_file(const std::filesystem::path& path, const Error& error);

} // namespace lotse::content
