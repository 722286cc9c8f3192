#pragma once
// Whether a file is still what it was when it was read: cheaper than reading it again.

#include <cstdint>
#include <optional>
#include <string>

namespace lotse {

struct FileSign {
    std::uint64_t device = 0;
    std::uint64_t inode = 0;
    std::int64_t size = 0;
    std::int64_t changed = 0; // nanoseconds, by the clock of the file system
    std::int64_t renamed = 0; // or any other change of what is known about it, likewise

    bool operator==(const FileSign&) const = default;
};

/// Nullopt where there is no such file, or when it was changed in the last second: that clock ticks
/// some hundred times a second, and two changes between two ticks may look like one. Take it before
/// reading: a file with the same sign later is the one that was read. Thread-safe.
std::optional<FileSign> settled_sign(const std::string& path);

} // namespace lotse
