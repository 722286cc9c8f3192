#pragma once
// Looking for words in the bytes of files: what a person with a disk in hand would find.

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

namespace lotse::testing {

inline std::string bytes_of(const std::filesystem::path& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

inline std::string lower(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return text;
}

/// "tickets.db-wal: Vogelsang" for each file below `folder` and each word in it, without regard to
/// the case of ASCII letters.
inline std::vector<std::string> found_in_files(const std::filesystem::path& folder,
                                               const std::vector<std::string>& words) {
    std::vector<std::string> found;
    std::error_code ignored; // files come and go while a daemon works
    for (std::filesystem::recursive_directory_iterator it(folder, ignored), end; it != end;
         it.increment(ignored)) {
        if (!it->is_regular_file(ignored))
            continue;
        const std::string bytes = lower(bytes_of(it->path()));
        for (const std::string& word : words)
            if (bytes.find(lower(word)) != std::string::npos)
                found.push_back(it->path().lexically_relative(folder).string() + ": " + word);
    }
    return found;
}

} // namespace lotse::testing
