#include "portal/render/brand.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <stdexcept>
#include <vector>

#include "portal/render/assets.h"

namespace lotse::portal {

namespace {

constexpr double readable = 4.5; // text of normal size, WCAG 2.2, 1.4.3
constexpr Colour white{255, 255, 255};
constexpr Colour black{0, 0, 0};

/// What accent colours stand on, in portal.css and desk.css: paper, soft paper, notes.
constexpr std::array light_grounds{white, Colour{0xf4, 0xf7, 0xf8}, Colour{0xff, 0xf7, 0xe0}};
constexpr std::array dark_grounds{Colour{0x10, 0x18, 0x1c}, Colour{0x17, 0x22, 0x28},
                                  Colour{0x2a, 0x24, 0x13}};

/// Between `from` (0) and `to` (1).
Colour mixed(const Colour& from, const Colour& to, double share) {
    const auto part = [&](int a, int b) {
        return static_cast<int>(std::lround(a + (b - a) * share));
    };
    return {part(from.red, to.red), part(from.green, to.green), part(from.blue, to.blue)};
}

double luminance(const Colour& colour) {
    const auto linear = [](int part) {
        const double value = part / 255.0;
        return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(colour.red) + 0.7152 * linear(colour.green) +
           0.0722 * linear(colour.blue);
}

struct Shades {
    Colour accent;
    Colour soft; // a ground of the accent's hue
    Colour on;   // text on the accent
};

/// The accent moved towards `far` as little as makes it readable on every ground.
template <class Grounds>
Shades shades(const Colour& accent, const Grounds& grounds, const Colour& far, const Colour& on,
              double softness) {
    constexpr int steps = 50;
    Shades out{accent, {}, on};
    for (int step = 0; step <= steps; ++step) {
        out.accent = mixed(accent, far, step / static_cast<double>(steps));
        out.soft = mixed(out.accent, grounds[0], softness);
        const bool reads = std::ranges::all_of(grounds, [&](const Colour& ground) {
            return contrast(out.accent, ground) >= readable;
        });
        if (reads && contrast(out.accent, out.soft) >= readable &&
            contrast(out.accent, on) >= readable)
            break;
    }
    return out;
}

std::string properties(const Shades& shades) {
    return "--accent:" + colour_text(shades.accent) + ";--accent-soft:" + colour_text(shades.soft) +
           ";--on-accent:" + colour_text(shades.on);
}

std::string_view own(std::string_view name) {
    const Asset* asset = find_asset(asset_url(name));
    if (asset == nullptr)
        throw std::logic_error("the pages have lost " + std::string(name));
    return asset->bytes;
}

} // namespace

std::optional<Colour> colour_of(std::string_view text) {
    if ((text.size() != 7 && text.size() != 4) || text[0] != '#')
        return std::nullopt;
    const bool brief = text.size() == 4;
    std::array<int, 3> parts{};
    for (std::size_t i = 0; i < 3; ++i) {
        const auto digits = brief ? text.substr(1 + i, 1) : text.substr(1 + 2 * i, 2);
        const auto [end, fault] =
            std::from_chars(digits.data(), digits.data() + digits.size(), parts[i], 16);
        if (fault != std::errc{} || end != digits.data() + digits.size() || digits[0] == '-')
            return std::nullopt;
        if (brief)
            parts[i] *= 17;
    }
    return Colour{parts[0], parts[1], parts[2]};
}

std::string colour_text(const Colour& colour) {
    std::array<char, 8> text{};
    std::snprintf(text.data(), text.size(), "#%02x%02x%02x", colour.red & 0xff, colour.green & 0xff,
                  colour.blue & 0xff);
    return text.data();
}

double contrast(const Colour& a, const Colour& b) {
    const double one = luminance(a);
    const double two = luminance(b);
    return (std::max(one, two) + 0.05) / (std::min(one, two) + 0.05);
}

std::string branded_css(const Colour& accent) {
    const Shades light = shades(accent, light_grounds, black, white, 0.9);
    const Shades dark = shades(accent, dark_grounds, white, dark_grounds[0], 0.8);
    return std::string(own("portal.css")) + ":root{" + properties(light) +
           "}@media (prefers-color-scheme:dark){:root{" + properties(dark) + "}}\n";
}

std::string branded_icon(const Colour& accent) {
    std::string icon(own("icon.svg"));
    const std::string ground = "fill=\"#0b5a6b\"";
    const auto at = icon.find(ground);
    if (at == std::string::npos)
        throw std::logic_error("the icon's ground is not where it was");
    const Shades light = shades(accent, light_grounds, black, white, 0.9);
    return icon.replace(at, ground.size(), "fill=\"" + colour_text(light.accent) + "\"");
}

} // namespace lotse::portal
