#pragma once
// Former versions of articles, as write_article() keeps them: oldest first, never changed.

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/content/article.h"
#include "indexer/content/store.h"

namespace lotse::content {

struct Revision {
    std::string number;   // "000001": the first version that was replaced
    TimePoint replaced{}; // when a newer one took its place

    bool operator==(const Revision&) const = default;
};

/// Oldest first; none for an article that was never changed through here.
Result<std::vector<Revision>> revisions(const std::filesystem::path& folder, std::string_view id);

/// not_found for a number or an id that is none.
Result<ParsedArticle> read_revision(const std::filesystem::path& folder, std::string_view id,
                                    std::string_view number);

} // namespace lotse::content
