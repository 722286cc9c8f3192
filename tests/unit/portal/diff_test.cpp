#include "portal/render/diff.h"
#include "tests/support/catch.h"

using namespace lotse::portal;

namespace {

/// "= a|- b|+ c"
std::string shown(std::string_view before, std::string_view after) {
    std::string text;
    for (const DiffLine& line : line_diff(before, after)) {
        text += text.empty() ? "" : "|";
        text += line.fate == LineFate::kept ? "= " : line.fate == LineFate::removed ? "- " : "+ ";
        text += line.text;
    }
    return text;
}

std::string side(const std::vector<DiffLine>& lines, LineFate left_out) {
    std::string text;
    for (const DiffLine& line : lines)
        if (line.fate != left_out)
            text += line.text + "\n";
    return text;
}

} // namespace

TEST_CASE("a difference names the lines that went and came, and no others", "[portal][diff]") {
    CHECK(shown("", "").empty());
    CHECK(shown("a\nb\nc\n", "a\nb\nc") == "= a|= b|= c");
    CHECK(shown("a\nb\nc", "a\nx\nc") == "= a|- b|+ x|= c");
    CHECK(shown("", "a\nb") == "+ a|+ b");
    CHECK(shown("a\nb", "") == "- a|- b");
    CHECK(shown("b\nc", "a\nb\nc\nd") == "+ a|= b|= c|+ d");
    CHECK(shown("a\n\nb", "a\nb") == "= a|- |= b");
}

TEST_CASE("both texts can be read off their difference", "[portal][diff]") {
    std::string before;
    std::string after;
    for (int i = 0; i < 400; ++i) {
        before += std::to_string(i * 7919 % 31) + "\n";
        if (i % 5 != 0)
            after += std::to_string(i * 7919 % 31) + "\n";
        if (i % 7 == 0)
            after += "new " + std::to_string(i) + "\n";
    }
    const auto lines = line_diff(before, after);
    CHECK(side(lines, LineFate::added) == before);
    CHECK(side(lines, LineFate::removed) == after);
    CHECK(lines.size() < 700);
}

TEST_CASE("texts that have nothing in common are shown as replaced, soon enough",
          "[portal][diff]") {
    std::string before;
    std::string after;
    for (int i = 0; i < 5000; ++i) {
        before += "a" + std::to_string(i) + "\n";
        after += "b" + std::to_string(i) + "\n";
    }
    const auto lines = line_diff(before, after);
    CHECK(lines.size() == 10'000);
    CHECK(side(lines, LineFate::added) == before);
    CHECK(side(lines, LineFate::removed) == after);
}
