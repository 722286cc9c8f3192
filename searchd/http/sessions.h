#pragma once
// The one cookie of the portal: it holds a ticket's secret link, and nothing else ever does.

#include <string>
#include <string_view>

namespace lotse::http {

inline constexpr std::string_view ticket_cookie = "lotse_ticket";

/// The Set-Cookie value; Secure where customers come by https.
std::string ticket_cookie_value(std::string_view token, std::string_view base_url);

} // namespace lotse::http
