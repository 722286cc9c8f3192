#pragma once
// What search engines read of a page besides its text: schema.org objects as JSON-LD. Each is
// safe inside a script element: "<" is written as an escape.

#include <string>
#include <vector>

#include "portal/pages/views.h"

namespace lotse::http {

/// The site and where to search it.
std::string site_data(const portal::Frame& frame);

/// A TechArticle, and the way to it from the home page. Empty without a base address: addresses in
/// it are absolute.
std::vector<std::string> article_data(const portal::Frame& frame, const portal::ArticleView& view);

} // namespace lotse::http
