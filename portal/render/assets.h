#pragma once
// Static files of the portal, compiled in. Their address holds a fingerprint of their bytes, so
// they may be cached for ever. Thread-safe.

#include <string>
#include <string_view>

namespace lotse::portal {

struct Asset {
    std::string_view bytes;
    std::string_view gzipped;
    std::string_view content_type;
    std::string_view etag; // without quotes
};

/// Address of a file by its plain name: "portal.css" → "/static/portal.0123456789ab.css". Throws
/// std::logic_error for a name that does not exist.
std::string asset_url(std::string_view name);

/// The file that an address names ("/static/…", fingerprint and all), or null.
const Asset* find_asset(std::string_view url);

} // namespace lotse::portal
