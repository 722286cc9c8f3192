// Forward lists: what they hold, which documents have one of their own, and that no bytes break
// them.

#include "indexer/base/file.h"
#include "indexer/index/forward_writer_internal.h"
#include "indexer/index/postings_internal.h"
#include "tests/unit/index/support.h"

using namespace lotse;
using namespace lotse::index;
using namespace lotse::index::testing;

namespace {

std::uint32_t exact(const std::string& word) {
    return term_hash(term(Lang::en, TermKind::exact, word));
}

/// The number of a document in the union, which is found by its key.
Xapian::docid number_of(const Snapshot& snapshot, const std::string& id) {
    return *database(snapshot).postlist_begin(key_term({Kind::article, id}));
}

bool holds(const Forward& forward, const std::string& word) {
    const auto tokens = forward.tokens();
    return std::any_of(tokens.begin(), tokens.end(),
                       [&](const Token& token) { return token.hash == exact(word); });
}

struct Bytes {
    std::string readings;
    std::string list;
};

/// Three words: the first and the last are the same.
Bytes three_words() {
    ReadingBook book;
    StoredDocument document;
    document.key = {Kind::article, "router"};
    document.group = "routers";
    document.lang = Lang::en;
    std::string list;
    {
        ReadingFront front(book);
        ForwardWriter writer(front);
        const std::vector<ReadTerm> router{{Lang::en, TermKind::exact, "router", 7},
                                           {Lang::en, TermKind::stem, "rout", 8}};
        const std::vector<ReadTerm> the{{Lang::en, TermKind::exact, "the", 9}};
        writer.add(Field::title, 0, {"router", router});
        writer.add(Field::body, 0, {"", the});
        writer.add(Field::body, 1, {"router", router});
        list = writer.take(document);
    }
    const auto order = book.order();
    return {book.to_bytes(order), renumbered(list, order)};
}

} // namespace

TEST_CASE("a forward list says which words stand where, and how many letter grams", "[index]") {
    const Bytes bytes = three_words();
    const auto readings = Readings::view(bytes.readings);
    REQUIRE(readings);
    CHECK(readings->size() == 2);
    const auto forward = Forward::view(bytes.list, *readings);
    REQUIRE(forward);
    CHECK(forward->key == "article:router");
    CHECK(forward->group == "routers");
    CHECK(forward->lang == Lang::en);
    CHECK(forward->name_grams == 5); // _rou rout oute uter ter_
    CHECK(forward->text_grams == 5); // none of the function word
    CHECK(forward->tokens() == std::vector<Token>{{7, Field::title, 0},
                                                  {8, Field::title, 0},
                                                  {9, Field::body, 0},
                                                  {7, Field::body, 1},
                                                  {8, Field::body, 1}});
    CHECK(readings->at(0).terms.size() == 2); // the more frequent one comes first
    CHECK(readings->at(2).terms.empty());
}

TEST_CASE("no bytes break a forward list", "[index]") {
    const Bytes whole = three_words();
    const auto read = [](const std::string& readings, const std::string& list) {
        // As in a mapped file, they start at a multiple of eight.
        std::vector<std::uint64_t> room(readings.size() / 8 + 1);
        std::copy(readings.begin(), readings.end(), reinterpret_cast<char*>(room.data()));
        const auto table =
            Readings::view({reinterpret_cast<const char*>(room.data()), readings.size()});
        const auto forward = Forward::view(list, table.value_or(Readings()));
        return forward ? forward->tokens().size() : 0; // must return
    };
    CHECK(read(whole.readings, whole.list) == 5);
    for (std::size_t length = 0; length < whole.readings.size(); ++length)
        CHECK(read(whole.readings.substr(0, length), whole.list) <= 5);
    for (std::size_t length = 0; length < whole.list.size(); ++length)
        CHECK(read(whole.readings, whole.list.substr(0, length)) <= 5);
    for (const bool of_list : {false, true})
        for (std::size_t i = 0; i < (of_list ? whole.list : whole.readings).size(); ++i)
            for (const char byte : {'\x00', '\x7F', '\xFF'}) {
                Bytes changed = whole;
                (of_list ? changed.list : changed.readings)[i] = byte;
                read(changed.readings, changed.list);
            }
    const std::string lists(whole.list.size() * 3, '\xFF');
    CHECK_FALSE(ForwardLists::view(lists.substr(0, 24)));
    CHECK_FALSE(ForwardLists::view(""));
}

TEST_CASE("a document that changed since the build carries its own list", "[index]") {
    const Index index;
    index.build({article("a", Lang::en, "alpha"), article("b", Lang::en, "beta"),
                 article("c", Lang::en, "gamma", "", Visibility::staff)});
    const auto before = index.snapshot(Visibility::staff);
    for (const auto& [id, word] :
         {std::pair{"a", "alpha"}, std::pair{"b", "beta"}, std::pair{"c", "gamma"}}) {
        const auto forward = forward_of(before, number_of(before, id));
        REQUIRE(forward);
        CHECK(forward->key == std::string("article:") + id);
        CHECK(holds(*forward, word));
    }
    const Document changed = article("a", Lang::en, "delta");
    REQUIRE(Updater(index.path()).apply({{changed.key, changed}}));
    const auto after = index.snapshot(Visibility::staff);
    const Xapian::docid number = number_of(after, "a");
    CHECK_FALSE(forward_of(after, number));
    const StoredDocument stored = read_stored(after, number);
    CHECK(holds(own_forward(stored), "delta"));
    CHECK_FALSE(holds(own_forward(stored), "alpha"));
    CHECK(stored.tokens == own_forward(stored).tokens());
    CHECK(holds(*forward_of(after, number_of(after, "b")), "beta"));
    // What it was is nowhere to be found, and the next build gives it a list again.
    CHECK(index.found(term(Lang::en, TermKind::exact, "alpha")).empty());
    index.build({changed});
    const auto built = index.snapshot();
    CHECK(holds(*forward_of(built, number_of(built, "a")), "delta"));
}

TEST_CASE("an index whose lists are missing or damaged is refused with a hint", "[index]") {
    for (const char* file : {"forward-public", "postings-public", "readings", "readings-by-hash"}) {
        const Index index;
        const auto report = index.build({article("a", Lang::en, "alpha")});
        const auto path = report.generation.folder / file;
        REQUIRE(std::filesystem::exists(path));
        REQUIRE(write_file(path, "nonsense"));
        const auto damaged = Snapshots(index.path()).acquire(Visibility::everyone);
        REQUIRE_FALSE(damaged);
        CHECK(damaged.error().code == Code::corrupt);
        CHECK(damaged.error().hint.find("lotse-indexer build") != std::string::npos);
        std::filesystem::remove(path);
        CHECK_FALSE(Snapshots(index.path()).acquire(Visibility::everyone));
    }
}

TEST_CASE("lists of many ranges are those of the documents they belong to", "[index]") {
    const Index index;
    std::vector<Document> documents;
    for (int i = 0; i < 40; ++i)
        documents.push_back(article("a" + std::to_string(i), Lang::en,
                                    std::string("word") + static_cast<char>('a' + i % 26), "",
                                    i % 3 == 0 ? Visibility::staff : Visibility::everyone));
    BuildOptions options = index.options();
    options.batch = 3;
    options.threads = 2;
    index.build(documents, options);
    const auto snapshot = index.snapshot(Visibility::staff);
    for (const Document& document : documents) {
        const auto forward = forward_of(snapshot, number_of(snapshot, document.key.id));
        REQUIRE(forward);
        CHECK(forward->key == document.key.to_string());
        CHECK(holds(*forward, document.title));
    }
}
