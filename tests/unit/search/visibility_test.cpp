#include "tests/unit/search/library.h"

using namespace lotse;
using analysis::Lang;
using index::Visibility;
using lotse::testing::article;
using lotse::testing::Library;

namespace {

std::vector<index::Document> with_secrets() {
    auto documents = lotse::testing::help_desk();
    documents.push_back(article("intern", Lang::de, "Geheimprojekt Leuchtfeuer",
                                "Das Leuchtfeuer wird im Oktober gezündet."));
    documents.back().visibility = Visibility::staff;
    documents.push_back(
        article("kunde", Lang::de, "Kundenbereich Nordlicht", "Das Nordlicht ist nur für Kunden."));
    documents.back().visibility = Visibility::customer;
    return documents;
}

} // namespace

TEST_CASE("a caller finds what he may read and nothing else", "[search][visibility]") {
    const Library library(with_secrets());
    const auto count = [&](const char* query, Visibility caller) {
        return library.ask(search::SearchRequest{.query = query, .caller = caller}).hits.size();
    };
    CHECK(count("Leuchtfeuer", Visibility::everyone) == 0);
    CHECK(count("Leuchtfeuer", Visibility::customer) == 0);
    CHECK(count("Leuchtfeuer", Visibility::staff) == 1);
    CHECK(count("Nordlicht", Visibility::everyone) == 0);
    CHECK(count("Nordlicht", Visibility::customer) == 1);
    CHECK(count("Nordlicht", Visibility::staff) == 1);
}

TEST_CASE("hidden documents show in no mending, suggestion, score or explanation",
          "[search][visibility]") {
    const Library open(lotse::testing::help_desk());
    const Library library(with_secrets());
    CHECK(library.ask(search::SearchRequest{.query = "Leuchtfeuer", .caller = Visibility::staff})
              .hits.size() == 1); // warms what is kept for staff
    for (const char* query : {"Leuchtfuer", "Leuchtfeuer", "Nordlich", "Rechnung Leuchtfeuer"}) {
        const auto with = library.ask(query);
        const auto without = open.ask(query);
        CHECK(with.searched_for == without.searched_for);
        CHECK(with.did_you_mean == without.did_you_mean);
        CHECK(with.total == without.total);
        REQUIRE(with.hits.size() == without.hits.size());
        for (std::size_t i = 0; i < with.hits.size(); ++i) {
            CHECK(with.hits[i].score == without.hits[i].score);
            CHECK(with.hits[i].snippet == without.hits[i].snippet);
        }
        CHECK(library.engine().explain({.query = query}).value() ==
              open.engine().explain({.query = query}).value());
    }
    for (const char* typed : {"Leu", "leuchtf", "nord", "G", "leucht feuer", "leuchz"}) {
        INFO(typed);
        const auto with = library.engine().suggest({.query = typed}).value();
        const auto without = open.engine().suggest({.query = typed}).value();
        CHECK(with.completions == without.completions);
        CHECK(with.hits.size() == without.hits.size());
    }
}
