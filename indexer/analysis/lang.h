#pragma once
// The two languages that articles are written in and questions are asked in.

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace lotse::analysis {

enum class Lang : std::uint8_t { de, en };

inline constexpr std::array<Lang, 2> all_langs{Lang::de, Lang::en};

/// "de" or "en".
constexpr std::string_view name(Lang lang) {
    return lang == Lang::de ? "de" : "en";
}

constexpr Lang other(Lang lang) {
    return lang == Lang::de ? Lang::en : Lang::de;
}

/// Takes "de", "en" and longer tags that begin so ("de-AT", "en_US").
constexpr std::optional<Lang> parse_lang(std::string_view tag) {
    if (tag.size() > 2 && tag[2] != '-' && tag[2] != '_')
        return std::nullopt;
    if (tag.starts_with("de"))
        return Lang::de;
    if (tag.starts_with("en"))
        return Lang::en;
    return std::nullopt;
}

} // namespace lotse::analysis
