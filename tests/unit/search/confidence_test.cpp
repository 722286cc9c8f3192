// What an answer says about itself: how sure it is, what its score is made of, why it is there.

#include "indexer/base/file.h"
#include "indexer/base/text.h"
#include "indexer/content/store.h"
#include "indexer/index/knowledge.h"
#include "searchd/search/confidence.h"
#include "tests/unit/search/library.h"

#include <map>
#include <nlohmann/json.hpp>

using namespace lotse;
using lotse::testing::Library;

namespace {

const std::filesystem::path corpus = std::filesystem::path(LOTSE_SOURCE_DIR) / "corpus";

/// All texts of the sample's questions, those without an answer too.
std::vector<std::string> sample_questions() {
    std::vector<std::string> texts;
    for (const char* file : {"queries.jsonl", "unanswerable.jsonl"}) {
        const auto bytes = read_file(corpus / "questions" / file, 10'000'000);
        REQUIRE(bytes);
        for (const auto line : split(*bytes, '\n'))
            if (!line.empty())
                texts.push_back(nlohmann::json::parse(line).at("text"));
    }
    return texts;
}

std::vector<index::Document> sample_articles() {
    auto base = content::read_folder(corpus / "articles");
    REQUIRE(base);
    const auto source = index::KnowledgeSource::open(std::move(base->articles), nullptr);
    REQUIRE(source);
    std::vector<index::Document> documents;
    for (std::size_t i = 0; i < (*source)->size(); ++i)
        if (auto document = (*source)->load(i).value())
            documents.push_back(std::move(*document));
    return documents;
}

/// Everything of a document that a reason may quote.
std::string all_text(const index::Document& document) {
    std::string text = document.title + "\n" + document.summary + "\n" + document.text;
    for (const auto* list : {&document.aliases, &document.tags, &document.questions})
        for (const std::string& one : *list)
            text += "\n" + one;
    return text;
}

double sum_of(const std::vector<search::ScorePart>& parts) {
    double sum = 0;
    for (const auto& part : parts)
        sum += part.value;
    return sum;
}

} // namespace

TEST_CASE("more evidence never makes an answer less sure", "[search][confidence]") {
    using search::confidence;
    for (const search::Signal& signal : search::signals) {
        INFO(signal.name);
        CHECK(signal.weight > 0);
    }
    for (double score = 1; score < 60; score += 6)
        for (double unmet = 0; unmet < 30; unmet += 6)
            for (double words = 0; words < 9; words += 2)
                for (double direct = 0; direct <= 1; direct += 0.25)
                    for (double spread = 0; spread < 9; spread += 2) {
                        const double here = confidence({score, unmet, words, direct, spread});
                        CHECK(here > 0);
                        CHECK(here < 1);
                        CHECK(confidence({score + 1, unmet, words, direct, spread}) > here);
                        CHECK(confidence({score, unmet + 1, words, direct, spread}) < here);
                        CHECK(confidence({score, unmet, words + 1, direct, spread}) > here);
                        CHECK(confidence({score, unmet, words, direct + 0.1, spread}) > here);
                        CHECK(confidence({score, unmet, words, direct, spread + 1}) > here);
                    }
    CHECK(confidence({}) == 0);
}

TEST_CASE("a hit stands out by the scores of those behind it", "[search][confidence]") {
    const search::Crowd crowd({9, 5, 4, 3, 3, 3, 3, 3});
    CHECK(crowd.spread(9, 1) > crowd.spread(5, 1));
    CHECK(crowd.spread(9, 1) == lotse::testing::Approx(6 / 0.3));
    CHECK(crowd.spread(2, 1) == 0);
    const search::Crowd few({9, 5});
    CHECK(few.spread(9, 1) == few.spread(5, 1));
}

TEST_CASE("who bears fewer useless answers gets a higher floor", "[search][confidence]") {
    CHECK(search::floor_for(0) == 1);
    CHECK(search::floor_for(1) == 0);
    for (double target = 0; target < 0.29; target += 0.01)
        CHECK(search::floor_for(target) > search::floor_for(target + 0.01));
    CHECK(search::floor_for(-3) == 1);
    CHECK(search::floor_for(7) == 0);
}

TEST_CASE("the parts of every score add up to it, and every reason quotes", "[search][why]") {
    const auto documents = sample_articles();
    std::map<std::string, std::string> texts;
    for (const auto& document : documents)
        texts[document.key.id] = all_text(document);
    const Library library(documents);
    std::size_t reasons = 0;
    for (const std::string& question : sample_questions()) {
        INFO(question);
        for (const auto& hit :
             library.ask(search::SearchRequest{.query = question, .abstain = false}).hits) {
            CHECK(sum_of(hit.score_parts) == hit.score);
            CHECK(hit.confidence >= 0);
            CHECK(hit.confidence <= 1);
            for (const auto& why : hit.why) {
                INFO(hit.id << ": " << why.query_word << " → " << why.document_word);
                CHECK(!why.query_word.empty());
                CHECK(question.find(why.query_word) != std::string::npos);
                CHECK(!why.document_word.empty());
                CHECK(texts[hit.id].find(why.document_word) != std::string::npos);
                ++reasons;
            }
        }
    }
    CHECK(reasons > 1000);
}
