// Posting lists of a build: what they hold, in which order terms come, and that no bytes break
// them.

#include <map>
#include <random>

#include "indexer/base/file.h"
#include "indexer/index/built_postings.h"
#include "indexer/index/posting_writer_internal.h"
#include "tests/unit/index/support.h"

using namespace lotse;
using namespace lotse::index;
using namespace lotse::index::testing;

namespace {

using Lists = std::map<std::string, std::map<std::uint32_t, std::uint32_t>>; // count by document

/// Documents of words of the body, each one term; as many ranges of them as there are rows.
class Written {
  public:
    explicit Written(const std::vector<std::vector<std::vector<std::string>>>& ranges) {
        ReadingBook book;
        std::vector<std::filesystem::path> paths;
        for (const auto& documents : ranges) {
            ReadingFront front(book);
            RangePostings postings(book);
            for (const auto& words : documents)
                postings.add(list_of(words, front));
            paths.push_back(dir_ / std::to_string(paths.size()));
            REQUIRE(postings.write(paths.back()));
        }
        REQUIRE(join_postings(paths, book.sorted_terms(), dir_ / "postings"));
        bytes_ = *read_file(dir_ / "postings", 1U << 24U);
    }
    const std::string& bytes() const { return bytes_; }

  private:
    static std::string list_of(const std::vector<std::string>& words, ReadingFront& front) {
        ForwardWriter writer(front);
        std::uint32_t position = 0;
        for (const std::string& word : words) {
            const std::vector<ReadTerm> terms{
                {Lang::en, TermKind::exact, word, term_hash(Lang::en, TermKind::exact, word)}};
            writer.add(Field::body, position++, {word, terms});
        }
        return writer.take({});
    }

    lotse::testing::TempDir dir_;
    std::string bytes_;
};

Lists all_of(const BuiltPostings& postings, const std::string& prefix = "") {
    Lists lists;
    std::string former;
    postings.each(prefix, [&](std::string_view term, const BuiltList& list) {
        CHECK(term > former);
        former = term;
        list.each(
            [&](std::uint32_t document, std::uint32_t count) { lists[former][document] = count; });
        CHECK(lists[former].size() == list.documents);
        return true;
    });
    return lists;
}

} // namespace

TEST_CASE("posting lists say who holds a term and how often, over all ranges", "[index]") {
    std::mt19937 random(3);
    std::vector<std::vector<std::vector<std::string>>> ranges(5);
    Lists wanted;
    std::vector<std::uint32_t> lengths;
    for (auto& range : ranges)
        for (int i = 0; i < 60; ++i) {
            auto& words = range.emplace_back();
            for (std::size_t w = random() % 40; w > 0; --w)
                words.push_back("w" + std::to_string(random() % (1 + random() % 300)));
            lengths.push_back(static_cast<std::uint32_t>(words.size()));
            for (const std::string& word : words)
                ++wanted["Ex" + word][static_cast<std::uint32_t>(lengths.size())];
        }
    const Written written(ranges);
    const Aligned bytes(written.bytes());
    const auto postings = BuiltPostings::view(bytes.bytes());
    REQUIRE(postings);
    CHECK(postings->documents() == 300);
    CHECK(std::ranges::equal(postings->lengths(), lengths));
    CHECK(all_of(*postings) == wanted);
    for (const auto& [term, documents] : wanted)
        CHECK(postings->list(term).documents == documents.size());
    for (const std::string unknown : {"", "A", "Ex", "Exw", "Exw0x", "Exw299999", "Z"})
        CHECK(postings->list(unknown).documents == 0);
    for (const std::string prefix : {"Exw1", "Exw29", "Exw7", "Ey", "Exw999"}) {
        Lists of_prefix;
        for (const auto& one : wanted)
            if (one.first.starts_with(prefix))
                of_prefix.insert(one);
        CHECK(all_of(*postings, prefix) == of_prefix);
    }
    std::size_t seen = 0;
    postings->each("Exw", [&](std::string_view, const BuiltList&) { return ++seen < 3; });
    CHECK(seen == 3);
}

TEST_CASE("postings of no documents are none", "[index]") {
    const Written written({});
    const Aligned bytes(written.bytes());
    const auto postings = BuiltPostings::view(bytes.bytes());
    REQUIRE(postings);
    CHECK(postings->documents() == 0);
    CHECK(all_of(*postings).empty());
    CHECK(BuiltPostings().list("Exa").documents == 0);
}

TEST_CASE("no bytes break posting lists", "[index]") {
    const Written written({{{"alpha", "beta"}, {"beta", "beta", "gamma"}}, {{"gamma"}}});
    const auto read = [](const std::string& bytes) {
        const Aligned aligned(bytes);
        const auto postings = BuiltPostings::view(aligned.bytes());
        std::size_t seen = 0;
        if (postings) {
            postings->each("Ex", [&](std::string_view, const BuiltList& list) {
                list.each([&](std::uint32_t, std::uint32_t) { ++seen; });
                return seen < 1000;
            });
            postings->list("Exbeta").each([&](std::uint32_t, std::uint32_t) { ++seen; });
        }
        return seen; // must return
    };
    CHECK(read(written.bytes()) == 5 + 2);
    for (std::size_t length = 0; length < written.bytes().size(); ++length)
        read(written.bytes().substr(0, length));
    for (std::size_t i = 0; i < written.bytes().size(); ++i)
        for (const char byte : {'\x00', '\x7F', '\xFF'}) {
            std::string changed = written.bytes();
            changed[i] = byte;
            read(changed);
        }
}

TEST_CASE("a term that only documents held that went is in no vocabulary", "[index]") {
    const Index index;
    index.build({article("a", Lang::en, "alpha common"), article("b", Lang::en, "beta common"),
                 article("c", Lang::en, "gamma common", "", Visibility::staff)});
    const Document changed = article("a", Lang::en, "delta common");
    REQUIRE(Updater(index.path())
                .apply({{changed.key, changed}, {{Kind::article, "c"}, std::nullopt}}));
    const auto now = index.snapshot(Visibility::staff);
    CHECK(words(now, Lang::en) == std::vector<Word>{{"beta", 1}, {"common", 2}, {"delta", 1}});
    CHECK(frequency(now, Lang::en, "alpha") == 0);
    CHECK(frequency(now, Lang::en, "common") == 2);
    CHECK(words_starting(now, Lang::en, "g", 5).empty());
    CHECK(index.with_word(Lang::en, "common", Visibility::staff) == Ids{"a", "b"});
    REQUIRE(Updater(index.path())
                .apply({{changed.key, std::nullopt}, {{Kind::article, "b"}, std::nullopt}}));
    CHECK_FALSE(has_words(index.snapshot(Visibility::staff), Lang::en));
}
