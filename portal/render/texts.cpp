#include "portal/render/texts.h"

#include <algorithm>
#include <stdexcept>
#include <unordered_map>

#include "portal/render/embedded.h"

namespace lotse::portal {

namespace {

const embedded::Text* find(std::string_view key) {
    static const auto by_key = [] {
        std::unordered_map<std::string_view, const embedded::Text*> map;
        for (const auto& text : embedded::texts())
            map.emplace(text.key, &text);
        return map;
    }();
    const auto found = by_key.find(key);
    return found == by_key.end() ? nullptr : found->second;
}

// Goes through the text once: a value that looks like a place ("{query}") stays as it is.
std::string filled(std::string_view pattern, const Places& places) {
    std::string out;
    while (!pattern.empty()) {
        const auto open = pattern.find('{');
        out += pattern.substr(0, open);
        if (open == std::string_view::npos)
            break;
        const auto close = pattern.find('}', open);
        const auto name = pattern.substr(open + 1, close - open - 1);
        const auto place = std::ranges::find(places, name, &Places::value_type::first);
        if (close == std::string_view::npos || place == places.end()) {
            out += '{';
            pattern.remove_prefix(open + 1);
            continue;
        }
        out += place->second;
        pattern.remove_prefix(close + 1);
    }
    return out;
}

} // namespace

std::string_view code(Lang lang) {
    return lang == Lang::de ? "de" : "en";
}
Lang lang_of(std::string_view code) {
    return code.starts_with("de") ? Lang::de : Lang::en;
}
Lang other(Lang lang) {
    return lang == Lang::de ? Lang::en : Lang::de;
}
bool has_text(std::string_view key) {
    return find(key) != nullptr;
}

std::string text(Lang lang, std::string_view key, const Places& places) {
    const embedded::Text* found = find(key);
    if (found == nullptr)
        throw std::logic_error("no text '" + std::string(key) + "'");
    return filled(lang == Lang::de ? found->de : found->en, places);
}

} // namespace lotse::portal
