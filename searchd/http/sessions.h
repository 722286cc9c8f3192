#pragma once
// The three cookies that there are. One holds a ticket's secret link, and nothing else ever does;
// two hold a session's token: of a customer who signed in by mail, and of staff at the desk.

#include <string>
#include <string_view>

#include "indexer/base/clock.h"

namespace lotse::http {

inline constexpr std::string_view ticket_cookie = "lotse_ticket";

/// The Set-Cookie value; Secure where customers come by https.
std::string ticket_cookie_value(std::string_view token, std::string_view base_url);

inline constexpr std::string_view customer_cookie = "lotse_customer";
inline constexpr std::string_view desk_cookie = "lotse_desk";

/// Lasts as long as the session; an empty token ends it.
std::string session_cookie_value(std::string_view name, std::string_view token,
                                 std::string_view base_url, Milliseconds lifetime);

} // namespace lotse::http
