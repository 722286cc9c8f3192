#pragma once
// The house's own colour. Whatever is chosen, the pages stay readable: light and dark shades are
// made of it that keep the contrasts of WCAG 2.2 AA. Pure and thread-safe.

#include <optional>
#include <string>
#include <string_view>

namespace lotse::portal {

/// sRGB, each 0 to 255.
struct Colour {
    int red = 0;
    int green = 0;
    int blue = 0;

    bool operator==(const Colour&) const = default;
};

/// "#0b5a6b" or "#05b"; nothing for anything else.
std::optional<Colour> colour_of(std::string_view text);
std::string colour_text(const Colour& colour); // "#0b5a6b"

/// 1 to 21: WCAG 2.2, definition of "contrast ratio".
double contrast(const Colour& a, const Colour& b);

/// The style sheet portal.css with shades of the accent instead of its own.
std::string branded_css(const Colour& accent);
/// The icon with the accent as its ground.
std::string branded_icon(const Colour& accent);

} // namespace lotse::portal
