#pragma once
// What readers say of an article, through a page or the API alike. Only what the voter may read can
// be voted on: of anything else his word is not kept, and nothing tells him.

#include <string>

#include "searchd/http/app.h"

namespace lotse::http {

Status cast_vote(const App& app, const Call& call, const std::string& article, bool helped);

/// Why it did not help; errors as ArticleVotes::explain().
Status explain_vote(const App& app, const Call& call, const std::string& article,
                    const std::string& reason, std::string_view remark);

} // namespace lotse::http
