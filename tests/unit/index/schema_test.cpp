#include "indexer/index/schema.h"

#include "tests/support/catch.h"

using namespace lotse::index;

TEST_CASE("a term names language, field and form before its text", "[index]") {
    CHECK(term(Lang::de, Field::any, TermKind::stem, "rout") == "DAsrout");
    CHECK(term(Lang::en, Field::title, TermKind::exact, "router") == "ETxrouter");
    CHECK(filter_term(Filter::category, "email") == "Cemail");
}

TEST_CASE("the text comes back out of a text term, and of no other", "[index]") {
    CHECK(term_text("DAsrout") == "rout");
    CHECK(term_text("Cemail").empty());
    CHECK(term_text("DA").empty());
}

TEST_CASE("the two languages never share a term", "[index]") {
    for (const auto& form : forms)
        for (const auto& field : fields)
            CHECK(term(Lang::de, field.field, form.kind, "tat") !=
                  term(Lang::en, field.field, form.kind, "tat"));
}

TEST_CASE("a term's hash is the same on every machine", "[index]") {
    CHECK(term_hash("") == 2166136261U);
    CHECK(term_hash("DAxa") != term_hash("EAxa"));
    CHECK(term_hash("foobar") == 0xBF9CF968U); // FNV-1a's published test vector
}
