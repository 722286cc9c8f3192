#include "indexer/index/updater.h"
#include "tests/unit/search/library.h"

using namespace lotse;
using analysis::Lang;
using index::Visibility;
using lotse::testing::article;
using lotse::testing::Library;

namespace {

struct Line {
    std::string id;
    double score = 0;
    double confidence = 0;
    std::string snippet;

    bool operator==(const Line&) const = default;
};

std::vector<Line> lines(const search::Engine& engine, const std::string& query, Visibility caller) {
    search::SearchRequest request{.query = query, .caller = caller};
    request.deadline = Milliseconds{60'000};
    request.abstain = false;
    auto answer = engine.search(request);
    REQUIRE(answer.ok());
    std::vector<Line> found;
    for (const auto& hit : answer->hits)
        found.push_back({hit.id, hit.score, hit.confidence, hit.snippet});
    return found;
}

const std::vector<std::string> queries{"Drucker",           "druker offline", "Passwort vergessen",
                                       "Umzug Rufnummer",   "invoice",        "Zahlungsfrist",
                                       "Rechnung bezahlen", "Ihre Rechnung"};

/// Whether laying the document over the index answers like writing it into the index does.
void compare(const index::Document& document) {
    const Library library(lotse::testing::help_desk());
    const auto laid_over = library.engine().with(document);
    std::map<std::pair<std::string, Visibility>, std::vector<Line>> before;
    for (const auto& query : queries)
        for (const Visibility caller : index::all_visibilities)
            before[{query, caller}] = lines(*laid_over, query, caller);

    const auto index = library.folder() / "index";
    REQUIRE(index::Updater(index).apply({{document.key, document}}).ok());
    SystemClock clock;
    const auto written =
        search::Engine::create({index, library.folder() / "synonyms", 0}, clock).value();
    for (const auto& [asked, found] : before) {
        INFO(asked.first);
        CHECK(found == lines(*written, asked.first, asked.second));
    }
}

} // namespace

TEST_CASE("a document that is laid over answers as if it were written", "[search][laid-over]") {
    auto fresh = article("zahlungsfrist", Lang::de, "Bis wann Sie die Rechnung bezahlen",
                         "Die Zahlungsfrist beträgt vierzehn Tage.");
    SECTION("a new one") {
        compare(fresh);
    }
    SECTION("one that stands in place of another") {
        fresh.key.id = "rechnung-lesen";
        fresh.group = "bill";
        compare(fresh);
    }
    SECTION("one that is for staff from now on") {
        fresh.key.id = "rechnung-lesen";
        fresh.visibility = Visibility::staff;
        compare(fresh);
    }
}

TEST_CASE("nobody else sees a document that is laid over", "[search][laid-over]") {
    const Library library(lotse::testing::help_desk());
    const auto trial = library.engine().with(
        article("drucker-offline", Lang::de, "Faxgerät druckt nicht", "Prüfen Sie das Faxgerät."));
    CHECK(lines(*trial, "Faxgerät", Visibility::everyone).front().id == "drucker-offline");
    CHECK(library.first("Faxgerät").empty());
    CHECK(library.first("Drucker offline") == "drucker-offline");
    search::SearchRequest request{.query = "0x80070005", .abstain = false};
    CHECK(trial->search(request).value().hits.empty()); // the former text said that
    CHECK(library.first("0x80070005") == "drucker-offline");
    CHECK(trial->suggest({.query = "Faxg"}).value().completions.size() == 1);
    CHECK(library.engine().suggest({.query = "Faxg"}).value().completions.empty());
}
