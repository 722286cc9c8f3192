#pragma once
// Whole files in and out. Writing is atomic and durable: a temporary file beside the target, fsync,
// rename, fsync of the folder; a crash leaves either the old bytes or the new ones.

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>

#include "indexer/base/result.h"

namespace lotse {

/// Fails with too_large before reading when the file has more than `max_bytes`, with not_found, or
/// io.
Result<std::string> read_file(const std::filesystem::path& path, std::size_t max_bytes);

/// Fails with no_space when the disk is full, else io; the old file is then untouched.
Status write_file(const std::filesystem::path& path, std::string_view bytes);

/// errno as an Error about `path`: ENOSPC and EDQUOT are no_space, ENOENT not_found, else io.
Error file_error(int error_number, const std::string& what, const std::filesystem::path& path);

} // namespace lotse
