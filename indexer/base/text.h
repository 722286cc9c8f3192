#pragma once
// Bytes that are text: UTF-8 checks and the few string chores every room needs. Nothing here knows
// a language; folding and words live in analysis.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace lotse {

/// Offset of the first byte that is not well-formed UTF-8 (overlong forms and surrogates included).
std::optional<std::size_t> invalid_utf8_at(std::string_view text);
inline bool is_utf8(std::string_view text) {
    return !invalid_utf8_at(text);
}

/// A copy with each malformed byte replaced by U+FFFD.
std::string repaired_utf8(std::string_view text);

/// The longest prefix of at most `bytes` bytes that does not cut a character.
std::string_view utf8_prefix(std::string_view text, std::size_t bytes);

/// How many code points; the text must be UTF-8.
std::size_t utf8_length(std::string_view text);

/// Without white space (ASCII) at both ends.
std::string_view trimmed(std::string_view text);

std::vector<std::string_view> split(std::string_view text, char separator);

/// ASCII letters in lower case, all else as it is.
std::string ascii_lower(std::string_view text);

/// The line number (from 1) that holds byte `offset`.
std::size_t line_of(std::string_view text, std::size_t offset);

} // namespace lotse
