// Contrast computed from the colours in the style sheet (WCAG 2.2, 1.4.3 and 1.4.11).

#include <cmath>
#include <map>
#include <regex>
#include <string>

#include "portal/render/assets.h"
#include "tests/support/catch.h"

using namespace lotse::portal;

namespace {

using Colours = std::map<std::string, std::string>;

Colours colours_in(const std::string& css) {
    static const std::regex token(R"(--([a-z-]+): (#[0-9a-f]{6});)");
    Colours found;
    for (std::sregex_iterator at(css.begin(), css.end(), token), end; at != end; ++at)
        found[(*at)[1]] = (*at)[2];
    return found;
}

double luminance(const std::string& colour) {
    const auto channel = [&](std::size_t at) {
        const double value = std::stoi(colour.substr(at, 2), nullptr, 16) / 255.0;
        return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
}

double contrast(const std::string& one, const std::string& two) {
    const double a = luminance(one);
    const double b = luminance(two);
    return (std::max(a, b) + 0.05) / (std::min(a, b) + 0.05);
}

void check(const Colours& colours, const std::string& front, const std::string& back,
           double least) {
    INFO(front << " " << colours.at(front) << " on " << back << " " << colours.at(back));
    CHECK(contrast(colours.at(front), colours.at(back)) >= least);
}

} // namespace

TEST_CASE("text stands out from every ground it is written on, light and dark",
          "[portal][contrast]") {
    const std::string css(find_asset(asset_url("portal.css"))->bytes);
    const auto dark_at = css.find("(prefers-color-scheme: dark)");
    const auto dark_end = css.find("\n}\n", dark_at);
    REQUIRE(dark_at != std::string::npos);
    const Colours light = colours_in(css.substr(0, dark_at));
    const Colours dark = colours_in(css.substr(dark_at, dark_end - dark_at));
    REQUIRE(light.size() >= 10);
    for (const auto& [name, colour] : light)
        CHECK(dark.contains(name));
    for (const Colours& colours : {light, dark}) {
        for (const char* back : {"paper", "paper-soft", "accent-soft"})
            for (const char* front : {"ink", "ink-soft", "accent", "error"})
                check(colours, front, back, 4.5);
        check(colours, "on-accent", "accent", 4.5);
        for (const char* front : {"ink", "accent"})
            check(colours, front, "mark", 4.5);
        for (const char* back : {"paper", "paper-soft"})
            check(colours, "edge", back, 3.0); // the borders of what one types into
    }
}
