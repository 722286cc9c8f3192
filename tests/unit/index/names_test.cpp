#include "indexer/index/names.h"

#include <random>
#include <set>

#include "tests/support/catch.h"
#include "tests/support/temp_dir.h"

using namespace lotse;
using analysis::Lang;
using index::Names;

namespace {

const analysis::Analyzer& analyzer() {
    static const auto made = analysis::Analyzer::create({}).value();
    return *made;
}

index::Name title(std::string text, Lang lang = Lang::de) {
    std::string key = "article:" + text;
    return {std::move(text), lang, index::Field::title, {std::move(key)}, 0};
}

std::shared_ptr<const Names> made(std::vector<index::Name> names) {
    auto result =
        Names::from_bytes(Names::to_bytes(std::move(names), analyzer(), analysis::NoVocabulary()));
    REQUIRE(result.ok());
    return std::move(*result);
}

std::vector<std::string> starting(const Names& names, std::string_view plain,
                                  Lang lang = Lang::de) {
    const auto& side = names.of(lang);
    std::vector<std::string> found;
    for (const std::size_t place : side.cheapest(side.beginnings().starting(plain), 100))
        found.emplace_back(side.name(side.at(place).name).text);
    return found;
}

/// Some are told apart by their heads, some only by what follows.
std::string any_word(std::mt19937& dice) {
    std::string word = dice() % 2 == 0 ? "" : "bcabca";
    for (std::size_t i = 0, n = 1 + dice() % 6; i < n; ++i)
        word += static_cast<char>('a' + dice() % 4);
    return word;
}

int edits(std::string_view a, std::string_view b) {
    std::vector<std::vector<int>> d(a.size() + 1, std::vector<int>(b.size() + 1));
    for (std::size_t i = 0; i <= a.size(); ++i)
        for (std::size_t j = 0; j <= b.size(); ++j) {
            if (i == 0 || j == 0) {
                d[i][j] = static_cast<int>(i + j);
                continue;
            }
            d[i][j] = std::min({d[i - 1][j] + 1, d[i][j - 1] + 1,
                                d[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                d[i][j] = std::min(d[i][j], d[i - 2][j - 2] + 1);
        }
    return d[a.size()][b.size()];
}

} // namespace

TEST_CASE("a name is found by the beginning of any of its words, short ones and first words first",
          "[index][names]") {
    const auto names =
        made({title("WLAN-Passwort ändern"), title("Passwort vergessen"),
              title("Was tun, wenn das Passwort nicht stimmt"), title("Password reset", Lang::en)});
    CHECK(starting(*names, "pass") ==
          std::vector<std::string>{"Passwort vergessen", "Was tun, wenn das Passwort nicht stimmt",
                                   "WLAN-Passwort ändern"});
    CHECK(starting(*names, "passwort ver") == std::vector<std::string>{"Passwort vergessen"});
    CHECK(starting(*names, "and") == std::vector<std::string>{"WLAN-Passwort ändern"});
    CHECK(starting(*names, "wlanp") == std::vector<std::string>{"WLAN-Passwort ändern"});
    CHECK(starting(*names, "asswort").empty());
    CHECK(starting(*names, "pass", Lang::en) == std::vector<std::string>{"Password reset"});
}

TEST_CASE("what was asked more often costs less", "[index][names]") {
    auto rare = title("Router neu starten");
    auto often = title("Router lange Zeit aus");
    often.asked = 1000;
    CHECK(starting(*made({rare, often}), "rou").front() == often.text);
}

TEST_CASE("the cheapest of a range are the cheapest, however long it is", "[index][names]") {
    std::mt19937 dice(3);
    std::vector<std::uint16_t> costs(10'000);
    for (auto& cost : costs)
        cost = static_cast<std::uint16_t>(dice() % 60'000);
    const auto minima = index::minima_of(costs);
    for (int i = 0; i < 200; ++i) {
        index::Range range{dice() % costs.size(), dice() % costs.size()};
        if (range.begin > range.end)
            std::swap(range.begin, range.end);
        std::vector<std::uint16_t> expected(costs.begin() +
                                                static_cast<std::ptrdiff_t>(range.begin),
                                            costs.begin() + static_cast<std::ptrdiff_t>(range.end));
        std::sort(expected.begin(), expected.end());
        expected.resize(std::min<std::size_t>(expected.size(), 20));
        std::vector<std::uint16_t> found;
        std::set<std::size_t> places;
        for (const std::size_t place : index::Cheapest(costs, minima).in(range, 20)) {
            CHECK((place >= range.begin && place < range.end));
            CHECK(places.insert(place).second);
            found.push_back(costs[place]);
        }
        CHECK(found == expected);
    }
}

TEST_CASE("one typing error is found exactly where there is one", "[index][names]") {
    std::mt19937 dice(4);
    std::set<std::string> distinct;
    for (int i = 0; i < 400; ++i)
        distinct.insert(any_word(dice));
    const std::vector<std::string> words(distinct.begin(), distinct.end());
    struct Texts {
        const std::vector<std::string>& words;
        std::string_view at(std::size_t i) const { return words[i]; }
        std::uint64_t head(std::size_t i) const { return index::head_of(words[i]); }
    };
    const index::Beginnings beginnings(words.size(), Texts{words});
    for (int i = 0; i < 300; ++i) {
        const std::string typed = "a" + any_word(dice); // one letter is never mended
        INFO(typed);
        std::set<std::string> found;
        for (const auto& near : beginnings.nearly(typed, 0)) {
            CHECK(edits(typed, near.meant) == 1);
            CHECK_FALSE(near.range.empty());
            for (std::size_t w = near.range.begin; w < near.range.end; ++w) {
                CHECK(words[w].starts_with(near.meant));
                found.insert(words[w]);
            }
        }
        for (const std::string& word : words) {
            bool near = false;
            for (std::size_t size = 1; size <= word.size(); ++size)
                near = near || (edits(typed, word.substr(0, size)) == 1 &&
                                !word.substr(0, size).starts_with(typed));
            CHECK(found.contains(word) == near);
        }
    }
}

TEST_CASE("damaged names are refused or read as other names, never beyond their end",
          "[index][names]") {
    const std::string good = Names::to_bytes({title("Passwort vergessen"), title("Drucker")},
                                             analyzer(), analysis::NoVocabulary());
    CHECK_FALSE(Names::from_bytes("").ok());
    CHECK_FALSE(Names::from_bytes(good.substr(0, good.size() - 8)).ok());
    std::mt19937 dice(5);
    for (int i = 0; i < 2000; ++i) {
        std::string bytes = good;
        bytes[dice() % bytes.size()] = static_cast<char>(dice() % 256);
        if (const auto names = Names::from_bytes(bytes))
            starting(**names, "p");
    }
    const lotse::testing::TempDir dir;
    CHECK(Names::open(dir / "nothing").error().code == Code::not_found);
}
