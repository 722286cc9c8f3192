#pragma once
// The sites that may embed us: whose pages may frame the contact form and read what is public. The
// setting embed_origins names them; all others get what every stranger's page gets, nothing.

#include <string>
#include <string_view>
#include <vector>

#include "searchd/http/router.h"

namespace lotse::http {

/// Our pages' Content-Security-Policy; `framers` may show them in a frame, nobody when empty.
std::string content_policy(const std::vector<std::string>& framers);

/// The answer may be read by pages of `origins` (CORS), without anybody's cookies; `origin` is the
/// one that asks. For what is public and only asked for, errors among it.
void let_sites_read(Response& response, const std::vector<std::string>& origins,
                    std::string_view origin);

/// For files that such pages load: a script, a style sheet.
void let_anyone_load(Response& response);

/// Adds to what is there already: caches keep one answer for each value of these headers.
void vary_by(Response& response, std::string_view header);

} // namespace lotse::http
