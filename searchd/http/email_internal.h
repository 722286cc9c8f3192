#pragma once
// Addresses as people type them into forms.

#include <string_view>

namespace lotse::http {

/// Enough to catch a slip; whether mail arrives only mail can tell.
inline bool looks_like_email(std::string_view text) {
    constexpr std::size_t most = 254; // RFC 5321, as corrected by erratum 1690
    const auto at = text.find('@');
    return at != std::string_view::npos && at > 0 && text.size() <= most &&
           text.find('.', at) != std::string_view::npos && !text.ends_with('.') &&
           text.find_first_of(" \t\r\n,;<>") == std::string_view::npos &&
           text.find('@', at + 1) == std::string_view::npos;
}

} // namespace lotse::http
