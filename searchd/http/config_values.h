#pragma once
// Values of settings as people write them.

#include <string>
#include <string_view>
#include <vector>

#include "indexer/base/clock.h"
#include "indexer/base/result.h"

namespace lotse::http {

/// "500ms", "5s", "2min", "12h". A bare number is refused: of what?
Result<Milliseconds> parse_duration(std::string_view text);
/// "16KiB", "1MiB", "4096".
Result<std::size_t> parse_bytes(std::string_view text);
/// A whole number from `least` to `most`.
Result<std::size_t> parse_count(std::string_view text, std::size_t least, std::size_t most);
/// A number between 0 and 1.
Result<double> parse_fraction(std::string_view text);
/// "http://host[:port]" or "https://…" without a path; empty is allowed.
Result<std::string> parse_base_url(std::string_view text);
/// Parts between '|' without white space at their ends; empty parts are left out.
std::vector<std::string> parse_list(std::string_view text);

} // namespace lotse::http
