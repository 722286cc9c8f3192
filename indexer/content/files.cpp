#include "indexer/content/files.h"

#include <algorithm>
#include <cstdio>

#include "indexer/base/file.h"

namespace lotse::content {

namespace fs = std::filesystem;

Result<std::vector<fs::path>> walk_files(const fs::path& folder,
                                         const std::function<bool(const fs::path&)>& entered,
                                         const std::function<bool(const fs::path&)>& wanted) {
    std::error_code failed;
    fs::recursive_directory_iterator walk(folder, failed);
    if (failed)
        return file_error(failed.value(), "cannot read the folder", folder);
    std::vector<fs::path> files;
    for (const fs::recursive_directory_iterator end; walk != end; walk.increment(failed)) {
        if (failed)
            return file_error(failed.value(), "cannot read the folder", folder);
        if (walk->is_directory(failed) && !entered(walk->path()))
            walk.disable_recursion_pending();
        else if (walk->is_regular_file(failed) && wanted(walk->path()))
            files.push_back(walk->path().lexically_relative(folder));
    }
    std::ranges::sort(files);
    return files;
}

Result<std::vector<fs::path>> article_files(const fs::path& folder) {
    const auto shown = [](const fs::path& path) {
        const std::string name = path.filename().string();
        return !name.starts_with('.') && !name.starts_with('_');
    };
    return walk_files(folder, shown, [&](const fs::path& path) {
        return shown(path) && path.extension() == ".md" && path.filename() != "README.md";
    });
}

Finding unusable_file(const fs::path& path, const Error& error) {
    Finding finding{Severity::error, path, 0, "unusable", error.message, error.hint};
    std::size_t line = 0;
    int used = 0;
    if (std::sscanf(error.message.c_str(), "line %zu: %n", &line, &used) == 1 && used > 0) {
        finding.line = line;
        finding.message = error.message.substr(static_cast<std::size_t>(used));
    }
    return finding;
}

} // namespace lotse::content
