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

/// Addresses of files in the house's own colour; empty ones are the portal's own files.
struct Look {
    std::string css{};
    std::string icon{};

    std::string css_url() const { return css.empty() ? asset_url("portal.css") : css; }
    std::string icon_url() const { return icon.empty() ? asset_url("icon.svg") : icon; }
};

/// The file that an address names ("/static/…", fingerprint and all), or null.
const Asset* find_asset(std::string_view url);

} // namespace lotse::portal
