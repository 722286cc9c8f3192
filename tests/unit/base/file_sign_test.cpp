#include "indexer/base/file_sign.h"

#include "indexer/base/file.h"
#include "tests/support/catch.h"
#include "tests/support/temp_dir.h"

using lotse::settled_sign;

TEST_CASE("a file that has rested has a sign, one just written has none yet", "[base]") {
    const lotse::testing::TempDir dir;
    CHECK_FALSE(settled_sign((dir / "none").string()));
    CHECK_FALSE(settled_sign(dir.write("a.txt", "12345").string()));
    const auto resting = settled_sign("/bin/ls");
    REQUIRE(resting);
    CHECK(resting == settled_sign("/bin/ls"));
    CHECK(resting != settled_sign("/bin/sh"));
}
