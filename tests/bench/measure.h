#pragma once
// What the benches make of what they measured.

#include <algorithm>
#include <filesystem>
#include <vector>

namespace lotse::bench {

/// The value that this share of the others is not above; `values` must not be empty.
inline double percentile(std::vector<double> values, double share) {
    std::ranges::sort(values);
    return values[static_cast<std::size_t>(share * static_cast<double>(values.size() - 1))];
}

/// All files of a folder, however deep, in millions of bytes.
inline double megabytes(const std::filesystem::path& folder) {
    double bytes = 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder))
        if (entry.is_regular_file())
            bytes += static_cast<double>(entry.file_size());
    return bytes / 1e6;
}

} // namespace lotse::bench
