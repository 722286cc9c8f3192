#include "indexer/base/text_map.h"

#include <map>
#include <random>
#include <string>

#include "tests/support/catch.h"

using namespace lotse;

TEST_CASE("a map by text finds what was put in, and nothing else", "[base]") {
    std::mt19937 random(17);
    std::map<std::string, int> wanted;
    TextMap<int> map;
    CHECK(map.find("") == nullptr);
    for (int i = 0; i < 20'000; ++i) {
        // Often the same, of all lengths, with bytes of all kinds.
        std::string key;
        for (std::size_t left = random() % 5; left > 0; --left)
            key += static_cast<char>(random() % 12 == 0 ? random() : 'a' + random() % 4);
        ++wanted[key];
        ++map[key];
    }
    REQUIRE(map.size() == wanted.size());
    for (const auto& [key, count] : wanted) {
        REQUIRE(map.find(key) != nullptr);
        CHECK(*map.find(key) == count);
        CHECK((map.find(key + "x") != nullptr) == wanted.contains(key + "x"));
    }
    std::map<std::string, int> all;
    for (const auto& [key, count] : map)
        all[std::string(key)] = count;
    CHECK(all == wanted);
}

TEST_CASE("values of a map by text stay where they are while it grows", "[base]") {
    TextMap<int> map;
    int* const first = &map["first"];
    *first = 7;
    for (int i = 0; i < 5'000; ++i)
        map[std::to_string(i)] = i;
    CHECK(&map["first"] == first);
    CHECK(*map.find("first") == 7);
    const TextMap<int> moved = std::move(map);
    CHECK(*moved.find("4999") == 4999);
    CHECK(moved.find("5000") == nullptr);
}

TEST_CASE("a map by text that was cleared is as new", "[base]") {
    TextMap<std::string> map;
    map["one"] = "value";
    map.clear();
    CHECK(map.size() == 0);
    CHECK(map.find("one") == nullptr);
    CHECK(map["one"].empty());
}
