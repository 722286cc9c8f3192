// The tool that compiles templates and texts in refuses what is incomplete.

#include <filesystem>
#include <fstream>
#include <iterator>

#include "tests/support/catch.h"
#include "tests/support/process.h"
#include "tests/support/temp_dir.h"

using namespace lotse::testing;
namespace fs = std::filesystem;

namespace {

/// A copy of portal/ to break.
class Copy {
  public:
    Copy() {
        for (const char* folder : {"templates", "static", "i18n"})
            fs::copy(fs::path(LOTSE_SOURCE_DIR) / "portal" / folder, dir_ / folder);
    }
    void replace(const std::string& file, const std::string& from, const std::string& to) {
        std::ifstream in(dir_ / file, std::ios::binary);
        std::string bytes{std::istreambuf_iterator<char>(in), {}};
        const auto at = bytes.find(from);
        REQUIRE(at != std::string::npos);
        bytes.replace(at, from.size(), to);
        dir_.write(file, bytes);
    }
    Ran embed() const {
        return run(LOTSE_EMBED, {dir_.path().string(), (dir_ / "out.cpp").string()});
    }
    bool wrote() const { return fs::exists(dir_ / "out.cpp"); }

  private:
    TempDir dir_;
};

void check_refused(const Copy& copy, const std::string& why) {
    const Ran ran = copy.embed();
    CHECK(ran.exit_code == 1);
    CHECK_THAT(ran.err, contains(why));
    CHECK_FALSE(copy.wrote());
}

} // namespace

TEST_CASE("a complete portal is embedded", "[portal][embed]") {
    const Copy copy;
    CHECK(copy.embed().exit_code == 0);
    CHECK(copy.wrote());
}

TEST_CASE("a text missing in one language fails the build", "[portal][embed]") {
    Copy copy;
    copy.replace("i18n/portal.txt", "  en Skip to content\n", "");
    check_refused(copy, "'frame.skip' is missing in English");
}

TEST_CASE("a text with other places in the other language fails the build", "[portal][embed]") {
    Copy copy;
    copy.replace("i18n/portal.txt", "{count} Vorschläge", "Vorschläge");
    check_refused(copy, "'search.suggestions'");
}

TEST_CASE("a text that stands twice fails the build", "[portal][embed]") {
    Copy copy;
    copy.replace("i18n/portal.txt", "search.button\n", "search.label\n");
    check_refused(copy, "'search.label' stands twice");
}

TEST_CASE("a template that asks for an unknown text fails the build", "[portal][embed]") {
    Copy copy;
    copy.replace("templates/home.mustache", "home.topics", "home.nothing");
    check_refused(copy, "unknown text 'home.nothing'");
}

TEST_CASE("a template that writes something unescaped fails the build", "[portal][embed]") {
    Copy braces;
    braces.replace("templates/home.mustache", "{{label}}", "{{{label}}}");
    check_refused(braces, "unescaped");
    Copy ampersand;
    ampersand.replace("templates/home.mustache", "{{label}}", "{{&label}}");
    check_refused(ampersand, "unescaped");
}
