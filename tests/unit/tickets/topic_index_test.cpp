#include "tickets/topic_index.h"

#include "tests/support/catch.h"

using namespace lotse::tickets;
using lotse::testing::Approx;

namespace {

/// Knows two words by other names, and one that stands everywhere.
class Names final : public TopicReader {
  public:
    Topic read(std::string_view topic, std::string_view lang, bool names) const override {
        Topic words = TopicReader::read(topic, lang, names);
        for (TopicWord& word : words) {
            if (word.text == "internet")
                word.common = 0.4;
            if (names && word.text == "rechnung")
                word.others = {{"invoice", "en", 0.8}, {"faktura", "de", 0.9}};
            if (names && word.text == "cancel")
                word.others = {{"kundig", "de", 0.8}};
        }
        return words;
    }
};

GapId nearest(const TopicIndex& index, std::string_view topic, std::string_view lang = "de") {
    const auto near = index.nearest(topic, lang, 1);
    return near.empty() ? GapId{} : near.front().gap;
}

} // namespace

TEST_CASE("a question belongs to the gap that it shares most with, or to none", "[topics]") {
    TopicIndex index;
    CHECK(nearest(index, "rechnung papier") == GapId{});
    index.learn({{1, "papier rechnung", "de", {7}},
                 {2, "kundig vertrag", "de", {8}},
                 {3, "internet langsam", "de", {9}}});
    CHECK(index.learned() == 3);
    CHECK(nearest(index, "rechnung papier") == GapId{7});
    CHECK(nearest(index, "vertrag kundig sofort") == GapId{8});
    CHECK(nearest(index, "drucker tinte") == GapId{});
    CHECK(nearest(index, "") == GapId{});
    CHECK(index.nearest("papier rechnung", "de").front().likeness == Approx(1).margin(0.01));
}

TEST_CASE("one letter more, less, other or swapped is forgiven in long words only", "[topics]") {
    TopicIndex index;
    index.learn({{1, "glasfaser", "de", {1}}, {2, "tor", "de", {2}}, {3, "dns1", "de", {3}}});
    for (const char* typed : {"glasfasr", "glasffaser", "glasfoser", "galsfaser"})
        CHECK(nearest(index, typed) == GapId{1});
    CHECK(nearest(index, "galsfasr") == GapId{});
    CHECK(nearest(index, "ton") == GapId{});
    CHECK(nearest(index, "dns2") == GapId{});
}

TEST_CASE("a compound is its parts, joined or not", "[topics]") {
    TopicIndex index;
    index.learn(
        {{1, "wlanpasswort/wlan/passwort", "de", {1}}, {2, "telefon anschluss", "de", {2}}});
    CHECK(nearest(index, "passwort wlan") == GapId{1});
    CHECK(nearest(index, "telefonanschluss/telefon/anschluss") == GapId{2});
    CHECK(nearest(index, "wlan") == GapId{}); // half of it is another matter
}

TEST_CASE("no word of either may be without its counterpart", "[topics]") {
    TopicIndex index;
    index.read_with(std::make_shared<Names>());
    index.learn({{1, "kreditkarte/kredit/karte rechnung", "de", {1}}, {2, "internet", "de", {2}}});
    CHECK(nearest(index, "kreditkarte/kredit/karte invoice", "en") == GapId{1});
    CHECK(nearest(index, "karte kredit rechnung") == GapId{1});
    CHECK(nearest(index, "kreditkarte/kredit/karte cancel", "en") == GapId{});
    CHECK(nearest(index, "kreditkarte/kredit/karte") == GapId{});
    CHECK(nearest(index, "rechnung speisekarte/speise/karte") == GapId{});
    // A word that nobody knows is forgiven beside two that are met, and not beside one.
    CHECK(nearest(index, "kreditkarte/kredit/karte rechnung xyzzy") == GapId{1});
    CHECK(nearest(index, "internet xyzzy") == GapId{});
}

TEST_CASE("a word is known by its other names, in both languages", "[topics]") {
    TopicIndex index;
    index.read_with(std::make_shared<Names>());
    index.learn({{1, "invoice lost", "en", {1}},
                 {2, "faktura falsch", "de", {2}},
                 {3, "kundig", "de", {3}},
                 {4, "router", "de", {4}}});
    CHECK(nearest(index, "rechnung falsch") == GapId{2});
    CHECK(nearest(index, "cancel", "en") == GapId{3});
    CHECK(nearest(index, "router", "en") == GapId{4}); // said alike in both
    CHECK(index.alike("rechnung", "de", "invoice", "en") == 1);
    CHECK(index.alike("rechnung papier", "de", "router rot", "de") == 0);
}

TEST_CASE("a wording that moves to another gap takes what is like it along", "[topics]") {
    TopicIndex index;
    index.learn({{1, "router tauschen alt", "de", {1}}, {2, "router tauschen kaputt", "de", {1}}});
    index.learn({{3, "router tauschen kaputt", "de", {2}}});
    CHECK(nearest(index, "router tauschn kaputt") == GapId{2});
    CHECK(nearest(index, "router tauschn alt") == GapId{1});
    CHECK(index.size().topics == 2);
    CHECK(index.size().gaps == 2);
}

TEST_CASE("topics are written in order, each word once, and cut between words", "[topics]") {
    CHECK(written({"wlan", "passwort", "wlan"}) == "passwort wlan");
    CHECK(written({"aaaa", "bbbb", "cccc"}, 10) == "aaaa bbbb");
    CHECK(TopicReader().read("b/c/d […]  a", "de", true).size() == 2);
}
