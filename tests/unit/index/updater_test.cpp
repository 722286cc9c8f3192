#include "tests/unit/index/support.h"

#include "indexer/base/file_sign.h"
#include "indexer/index/postings_internal.h"

#include <thread>

using namespace lotse;
using namespace lotse::index;
using namespace lotse::index::testing;

namespace {

Change put(Document document) {
    return {document.key, document};
}
Change take_out(const std::string& id) {
    return {{Kind::article, id}, std::nullopt};
}

UpdateReport apply(const Index& index, const std::vector<Change>& changes,
                   const std::optional<Position>& position = std::nullopt) {
    const auto report = Updater(index.path()).apply(changes, position);
    INFO((report ? "" : report.error().to_string()));
    REQUIRE(report);
    return *report;
}

} // namespace

TEST_CASE("an update puts, replaces and removes documents", "[index]") {
    const Index index;
    index.build({article("a", Lang::en, "alpha"), article("b", Lang::en, "beta")});
    const auto report = apply(index, {put(article("a", Lang::en, "gamma")), take_out("b"),
                                      put(article("c", Lang::en, "gamma"))});
    CHECK(report.put == 2);
    CHECK(report.removed == 1);
    CHECK(index.with_word(Lang::en, "gamma") == Ids{"a", "c"});
    CHECK(index.with_word(Lang::en, "alpha").empty());
    CHECK(index.with_word(Lang::en, "beta").empty());
}

TEST_CASE("the same batch twice changes nothing the second time", "[index]") {
    const Index index;
    index.build({article("a", Lang::en, "alpha")});
    const std::vector<Change> batch{put(article("a", Lang::en, "beta")), take_out("b")};
    apply(index, batch);
    const std::string revision = index.snapshot(Visibility::staff).revision();
    const auto report = apply(index, batch);
    CHECK(report.put + report.removed == 0);
    CHECK(report.unchanged == 2);
    CHECK(index.snapshot(Visibility::staff).revision() == revision);
}

TEST_CASE("a commit is seen at once, though the index has rested before", "[index]") {
    const Index index;
    const auto built = index.build({article("a", Lang::en, "alpha")}).generation;
    Snapshots snapshots(index.path());
    const auto has_rested = [&] {
        return settled_sign((built.database(Visibility::everyone) / "iamglass").string()) &&
               settled_sign((index.path() / "CURRENT").string());
    };
    while (!has_rested())
        std::this_thread::yield(); // for as long as files are too young to be told apart: a second
    const std::string before = snapshots.acquire(Visibility::everyone)->revision();
    CHECK(snapshots.acquire(Visibility::everyone)->revision() == before);
    apply(index, {put(article("b", Lang::en, "beta"))});
    const auto after = snapshots.acquire(Visibility::everyone);
    REQUIRE(after);
    CHECK(after->revision() != before);
    CHECK(after->document({Kind::article, "b"}));
    const auto rebuilt = index.build({article("c", Lang::en, "gamma")}).generation;
    CHECK(snapshots.acquire(Visibility::everyone)->generation().number == rebuilt.number);
}

TEST_CASE("numbers of documents that went are known, and never given again", "[index]") {
    const Index index;
    index.build({article("a", Lang::en, "alpha"), article("b", Lang::en, "beta")});
    apply(index, {take_out("b"), put(article("a", Lang::en, "gamma"))});
    apply(index, {put(article("b", Lang::en, "beta again"))});
    apply(index, {take_out("a")});
    const auto snapshot = index.snapshot();
    const auto& part = parts(snapshot).front();
    CHECK(part.last == 4);
    std::vector<Xapian::docid> gone = *part.gone;
    std::sort(gone.begin(), gone.begin() + 2); // of one batch
    CHECK(gone == std::vector<Xapian::docid>{1, 2, 3});
}

TEST_CASE("of several changes of one document in a batch the last counts", "[index]") {
    const Index index;
    index.build({});
    apply(index, {put(article("a", Lang::en, "first")), take_out("a"),
                  put(article("a", Lang::en, "last"))});
    CHECK(index.with_word(Lang::en, "last") == Ids{"a"});
    CHECK(index.snapshot().documents() == 1);
}

TEST_CASE("a document that is hidden is in no class that may not see it", "[index]") {
    const Index index;
    index.build({article("a", Lang::en, "thing")});
    apply(index, {put(article("a", Lang::en, "thing", "", Visibility::staff))});
    CHECK(index.with_word(Lang::en, "thing", Visibility::everyone).empty());
    CHECK(index.with_word(Lang::en, "thing", Visibility::staff) == Ids{"a"});
    apply(index, {put(article("a", Lang::en, "thing", "", Visibility::customer))});
    CHECK(index.with_word(Lang::en, "thing", Visibility::customer) == Ids{"a"});
    CHECK(index.with_word(Lang::en, "thing", Visibility::staff) == Ids{"a"});
}

TEST_CASE("the position of a stream moves with its batch", "[index]") {
    const Index index;
    index.build({});
    Updater updater(index.path());
    CHECK(*updater.position("tickets") == 0);
    apply(index, {put(article("a", Lang::en, "one"))}, Position{"tickets", 0, 7});
    CHECK(*updater.position("tickets") == 7);
    apply(index, {}, Position{"tickets", 7, 9}); // nothing to index, and yet it went on
    CHECK(*updater.position("tickets") == 9);
    apply(index, {put(article("a", Lang::en, "one"))}, Position{"tickets", 0, 7});
    CHECK(*updater.position("tickets") == 9); // an old batch again does not turn it back
    CHECK(*updater.position("other") == 0);
}

TEST_CASE("a full build begins where the streams stood when it read them", "[index]") {
    const Index index;
    BuildOptions options = index.options();
    options.positions = {{"tickets", 42}};
    index.build({article("a", Lang::en, "one")}, options);
    CHECK(*Updater(index.path()).position("tickets") == 42);
}

TEST_CASE("a batch that would skip changes after a rebuild is refused", "[index]") {
    const Index index;
    BuildOptions options = index.options();
    options.positions = {{"tickets", 5}};
    index.build({}, options);
    const auto refused =
        Updater(index.path())
            .apply({put(article("a", Lang::en, "one"))}, Position{"tickets", 7, 8});
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == Code::conflict);
    CHECK(index.with_word(Lang::en, "one").empty());
    CHECK(*Updater(index.path()).position("tickets") == 5);
}

TEST_CASE("an updater follows to the next generation", "[index]") {
    const Index index;
    index.build({});
    Updater updater(index.path());
    CHECK(updater.apply({put(article("a", Lang::en, "one"))})->generation == 1);
    index.build({});
    CHECK(updater.apply({put(article("b", Lang::en, "two"))})->generation == 2);
    CHECK(index.with_word(Lang::en, "two") == Ids{"b"});
}

TEST_CASE("the fingerprints tell which documents changed", "[index]") {
    const Index index;
    const Document a = article("a", Lang::en, "one");
    Document b = article("b", Lang::de, "zwei", "", Visibility::staff);
    index.build({a, b});
    const auto found = Updater(index.path()).fingerprints(Kind::article);
    REQUIRE(found);
    CHECK(found->size() == 2);
    CHECK(found->at(a.key) == a.fingerprint());
    CHECK(found->at(b.key) == b.fingerprint());
    b.questions = {"remembered"};
    CHECK(found->at(b.key) != b.fingerprint());
    CHECK(Updater(index.path()).fingerprints(Kind::ticket)->empty());
}

TEST_CASE("a document caught between two classes is put right by the next comparison", "[index]") {
    const Index index;
    const Document a = article("a", Lang::en, "one");
    index.build({a});
    {
        // What a kill after the first of two commits leaves: the same document in two classes.
        Xapian::WritableDatabase staff((index.path() / "000001" / "staff").string());
        Document old = a;
        old.visibility = Visibility::staff;
        const auto snapshot = index.snapshot();
        staff.add_document(to_xapian(old, *snapshot.analyzer(), *snapshot.vocabulary()));
        staff.commit();
    }
    const auto found = Updater(index.path()).fingerprints(Kind::article);
    CHECK(found->at(a.key) != a.fingerprint());
    apply(index, {put(a)});
    CHECK(Updater(index.path()).fingerprints(Kind::article)->at(a.key) == a.fingerprint());
    CHECK(index.with_word(Lang::en, "one", Visibility::staff) == Ids{"a"});
}

TEST_CASE("an update waits for another writer rather than failing", "[index]") {
    const Index index;
    index.build({});
    auto other =
        std::make_unique<Xapian::WritableDatabase>((index.path() / "000001" / "public").string());
    std::atomic<bool> applied{false};
    std::thread waiting(
        [&] { applied = Updater(index.path()).apply({put(article("a", Lang::en, "one"))}).ok(); });
    CHECK_FALSE(applied);
    other.reset();
    waiting.join();
    CHECK(applied);
    CHECK(index.with_word(Lang::en, "one") == Ids{"a"});
}

TEST_CASE("searches go on while updates are committed without pause", "[index]") {
    const Index index;
    index.build({article("fixed", Lang::en, "fixed")});
    std::atomic<bool> stop{false};
    std::atomic<int> failed{0};
    std::thread writer([&] { // assertions of the test library belong to the main thread
        Updater updater(index.path());
        for (int i = 0; i < 20; ++i) {
            const std::string id = "n" + std::to_string(i % 3);
            if (!updater.apply({put(article(id, Lang::en, "moving " + std::to_string(i)))}))
                ++failed;
        }
        stop = true;
    });
    Snapshots snapshots(index.path());
    int asked = 0;
    while (!stop || asked == 0) {
        const auto snapshot = snapshots.acquire(Visibility::everyone);
        REQUIRE(snapshot);
        CHECK(snapshot->document({Kind::article, "fixed"})->title == "fixed");
        ++asked;
    }
    writer.join();
    CHECK(failed == 0);
    CHECK(index.snapshot().documents() == 4);
}
