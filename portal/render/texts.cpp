#include "portal/render/texts.h"

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
    std::string out(lang == Lang::de ? found->de : found->en);
    for (const auto& [name, value] : places) {
        const std::string place = "{" + std::string(name) + "}";
        for (std::size_t at = out.find(place); at != std::string::npos;
             at = out.find(place, at + value.size()))
            out.replace(at, place.size(), value);
    }
    return out;
}

} // namespace lotse::portal
