#include "tests/unit/index/support.h"

#include "indexer/base/file.h"

using namespace lotse;
using namespace lotse::index;
using namespace lotse::index::testing;

namespace {

Error trouble(const Index& index) {
    const auto snapshot = Snapshots(index.path()).acquire(Visibility::everyone);
    REQUIRE_FALSE(snapshot);
    CHECK_FALSE(snapshot.error().hint.empty());
    return snapshot.error();
}

void replace_in_manifest(const Index& index, const std::string& line, const std::string& by) {
    const auto path = index.path() / "000001" / "manifest";
    std::string text = *read_file(path, 10'000);
    const auto at = text.find(line);
    REQUIRE(at != std::string::npos);
    text.replace(at, text.find('\n', at) - at, by);
    REQUIRE(write_file(path, text));
}

} // namespace

TEST_CASE("no index yet is said so", "[index]") {
    const Index index;
    CHECK(trouble(index).code == Code::not_found);
}

TEST_CASE("a damaged CURRENT is corrupt, and a new build mends it", "[index]") {
    const Index index;
    index.build({article("a", Lang::en, "one")});
    for (const char* damage : {"", "xyz\n", "000001x\n", "-1\n", "\n\n", "0\n"}) {
        INFO(damage);
        index.dir.write("index/CURRENT", damage);
        CHECK(trouble(index).code == Code::corrupt);
    }
    index.build({article("a", Lang::en, "two")});
    CHECK(index.with_word(Lang::en, "two") == Ids{"a"});
}

TEST_CASE("CURRENT naming a generation that is not there is corrupt", "[index]") {
    const Index index;
    index.build({article("a", Lang::en, "one")});
    index.dir.write("index/CURRENT", "000007\n");
    CHECK(trouble(index).code == Code::corrupt);
}

TEST_CASE("an index of another schema or analysis is refused with a hint", "[index]") {
    const Index index;
    index.build({article("a", Lang::en, "one")});
    SECTION("schema") {
        replace_in_manifest(index, "format ", "format lotse-index-0");
    }
    SECTION("analysis") {
        replace_in_manifest(index, "analysis ", "analysis other");
    }
    CHECK(trouble(index).code == Code::mismatch);
    CHECK(Updater(index.path()).apply({{{Kind::article, "a"}, std::nullopt}}).error().code ==
          Code::mismatch);
}

TEST_CASE("a damaged database is corrupt, not empty", "[index]") {
    const Index index;
    index.build({article("a", Lang::en, "one")});
    index.dir.write("index/000001/public/iamglass", "nonsense");
    CHECK(trouble(index).code == Code::corrupt);
}

TEST_CASE("a missing part of a generation is corrupt", "[index]") {
    const Index index;
    index.build({article("a", Lang::en, "one")});
    SECTION("a database") {
        std::filesystem::remove_all(index.path() / "000001" / "public");
    }
    SECTION("the words") {
        std::filesystem::remove(index.path() / "000001" / "words-public");
    }
    CHECK(trouble(index).code == Code::corrupt);
}

TEST_CASE("a search sees a new generation with its next snapshot", "[index]") {
    const Index index;
    index.build({article("a", Lang::en, "one")});
    Snapshots snapshots(index.path());
    {
        const auto first = snapshots.acquire(Visibility::everyone);
        REQUIRE(first);
        index.build({article("a", Lang::en, "one"), article("b", Lang::en, "two")});
        CHECK(first->documents() == 1); // the held one stays as it was
        CHECK(first->document({Kind::article, "a"}));
    }
    const auto second = snapshots.acquire(Visibility::everyone);
    REQUIRE(second);
    CHECK(second->generation().number == 2);
    CHECK(second->documents() == 2);
}

TEST_CASE("snapshots for different callers never mix", "[index]") {
    const Index index;
    index.build(
        {article("p", Lang::en, "thing"), article("s", Lang::en, "thing", "", Visibility::staff)});
    Snapshots snapshots(index.path());
    for (int i = 0; i < 3; ++i) {
        CHECK(snapshots.acquire(Visibility::staff)->documents() == 2);
        CHECK(snapshots.acquire(Visibility::everyone)->documents() == 1);
    }
}
