#pragma once
// The product's own sources, as text.

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

namespace lotse::arch {

struct Include {
    std::string target;
    bool quoted = false; // "…" and not <…>
};

struct Source {
    std::string path; // from the top of the tree, with '/'
    std::string text;

    bool is_header() const { return path.ends_with(".h"); }

    std::vector<Include> includes() const {
        std::vector<Include> found;
        std::istringstream lines(text);
        for (std::string line; std::getline(lines, line);) {
            if (!line.starts_with("#include "))
                continue;
            const bool quoted = line.size() > 9 && line[9] == '"';
            const auto end = line.find(quoted ? '"' : '>', 10);
            found.push_back({line.substr(10, end - 10), quoted});
        }
        return found;
    }
};

inline std::vector<Source> product_sources() {
    namespace fs = std::filesystem;
    const fs::path top = LOTSE_SOURCE_DIR;
    std::vector<Source> sources;
    for (const char* folder : {"indexer", "searchd", "tickets", "portal"}) {
        for (const auto& entry : fs::recursive_directory_iterator(top / folder)) {
            const auto extension = entry.path().extension();
            if (extension != ".h" && extension != ".cpp")
                continue;
            std::ifstream in(entry.path(), std::ios::binary);
            std::ostringstream bytes;
            bytes << in.rdbuf();
            sources.push_back({fs::relative(entry.path(), top).generic_string(), bytes.str()});
        }
    }
    return sources;
}

} // namespace lotse::arch
