#pragma once
// Saving an article, whichever face it comes through.

#include <string>
#include <variant>

#include "indexer/content/article.h"
#include "searchd/http/app.h"

namespace lotse::http {

/// The article as it is now, found by search from here on; or what stood in the way: stale_edit
/// when it is no longer the revision of `expected_hash` (empty: a new one), personal_data in its
/// fields when it is to be published and was written for a ticket. Then nothing is changed.
std::variant<content::Article, Problem> save_article(const App& app, content::Article article,
                                                     const std::string& expected_hash);

} // namespace lotse::http
