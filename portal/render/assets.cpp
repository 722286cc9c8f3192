#include "portal/render/assets.h"

#include <map>
#include <stdexcept>

#include "portal/render/embedded.h"

namespace lotse::portal {

namespace {

std::string url_of(const embedded::File& file) {
    const auto dot = file.name.rfind('.');
    return "/static/" + std::string(file.name.substr(0, dot)) + "." +
           std::string(file.fingerprint) + std::string(file.name.substr(dot));
}

std::string_view content_type(std::string_view name) {
    if (name.ends_with(".css"))
        return "text/css; charset=utf-8";
    if (name.ends_with(".js"))
        return "text/javascript; charset=utf-8";
    if (name.ends_with(".svg"))
        return "image/svg+xml";
    return "application/octet-stream";
}

const std::map<std::string, Asset, std::less<>>& by_url() {
    static const auto all = [] {
        std::map<std::string, Asset, std::less<>> map;
        for (const auto& file : embedded::files())
            map.emplace(url_of(file),
                        Asset{file.bytes, file.gzipped, content_type(file.name), file.fingerprint});
        return map;
    }();
    return all;
}

} // namespace

std::string asset_url(std::string_view name) {
    for (const auto& file : embedded::files())
        if (file.name == name)
            return url_of(file);
    throw std::logic_error("no static file '" + std::string(name) + "'");
}

const Asset* find_asset(std::string_view url) {
    const auto found = by_url().find(url);
    return found == by_url().end() ? nullptr : &found->second;
}

} // namespace lotse::portal
