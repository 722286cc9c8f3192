#include "indexer/base/text.h"

#include <algorithm>

namespace lotse {

namespace {

constexpr std::string_view blanks = " \t\r\n\f\v";

unsigned byte_at(std::string_view text, std::size_t i) {
    return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U;
}

bool is_continuation(unsigned byte) {
    return (byte & 0xC0U) == 0x80U;
}

// Length of the well-formed character at `i`, or 0. The ranges are table 3-7 of the Unicode
// standard ("Well-Formed UTF-8 Byte Sequences").
std::size_t character_length(std::string_view text, std::size_t i) {
    const unsigned a = byte_at(text, i);
    const unsigned b = byte_at(text, i + 1);
    if (a < 0x80)
        return 1;
    if (a >= 0xC2 && a <= 0xDF)
        return is_continuation(b) ? 2 : 0;
    if (!is_continuation(byte_at(text, i + 2)))
        return 0;
    if (a >= 0xE0 && a <= 0xEF) {
        const unsigned low = a == 0xE0 ? 0xA0 : 0x80;
        const unsigned high = a == 0xED ? 0x9F : 0xBF;
        return b >= low && b <= high ? 3 : 0;
    }
    if (a >= 0xF0 && a <= 0xF4 && is_continuation(byte_at(text, i + 3))) {
        const unsigned low = a == 0xF0 ? 0x90 : 0x80;
        const unsigned high = a == 0xF4 ? 0x8F : 0xBF;
        return b >= low && b <= high ? 4 : 0;
    }
    return 0;
}

} // namespace

std::optional<std::size_t> invalid_utf8_at(std::string_view text) {
    std::size_t i = 0;
    while (i < text.size()) {
        const std::size_t length = character_length(text, i);
        if (length == 0)
            return i;
        i += length;
    }
    return std::nullopt;
}

std::string repaired_utf8(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    std::size_t i = 0;
    while (i < text.size()) {
        const std::size_t length = character_length(text, i);
        if (length == 0)
            out += "\xEF\xBF\xBD";
        else
            out += text.substr(i, length);
        i += std::max<std::size_t>(length, 1);
    }
    return out;
}

std::string_view utf8_prefix(std::string_view text, std::size_t bytes) {
    if (text.size() <= bytes)
        return text;
    while (bytes > 0 && is_continuation(byte_at(text, bytes)))
        --bytes;
    return text.substr(0, bytes);
}

std::size_t utf8_length(std::string_view text) {
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
        return !is_continuation(static_cast<unsigned char>(c));
    }));
}

std::string_view trimmed(std::string_view text) {
    const std::size_t first = text.find_first_not_of(blanks);
    if (first == std::string_view::npos)
        return {};
    return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

std::vector<std::string_view> split(std::string_view text, char separator) {
    std::vector<std::string_view> parts;
    while (true) {
        const std::size_t at = text.find(separator);
        parts.push_back(text.substr(0, at));
        if (at == std::string_view::npos)
            return parts;
        text.remove_prefix(at + 1);
    }
}

std::string ascii_lower(std::string_view text) {
    std::string out(text);
    for (char& c : out)
        if (c >= 'A' && c <= 'Z')
            c = static_cast<char>(c - 'A' + 'a');
    return out;
}

std::size_t line_of(std::string_view text, std::size_t offset) {
    const std::string_view before = text.substr(0, std::min(offset, text.size()));
    return 1 + static_cast<std::size_t>(std::count(before.begin(), before.end(), '\n'));
}

} // namespace lotse
