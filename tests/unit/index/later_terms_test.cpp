#include "indexer/index/later_terms_internal.h"

#include "indexer/index/schema.h"
#include "tests/unit/index/support.h"

using namespace lotse::index;
using namespace lotse::index::testing;

namespace {

Xapian::Document with_terms(const std::vector<std::string>& terms) {
    Xapian::Document document;
    for (const std::string& term : terms)
        document.add_term(term);
    return document;
}

} // namespace

TEST_CASE("what later documents hold is known, and of most other terms that none does", "[index]") {
    Xapian::WritableDatabase database(std::string(), Xapian::DB_BACKEND_INMEMORY);
    database.add_document(with_terms({"built"}));
    database.add_document(with_terms({"later", "both"}));
    LaterTerms later;
    later.take_in(database, 1, 2);
    CHECK(later.may_hold(term_hash("later")));
    CHECK(later.may_hold(term_hash("both")));
    CHECK_FALSE(later.may_hold(term_hash("built")));
    int wrong = 0;
    for (int i = 0; i < 1000; ++i)
        wrong += later.may_hold(term_hash("other" + std::to_string(i))) ? 1 : 0;
    CHECK(wrong < 5);

    SECTION("those that come after are taken in, those before not again") {
        database.add_document(with_terms({"latest"}));
        database.delete_document(2);
        later.take_in(database, 1, 3);
        CHECK(later.may_hold(term_hash("latest")));
        CHECK(later.may_hold(term_hash("later"))); // though it has gone
    }
    SECTION("of very many nothing is known") {
        database.replace_document(50'000, with_terms({"far"}));
        later.take_in(database, 1, 50'000);
        CHECK(later.may_hold(term_hash("other")));
    }
}

TEST_CASE("terms of documents that came after the build are found, in each class", "[index]") {
    Index index;
    index.build({article("a", Lang::en, "Printer"),
                 article("s", Lang::en, "Scanner", "", Visibility::staff)});
    Updater updater(index.path());
    const auto put = [&](const Document& document) {
        REQUIRE(updater.apply({{document.key, document}}));
    };
    const auto frequency_of = [&](const std::string& word, Visibility caller) {
        return frequency(index.snapshot(caller), Lang::en, word);
    };
    Snapshots snapshots(index.path());
    const auto held = [&](const std::string& word) { // by one who reads on and on
        return frequency(*snapshots.acquire(Visibility::everyone), Lang::en, word);
    };
    CHECK(held("beamer") == 0);
    put(article("b", Lang::en, "Beamer"));
    put(article("t", Lang::en, "Plotter", "", Visibility::staff));
    CHECK(held("beamer") == 1);
    CHECK(frequency_of("beamer", Visibility::everyone) == 1);
    CHECK(frequency_of("plotter", Visibility::everyone) == 0);
    CHECK(frequency_of("plotter", Visibility::staff) == 1);
    put(article("b", Lang::en, "Projector"));
    CHECK(held("beamer") == 0);
    CHECK(held("projector") == 1);
    CHECK(held("printer") == 1);
}
