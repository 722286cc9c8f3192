#include "tickets/files/file_name.h"

#include <algorithm>
#include <array>
#include <cstdint>

#include "indexer/base/text.h"

namespace lotse::tickets {

namespace {

constexpr std::size_t most_characters = 120;
constexpr std::size_t longest_ending = 12;

constexpr auto devices = std::to_array<std::string_view>(
    {"con",  "prn",  "aux",  "nul",  "com1", "com2", "com3", "com4", "com5", "com6", "com7",
     "com8", "com9", "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9"});

struct Character {
    char32_t code = 0;
    std::size_t bytes = 1;
};

/// Of well-formed UTF-8.
Character character_at(std::string_view text, std::size_t at) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[at + i]); };
    if (byte(0) < 0x80)
        return {byte(0), 1};
    const std::size_t bytes = byte(0) < 0xE0 ? 2 : byte(0) < 0xF0 ? 3 : 4;
    char32_t code = byte(0) & (0xFFU >> (bytes + 1));
    for (std::size_t i = 1; i < bytes; ++i)
        code = (code << 6U) | (byte(i) & 0x3FU);
    return {code, bytes};
}

/// Controls, and characters that show nothing or turn the text around.
bool is_unseen(char32_t code) {
    constexpr auto ranges = std::to_array<std::pair<char32_t, char32_t>>({{0x00, 0x1F},
                                                                          {0x7F, 0x9F},
                                                                          {0xAD, 0xAD},
                                                                          {0x34F, 0x34F},
                                                                          {0x61C, 0x61C},
                                                                          {0x115F, 0x1160},
                                                                          {0x17B4, 0x17B5},
                                                                          {0x180B, 0x180F},
                                                                          {0x200B, 0x200F},
                                                                          {0x2028, 0x202E},
                                                                          {0x2060, 0x206F},
                                                                          {0x3164, 0x3164},
                                                                          {0xFE00, 0xFE0F},
                                                                          {0xFEFF, 0xFEFF},
                                                                          {0xFFA0, 0xFFA0},
                                                                          {0xFFF0, 0xFFFD},
                                                                          {0xE0000, 0xE0FFF}});
    return std::ranges::any_of(
        ranges, [&](const auto& range) { return code >= range.first && code <= range.second; });
}

/// What some system reads as more than a letter of a name.
bool is_special(char32_t code) {
    return code < 0x80 &&
           std::string_view("/\\:*?\"<>|").find(static_cast<char>(code)) != std::string_view::npos;
}

std::string visible(std::string_view text) {
    std::string kept;
    for (std::size_t at = 0; at < text.size();) {
        const auto [code, bytes] = character_at(text, at);
        if (is_special(code))
            kept += code == '/' || code == '\\' ? '/' : '_';
        else if (code == 0xA0 || code == 0x3000)
            kept += ' ';
        else if (!is_unseen(code))
            kept.append(text.substr(at, bytes));
        at += bytes;
    }
    return kept;
}

std::string_view without_edges(std::string_view text) {
    constexpr std::string_view edges = ". ";
    const auto first = text.find_first_not_of(edges);
    if (first == std::string_view::npos)
        return {};
    return text.substr(first, text.find_last_not_of(edges) - first + 1);
}

std::string_view first_characters(std::string_view text, std::size_t count) {
    std::size_t at = 0;
    for (; at < text.size() && count > 0; --count)
        at += character_at(text, at).bytes;
    return text.substr(0, at);
}

std::string shortened(std::string_view name) {
    if (utf8_length(name) <= most_characters)
        return std::string(name);
    const auto dot = name.rfind('.');
    const std::string_view ending =
        dot != std::string_view::npos && name.size() - dot <= longest_ending ? name.substr(dot)
                                                                             : std::string_view();
    const auto stem = first_characters(name, most_characters - utf8_length(ending));
    return std::string(without_edges(stem)).append(ending);
}

} // namespace

std::string display_name(std::string_view given) {
    // Checks come after normalisation, so that nothing unseen can shield what they look for.
    const std::string plain = visible(repaired_utf8(given));
    const auto slash = plain.rfind('/');
    const std::string_view last = slash == std::string::npos
                                      ? std::string_view(plain)
                                      : std::string_view(plain).substr(slash + 1);
    std::string name = shortened(without_edges(last));
    if (name.empty())
        return "file";
    const std::string stem = ascii_lower(name.substr(0, name.find('.')));
    if (std::ranges::find(devices, stem) != devices.end())
        name.insert(0, "_");
    return name;
}

std::string content_disposition(std::string_view name, bool inline_allowed) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string plain;
    std::string encoded;
    for (const char c : name) {
        const auto byte = static_cast<unsigned char>(c);
        const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                            (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_';
        plain += letter || c == ' ' ? c : '_';
        if (letter)
            encoded += c;
        else
            encoded.append("%").append(1, digits[byte >> 4U]).append(1, digits[byte & 15U]);
    }
    return std::string(inline_allowed ? "inline" : "attachment") + "; filename=\"" + plain +
           "\"; filename*=UTF-8''" + encoded;
}

} // namespace lotse::tickets
