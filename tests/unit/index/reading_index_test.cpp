// Which readings hold a hash: all that do and no others, whatever their number, and no bytes break
// it.

#include "indexer/index/reading_index.h"

#include <map>
#include <random>
#include <set>

#include "indexer/index/forward_writer_internal.h"
#include "tests/unit/index/support.h"

using namespace lotse;
using namespace lotse::index;
using namespace lotse::index::testing;

namespace {

/// So many words of some letters each, with a term of their own and one of few.
std::string readings_of(std::uint32_t words) {
    ReadingBook book;
    std::mt19937 random(7);
    for (std::uint32_t i = 0; i < words; ++i) {
        std::string letters;
        for (int l = 0; l < 6; ++l)
            letters += static_cast<char>('a' + random() % 4);
        const std::string own = "own" + std::to_string(i);
        const std::string few = "few" + std::to_string(random() % 20);
        const auto hash = [](const std::string& text) {
            return term_hash(term(Lang::en, TermKind::exact, text));
        };
        const std::vector<ReadTerm> terms{{Lang::en, TermKind::exact, own, hash(own)},
                                          {Lang::en, TermKind::exact, few, hash(few)}};
        book.number({letters, terms});
    }
    return book.to_bytes(book.order());
}

std::vector<std::uint32_t> found_by(const ReadingIndex& index, std::uint32_t hash) {
    std::vector<std::uint32_t> numbers;
    index.each(hash, [&](std::uint32_t number) { numbers.push_back(number); });
    return numbers;
}

} // namespace

TEST_CASE("a hash names the readings that hold it as a term or a gram", "[index]") {
    for (const std::uint32_t words : {0U, 1U, 3U, 500U, 5000U}) {
        const Aligned bytes(readings_of(words));
        const auto readings = Readings::view(bytes.bytes());
        REQUIRE(readings);
        const Aligned file(ReadingIndex::to_bytes(*readings));
        const auto index = ReadingIndex::view(file.bytes());
        REQUIRE(index);
        CHECK(index->readings() == words);
        std::map<std::uint32_t, std::set<std::uint32_t>> holders;
        for (std::uint32_t number = 0; number < words; ++number) {
            const Reading reading = readings->at(number);
            for (const auto& hashes : {reading.terms, reading.grams})
                for (const std::uint32_t hash : hashes)
                    holders[hash].insert(number);
        }
        for (const auto& [hash, numbers] : holders) {
            REQUIRE(found_by(*index, hash) ==
                    std::vector<std::uint32_t>(numbers.begin(), numbers.end()));
            REQUIRE(index->holds(hash));
            REQUIRE(index->holds(hash + 1) == holders.contains(hash + 1));
        }
        CHECK(found_by(*index, 0xFFFFFFFF).empty());
    }
}

TEST_CASE("damaged bytes are no index of readings, or name none beyond them", "[index]") {
    const Aligned bytes(readings_of(300));
    const std::string good = ReadingIndex::to_bytes(*Readings::view(bytes.bytes()));
    CHECK_FALSE(ReadingIndex::view(""));
    CHECK_FALSE(ReadingIndex::view(Aligned("nonsense").bytes()));
    CHECK_FALSE(ReadingIndex::view(Aligned(good.substr(0, good.size() - 1)).bytes()));
    std::mt19937 random(5);
    for (int round = 0; round < 3000; ++round) {
        std::string worse = good;
        for (int i = 0; i < 3; ++i)
            worse[random() % worse.size()] = static_cast<char>(random());
        const Aligned damaged(worse);
        const auto index = ReadingIndex::view(damaged.bytes());
        if (!index)
            continue;
        for (int i = 0; i < 20; ++i)
            for (const std::uint32_t number :
                 found_by(*index, static_cast<std::uint32_t>(random())))
                REQUIRE(number < index->readings());
    }
}
