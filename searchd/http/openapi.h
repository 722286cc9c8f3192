#pragma once
// The OpenAPI description of the interface, compiled in.

#include <string_view>

namespace lotse::http {

std::string_view openapi_text();

} // namespace lotse::http
