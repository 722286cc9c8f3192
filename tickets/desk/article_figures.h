#pragma once
// What becomes of articles with those who read them: for editors who decide which to work on.

#include <cstdint>
#include <map>
#include <string>

#include "tickets/database.h"

namespace lotse::tickets {

struct ArticleFigures {
    std::int64_t opened = 0;     // by visitors, out of searches
    std::int64_t helped = 0;     // visitors who said so
    std::int64_t not_helped = 0; // and who said the opposite
    std::int64_t sent = 0;       // tickets that agents answered with it

    bool operator==(const ArticleFigures&) const = default;
};

/// Of all articles of which anything has happened since, by id. One search counts once. Takes about
/// a second for each million searches since.
Result<std::map<std::string, ArticleFigures>> article_figures(Database& database, TimePoint since);

} // namespace lotse::tickets
