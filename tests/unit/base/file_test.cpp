#include "indexer/base/file.h"

#include "tests/support/catch.h"
#include "tests/support/temp_dir.h"

using lotse::Code;
using lotse::read_file;
using lotse::write_file;
using lotse::testing::TempDir;

TEST_CASE("a written file reads back and replaces the old one whole", "[base]") {
    TempDir dir;
    const auto path = dir / "a.txt";
    REQUIRE(write_file(path, "first, which is longer"));
    REQUIRE(write_file(path, "second"));
    CHECK(read_file(path, 100).value() == "second");
    CHECK(std::distance(std::filesystem::directory_iterator(dir.path()), {}) == 1);
}

TEST_CASE("a file over the limit is refused, one at the limit is read", "[base]") {
    TempDir dir;
    const auto path = dir.write("a.txt", "12345");
    CHECK(read_file(path, 5).value() == "12345");
    CHECK(read_file(path, 4).error().code == Code::too_large);
}

TEST_CASE("a missing file, a folder and a full disk are told apart", "[base]") {
    TempDir dir;
    CHECK(read_file(dir / "none", 10).error().code == Code::not_found);
    CHECK(read_file(dir.path(), 10).error().code == Code::io);
    CHECK(lotse::file_error(ENOSPC, "cannot write", "x").code == Code::no_space);
}
