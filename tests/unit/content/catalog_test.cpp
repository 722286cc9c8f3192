#include "indexer/content/catalog.h"

#include <thread>

#include "tests/support/catch.h"
#include "tests/support/temp_dir.h"

using namespace lotse::content;
using lotse::testing::TempDir;

namespace {

std::string article(const std::string& title, const std::string& fields = "lang: de") {
    return "---\ntitle: " + title + "\n" + fields + "\n---\nText\n";
}

} // namespace

TEST_CASE("the catalog follows files that come, change and go", "[content]") {
    TempDir dir;
    dir.write("de/a.md", article("A", "lang: de\ntranslation_key: k"));
    Catalog catalog(dir.path());
    CHECK(catalog.refresh()->changed.size() == 1);
    CHECK(catalog.refresh()->empty());

    dir.write("en/b.md", article("B", "lang: en\ntranslation_key: k"));
    dir.write("de/a.md", article("A neu", "lang: de\ntranslation_key: k"));
    const auto held = catalog.view();
    const auto changes = catalog.refresh();
    REQUIRE(changes->changed.size() == 2);
    CHECK(catalog.view()->find("a")->title == "A neu");
    CHECK(catalog.view()->translation(*catalog.view()->find("a"), "en")->id == "b");
    CHECK(catalog.view()->at("de/../en/b.md")->id == "b");
    CHECK(held->find("a")->title == "A"); // an old view stays as it was

    std::filesystem::remove(dir / "de/a.md");
    CHECK(catalog.refresh()->removed == std::vector<std::string>{"a"});
    CHECK(catalog.view()->find("a") == nullptr);
}

TEST_CASE("a catalog knows whether it has been read, and whether that takes long", "[content]") {
    TempDir dir;
    dir.write("de/a.md", article("A"));
    Catalog catalog(dir.path());
    CHECK_FALSE(catalog.has_been_read(lotse::Milliseconds{0}));
    CHECK_FALSE(catalog.is_large());
    std::thread reader([&] { CHECK(catalog.refresh()); });
    CHECK(catalog.has_been_read(lotse::Milliseconds{20'000}));
    reader.join();

    Catalog missing(dir / "none");
    CHECK_FALSE(missing.refresh());
    CHECK_FALSE(missing.has_been_read(lotse::Milliseconds{0}));
    CHECK_FALSE(missing.is_large());
}

TEST_CASE("a folder says whether anything in it was touched, however deep", "[content]") {
    TempDir dir;
    dir.write("de/a.md", article("A"));
    FolderWatch watch(dir.path());
    CHECK(watch.may_have_changed()); // nobody has looked yet
    CHECK_FALSE(watch.may_have_changed());

    dir.write("de/a.md", article("B"));
    CHECK(watch.may_have_changed());
    CHECK_FALSE(watch.may_have_changed());

    // A new folder is watched from the moment on that it was told of.
    dir.write("en/deep/b.md", article("B"));
    CHECK(watch.may_have_changed());
    dir.write("en/deep/b.md", article("C"));
    CHECK(watch.may_have_changed());
    std::filesystem::rename(dir / "en/deep/b.md", dir / "en/deep/c.md");
    CHECK(watch.may_have_changed());
    std::filesystem::remove_all(dir / "en");
    CHECK(watch.may_have_changed());
    CHECK_FALSE(watch.may_have_changed());

    // Where there is no folder nothing can be told.
    FolderWatch nowhere(dir / "none");
    CHECK(nowhere.may_have_changed());
    CHECK(nowhere.may_have_changed());
}

TEST_CASE("a catalog of many files sees each change at once", "[content]") {
    TempDir dir;
    for (int i = 0; i < 300; ++i)
        dir.write("de/a" + std::to_string(i) + ".md", article("A"));
    Catalog catalog(dir.path());
    REQUIRE(catalog.refresh()->changed.size() == 300);
    for (const char* title : {"B", "C", "D"}) {
        dir.write("de/a7.md", article(title));
        REQUIRE(catalog.refresh()->changed.size() == 1);
        CHECK(catalog.view()->find("a7")->title == title);
    }
}

TEST_CASE("a file that breaks is a finding and its article goes", "[content]") {
    TempDir dir;
    dir.write("de/a.md", article("A"));
    Catalog catalog(dir.path());
    REQUIRE(catalog.refresh());
    dir.write("de/a.md", "broken");
    CHECK(catalog.refresh()->removed == std::vector<std::string>{"a"});
    CHECK(catalog.view()->findings().size() == 1);
}

TEST_CASE("a folder that vanishes leaves the catalog as it was", "[content]") {
    TempDir dir;
    dir.write("kb/a.md", article("A"));
    Catalog catalog(dir / "kb");
    REQUIRE(catalog.refresh());
    std::filesystem::remove_all(dir / "kb");
    CHECK_FALSE(catalog.refresh());
    CHECK(catalog.view()->find("a") != nullptr);
}
