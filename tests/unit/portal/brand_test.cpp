#include "portal/render/assets.h"
#include "portal/render/brand.h"
#include "tests/support/catch.h"

using namespace lotse::portal;

namespace {

/// The last value that the style sheet gives a property, in its light or its dark part.
Colour last_value(const std::string& css, const std::string& property, bool dark) {
    const auto own = css.rfind(":root{--accent:", css.rfind("@media"));
    const auto from = dark ? css.rfind("@media") : own;
    REQUIRE(from != std::string::npos);
    const auto at = css.find(property + ":", from);
    REQUIRE(at != std::string::npos);
    const auto colour = colour_of(css.substr(at + property.size() + 1, 7));
    REQUIRE(colour);
    return *colour;
}

} // namespace

TEST_CASE("colours are read in two ways and no other", "[portal][brand]") {
    CHECK(colour_of("#0b5a6b") == Colour{0x0b, 0x5a, 0x6b});
    CHECK(colour_of("#fA0") == Colour{0xff, 0xaa, 0x00});
    CHECK(colour_text({0x0b, 0x5a, 0x6b}) == "#0b5a6b");
    for (const char* wrong : {"", "0b5a6b", "#0b5a6", "#0b5a6g", "red", "#-1-1-1", "#12345678"})
        CHECK_FALSE(colour_of(wrong));
    CHECK(contrast({0, 0, 0}, {255, 255, 255}) == Approx(21));
}

TEST_CASE("whatever colour is chosen, accents can be read on every ground", "[portal][brand]") {
    for (const char* chosen : {"#0b5a6b", "#ffff00", "#ffffff", "#000000", "#777777", "#ff0000",
                               "#00ff7f", "#0000ff", "#c0ffee", "#10181c"}) {
        INFO(chosen);
        const std::string css = branded_css(*colour_of(chosen));
        const Colour light = last_value(css, "--accent", false);
        CHECK(contrast(light, {255, 255, 255}) >= 4.5);
        CHECK(contrast(light, {0xf4, 0xf7, 0xf8}) >= 4.5);
        CHECK(contrast(light, last_value(css, "--accent-soft", false)) >= 4.5);
        CHECK(contrast({0x4a, 0x5a, 0x63}, last_value(css, "--accent-soft", false)) >= 4.5);
        const Colour dark = last_value(css, "--accent", true);
        CHECK(contrast(dark, {0x10, 0x18, 0x1c}) >= 4.5);
        CHECK(contrast(dark, last_value(css, "--on-accent", true)) >= 4.5);
        CHECK(contrast(dark, last_value(css, "--accent-soft", true)) >= 4.5);
        CHECK(contrast({0xe8, 0xee, 0xf0}, last_value(css, "--accent-soft", true)) >= 4.5);
    }
    // One that reads well stays as it was chosen.
    CHECK(last_value(branded_css({0x0b, 0x5a, 0x6b}), "--accent", false) ==
          Colour{0x0b, 0x5a, 0x6b});
    CHECK(branded_icon({0x99, 0, 0}).find("#990000") != std::string::npos);
}
