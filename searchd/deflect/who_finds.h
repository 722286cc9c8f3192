#pragma once
// Who would find an article, before it is published: what has really been searched is asked of the
// index as it is, and as it would be with the draft in it. The same engine answers both, as it
// would answer those who searched: what is said here is what will happen, as far as people go on
// asking as they did.

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "indexer/base/clock.h"
#include "indexer/base/result.h"
#include "indexer/content/article.h"
#include "searchd/search/engine.h"
#include "tickets/database.h"

namespace lotse::deflect {

/// A search that somebody made, or a question whose answer a solved ticket has verified.
struct PastQuestion {
    std::string text; // scrubbed
    std::string lang;
    search::Visibility asker = search::Visibility::everyone;
    std::int64_t times = 0;
    std::int64_t failed = 0;
    std::vector<std::string> verified{}; // documents that are known to answer it
};

/// Another document that stands behind the article from now on.
struct Displaced {
    index::Key key;
    std::string title;
    std::string lang;
    int before = 0;
    std::optional<int> after; // empty: not on the first page any more
    bool verified = false;    // though it is known to answer the search
};

/// What becomes of one search.
struct Outlook {
    PastQuestion search;
    std::optional<int>
        before;               // rank of the article as it is, among the first ten; empty: not there
    std::optional<int> after; // with the draft
    std::vector<Displaced> displaced{};
};

struct WhoFinds {
    std::size_t known = 0; // searches that there were to ask
    std::size_t asked = 0; // of these; the others for want of time
    std::size_t kept = 0;  // find the article as before
    /// Find it now, or higher up. Those that failed before first, then by rank, then by how often.
    std::vector<Outlook> gained;
    /// Found it among the first three, or at all, and no longer do.
    std::vector<Outlook> lost;
    /// Had another document first that is not any more, or among the first three and now is
    /// outside. Verified answers first, then by how often.
    std::vector<Outlook> displacing;
};

struct WhoFindsOptions {
    int most = 300;            // searches asked
    Milliseconds budget{3000}; // after so long no further one is begun
};

/// The article as it would be if it were published just so (a draft counts as published), asked by
/// those who may read it then; it stands in place of the article of its id, or, without one, beside
/// all that there are. invalid_argument for one that is archived or has neither title nor
/// text; too_large as index::from_article().
Result<WhoFinds> who_finds(tickets::Database& database, const search::Engine& engine,
                           content::Article article, const Clock& clock,
                           const WhoFindsOptions& options = {});

} // namespace lotse::deflect
