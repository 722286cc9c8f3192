#pragma once
// The two cookies that there are. A customer's holds a ticket's secret link, and nothing else ever
// does; that of somebody who signed in at the desk holds a session's token.

#include <chrono>
#include <string>
#include <string_view>

namespace lotse::http {

inline constexpr std::string_view ticket_cookie = "lotse_ticket";

/// The Set-Cookie value; Secure where customers come by https.
std::string ticket_cookie_value(std::string_view token, std::string_view base_url);

inline constexpr std::string_view desk_cookie = "lotse_desk";

/// Lasts as long as the session; an empty token ends it.
std::string desk_cookie_value(std::string_view token, std::string_view base_url,
                              std::chrono::seconds lifetime);

} // namespace lotse::http
