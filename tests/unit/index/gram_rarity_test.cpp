#include "indexer/index/gram_rarity.h"

#include <cmath>

#include "indexer/analysis/grams.h"
#include "indexer/base/file.h"
#include "tests/unit/index/support.h"

using namespace lotse;
using namespace lotse::index;
using namespace lotse::index::testing;

namespace {

std::vector<std::uint32_t> grams_of(std::string_view word) {
    std::vector<std::uint32_t> grams;
    analysis::append_grams(word, grams);
    return grams;
}

/// Of the common and a rare word of an index with `size` documents, and of a gram of none.
std::vector<double> some_of(const GramRarity& rarity) {
    std::vector<double> values;
    for (const char* word : {"router", "seltenheit", "alpha", "unbekannt"})
        for (const std::uint32_t gram : grams_of(word))
            for (const Lang lang : analysis::all_langs)
                values.push_back(rarity.of(gram, lang));
    return values;
}

} // namespace

TEST_CASE("a gram is as rare as the words that hold it", "[index][grams]") {
    const auto rarity = GramRarity::from_bytes(
        GramRarity::to_bytes({GramRarity::Counted{100, {{"abcdef", 50}, {"uvwxyz", 1}}}, {}}));
    REQUIRE(rarity);
    const auto of = [&](std::string_view word) {
        return (*rarity)->of(grams_of(word).front(), Lang::de);
    };
    CHECK(of("abcdef") == Approx(std::log(1 + 50.5 / 50.5)).margin(0.02));
    CHECK(of("uvwxyz") == Approx(std::log(1 + 99.5 / 1.5)).margin(0.02));
    CHECK(of("mnopqr") == Approx(std::log(1 + 100.5 / 0.5)).margin(0.001));
    CHECK((*rarity)->of(grams_of("abcdef").front(), Lang::en) == Approx(std::log(2)));
}

TEST_CASE("what is written with a generation is what would be gathered from it", "[index][grams]") {
    const Index index;
    index.build({article("a", Lang::de, "Router alpha", "seltenheit 0x80070005"),
                 article("b", Lang::de, "Router"), article("c", Lang::en, "router alpha"),
                 article("d", Lang::en, "alpha", "", Visibility::staff)});
    for (const Visibility caller : all_visibilities) {
        const auto snapshot = index.snapshot(caller);
        CHECK(snapshot.is_as_built());
        CHECK(some_of(*snapshot.built_grams()) == some_of(*gram_rarity(snapshot)));
    }
    CHECK(some_of(*index.snapshot(Visibility::everyone).built_grams()) !=
          some_of(*index.snapshot(Visibility::staff).built_grams()));
}

TEST_CASE("an index is as it was built until something changes that the caller may read",
          "[index][grams]") {
    const Index index;
    index.build({article("a", Lang::en, "alpha"), article("b", Lang::en, "beta")});
    Updater updater(index.path());
    const Document hidden = article("h", Lang::en, "hidden", "", Visibility::staff);
    REQUIRE(updater.apply({{hidden.key, hidden}}));
    CHECK(index.snapshot(Visibility::everyone).is_as_built());
    CHECK_FALSE(index.snapshot(Visibility::staff).is_as_built());
    REQUIRE(updater.apply({{{Kind::article, "b"}, std::nullopt}}));
    CHECK_FALSE(index.snapshot(Visibility::everyone).is_as_built());
}

TEST_CASE("a damaged file of grams is refused", "[index][grams]") {
    const std::string bytes =
        GramRarity::to_bytes({GramRarity::Counted{10, {{"router", 5}}}, {10, {{"alpha", 5}}}});
    REQUIRE(GramRarity::from_bytes(bytes));
    for (std::size_t size = 0; size < bytes.size(); ++size)
        CHECK_FALSE(GramRarity::from_bytes(bytes.substr(0, size)));
    CHECK_FALSE(GramRarity::from_bytes(bytes + "x"));
    CHECK_FALSE(GramRarity::from_bytes("x" + bytes));
}

TEST_CASE("a generation without its grams is corrupt, and says what to do", "[index][grams]") {
    const Index index;
    index.build({article("a", Lang::en, "alpha")});
    const auto generation = current_generation(index.path());
    REQUIRE(generation);
    std::filesystem::remove(generation->grams(Visibility::customer));
    const auto snapshot = Snapshots(index.path()).acquire(Visibility::everyone);
    REQUIRE_FALSE(snapshot);
    CHECK(snapshot.error().code == Code::corrupt);
    CHECK_THAT(snapshot.error().to_string(), lotse::testing::contains("lotse-indexer build"));
}
