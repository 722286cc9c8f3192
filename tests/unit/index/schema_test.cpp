#include "indexer/index/schema.h"

#include "tests/support/catch.h"

using namespace lotse::index;

TEST_CASE("a term names language and form before its text", "[index]") {
    CHECK(term(Lang::de, TermKind::stem, "rout") == "Dsrout");
    CHECK(term(Lang::en, TermKind::exact, "router") == "Exrouter");
    CHECK(filter_term(Filter::category, "email") == "Cemail");
}

TEST_CASE("the text comes back out of a text term, and of no other", "[index]") {
    CHECK(term_text("Dsrout") == "rout");
    CHECK(term_text("Cemail").empty());
    CHECK(term_text("Ds").empty());
}

TEST_CASE("the two languages never share a term", "[index]") {
    for (const auto& form : forms)
        CHECK(term(Lang::de, form.kind, "tat") != term(Lang::en, form.kind, "tat"));
}

TEST_CASE("a term's hash is the same on every machine", "[index]") {
    CHECK(term_hash("") == 2166136261U);
    CHECK(term_hash("Dxa") != term_hash("Exa"));
    CHECK(term_hash(Lang::de, TermKind::exact, "a") == term_hash("Dxa"));
    CHECK(term_hash("foobar") == 0xBF9CF968U); // FNV-1a's published test vector
}
