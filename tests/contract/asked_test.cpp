#include "tickets/asked.h"

#include "tests/contract/store_fixture.h"

using namespace lotse;
using namespace lotse::tickets;
using namespace lotse::tickets::testing;

namespace {

class AskedFixture : public StoreFixture {
  public:
    SearchRecord answered(std::string visitor, std::string audience = "public",
                          std::string text = "Rechnung herunterladen") const {
        return {.trail = "t-" + visitor,
                .visitor = std::move(visitor),
                .text = std::move(text),
                .lang = "de",
                .outcome = Outcome::answered,
                .shown = {"rechnung", "vertrag", "konto", "umzug"},
                .audience = std::move(audience),
                .topic = "herunterlad rechnung"};
    }
    std::vector<AskedOften> often() {
        return asked_often(*database, {.audiences = {"public", "customer"}}).value();
    }
};

} // namespace

TEST_CASE_METHOD(AskedFixture, "three visitors make a question known, with what answered it",
                 "[contract][asked]") {
    for (const char* visitor : {"v1", "v2", "v2"})
        REQUIRE(ok(searches.record(answered(visitor))));
    CHECK(often().empty());
    REQUIRE(ok(searches.record(answered("v3", "public", "rechnung  HERUNTERLADEN?"))));
    REQUIRE(ok(searches.mark_opened("t-v3", "vertrag")));
    REQUIRE(often().size() == 1);
    CHECK(
        often()[0] ==
        AskedOften{"Rechnung herunterladen", "de", "public", 4, {"vertrag", "rechnung", "konto"}});
}

TEST_CASE_METHOD(AskedFixture, "other words of the same topic do not count for each other",
                 "[contract][asked]") {
    REQUIRE(ok(searches.record(answered("v1"))));
    REQUIRE(ok(searches.record(answered("v2", "public", "Herunterladen der Rechnung"))));
    REQUIRE(ok(searches.record(answered("v3", "public", "meine Rechnung herunterladen"))));
    CHECK(often().empty());
}

TEST_CASE_METHOD(AskedFixture, "a question belongs to the widest audience that knows it",
                 "[contract][asked]") {
    REQUIRE(ok(searches.record(answered("v1"))));
    REQUIRE(ok(searches.record(answered("v2"))));
    REQUIRE(ok(searches.record(answered("v3", "staff"))));
    REQUIRE(ok(searches.record(answered("v4", ""))));
    REQUIRE(ok(searches.record(answered("v1", "customer")))); // the same person, signed in
    CHECK(often().empty());
    REQUIRE(ok(searches.record(answered("v5", "customer"))));
    REQUIRE(often().size() == 1);
    CHECK(often()[0].audience == "customer");
    CHECK(often()[0].times == 4);
    REQUIRE(ok(searches.record(answered("v6"))));
    CHECK(often().at(0).audience == "public");
}

TEST_CASE_METHOD(AskedFixture, "what was not answered, is old or held personal data is not told",
                 "[contract][asked]") {
    for (const char* visitor : {"v1", "v2", "v3"}) {
        auto vain = answered(visitor, "public", "Rechnung verbrennen");
        vain.outcome = Outcome::no_results;
        REQUIRE(ok(searches.record(vain)));
        REQUIRE(ok(searches.record(
            answered(visitor, "public", "Rechnung an p.schmidt@kunde.example schicken"))));
        auto disappointing = answered(visitor, "public", "Rechnung ansehen");
        disappointing.trail += "x";
        REQUIRE(ok(searches.record(disappointing)));
        REQUIRE(ok(searches.mark_outcome(disappointing.trail, Outcome::not_helped)));
        REQUIRE(ok(searches.record(answered(visitor))));
    }
    REQUIRE(often().size() == 1);
    CHECK(often()[0].text == "Rechnung herunterladen");
    clock.advance(std::chrono::hours{24 * 181});
    CHECK(often().empty());
}

TEST_CASE_METHOD(AskedFixture, "what is erased no longer counts", "[contract][asked]") {
    for (const char* visitor : {"v1", "v2", "v3"})
        REQUIRE(ok(searches.record(answered(visitor))));
    REQUIRE(often().size() == 1);
    place.run("DELETE FROM search_documents WHERE search_id = (SELECT MAX(id) FROM searches); "
              "DELETE FROM searches WHERE id = (SELECT MAX(id) FROM searches)");
    CHECK(often().empty());
}
