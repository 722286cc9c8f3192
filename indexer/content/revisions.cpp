#include "indexer/content/revisions.h"

#include <algorithm>

#include <sys/stat.h>

#include "indexer/base/file.h"

namespace lotse::content {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view kept_in = ".revisions";

bool is_number(std::string_view text) {
    return !text.empty() && text.size() <= 9 &&
           text.find_first_not_of("0123456789") == std::string_view::npos;
}

TimePoint changed_at(const fs::path& path) {
    struct stat facts {};
    if (::stat(path.c_str(), &facts) != 0)
        return {};
    return TimePoint{Milliseconds{facts.st_mtim.tv_sec * 1000 + facts.st_mtim.tv_nsec / 1'000'000}};
}

} // namespace

Result<std::vector<Revision>> revisions(const fs::path& folder, std::string_view id) {
    std::vector<Revision> found;
    if (!is_article_id(id))
        return found;
    const fs::path kept = folder / kept_in / id;
    std::error_code failed;
    for (fs::directory_iterator at(kept, failed), end; !failed && at != end; at.increment(failed))
        if (const auto number = at->path().stem().string();
            at->path().extension() == ".md" && is_number(number))
            found.push_back({number, changed_at(at->path())});
    if (failed && failed != std::errc::no_such_file_or_directory)
        return Error{Code::io, "cannot read the former versions of '" + std::string(id) + "'",
                     "check the permissions of " + kept.string()};
    std::ranges::sort(found, {}, &Revision::number);
    return found;
}

Result<ParsedArticle> read_revision(const fs::path& folder, std::string_view id,
                                    std::string_view number) {
    if (!is_article_id(id) || !is_number(number))
        return Error{Code::not_found, "there is no such version", "see the list of versions"};
    return read_article(folder, fs::path(kept_in) / id / (std::string(number) + ".md"));
}

} // namespace lotse::content
