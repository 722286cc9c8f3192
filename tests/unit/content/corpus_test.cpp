// The sample knowledge base is what its README says it is.

#include "indexer/base/file.h"
#include "indexer/base/text.h"
#include "indexer/content/render.h"
#include "indexer/content/store.h"
#include "tests/support/catch.h"

#include <nlohmann/json.hpp>

#include <map>
#include <set>

using namespace lotse;
using namespace lotse::content;
using nlohmann::json;

namespace {

const std::filesystem::path corpus = std::filesystem::path(LOTSE_SOURCE_DIR) / "corpus";

std::vector<json> lines_of(const std::filesystem::path& path) {
    std::vector<json> out;
    const auto bytes = read_file(path, 10'000'000);
    REQUIRE(bytes);
    for (const auto line : split(*bytes, '\n'))
        if (!trimmed(line).empty())
            out.push_back(json::parse(line));
    return out;
}

std::size_t words_in(std::string_view text) {
    std::size_t words = 0;
    bool inside = false;
    for (const char c : text) {
        const bool blank = c == ' ' || c == '\n' || c == '\t';
        words += !blank && !inside;
        inside = !blank;
    }
    return words;
}

} // namespace

TEST_CASE("the sample knowledge base has no faults", "[corpus]") {
    const auto base = read_folder(corpus / "articles");
    REQUIRE(base);
    for (const Finding& finding : check(*base, corpus / "articles"))
        if (finding.severity == Severity::error || finding.code != "link-to-hidden")
            FAIL_CHECK(to_string(finding));
}

TEST_CASE("the sample knowledge base is large and bilingual enough", "[corpus]") {
    const auto base = read_folder(corpus / "articles");
    REQUIRE(base);
    std::map<std::string, int> by_lang;
    std::map<std::string, std::set<std::string>> by_key;
    std::map<std::string, int> alone;
    int hidden = 0;
    for (const Article& article : base->articles) {
        ++by_lang[article.lang];
        if (article.translation_key.empty())
            ++alone[article.lang];
        else
            by_key[article.translation_key].insert(article.lang);
        hidden += article.audience != Audience::everyone || article.state != State::published;
        const auto words = words_in(*to_plain_text(article.body));
        INFO(article.id << ": " << words << " words");
        CHECK(words >= 140);
        CHECK(words <= 620);
    }
    CHECK(by_lang["de"] >= 80);
    CHECK(by_lang["en"] >= 80);
    CHECK(by_key.size() >= 70);
    CHECK(alone["de"] >= 10);
    CHECK(alone["en"] >= 10);
    CHECK(hidden >= 8);
}

TEST_CASE("the sample questions lead to public articles", "[corpus]") {
    const auto base = read_folder(corpus / "articles");
    std::set<std::string> readable;
    for (const Article& article : base->articles)
        if (article.audience == Audience::everyone && article.state == State::published)
            readable.insert(article.id);
    std::set<std::string> questions;
    std::map<std::string, int> by_lang;
    for (const json& question : lines_of(corpus / "questions/queries.jsonl")) {
        CHECK(questions.insert(question.at("id")).second);
        ++by_lang[question.at("lang")];
    }
    CHECK(by_lang["de"] >= 150);
    CHECK(by_lang["en"] >= 150);
    CHECK(lines_of(corpus / "questions/unanswerable.jsonl").size() >= 60);
    CHECK(lines_of(corpus / "questions/held-aside.jsonl").size() >= 60);

    std::set<std::string> judged;
    const auto qrels = read_file(corpus / "questions/qrels.tsv", 1'000'000);
    REQUIRE(qrels);
    for (const auto line : split(*qrels, '\n')) {
        if (line.empty())
            continue;
        const auto fields = split(line, '\t');
        REQUIRE(fields.size() == 3);
        INFO(line);
        CHECK(questions.contains(std::string(fields[0])));
        CHECK(readable.contains(std::string(fields[1])));
        CHECK((fields[2] == "1" || fields[2] == "2"));
        judged.emplace(fields[0]);
    }
    CHECK(judged == questions);
}

TEST_CASE("the sample tickets are solved in all three ways", "[corpus]") {
    const auto base = read_folder(corpus / "articles");
    std::set<std::string> ids;
    for (const Article& article : base->articles)
        ids.insert(article.id);
    std::map<std::string, int> by_kind;
    std::set<std::string> refs;
    for (const auto& file : std::filesystem::directory_iterator(corpus / "tickets"))
        for (const json& ticket : lines_of(file.path())) {
            INFO(ticket.at("ref"));
            CHECK(refs.insert(ticket.at("ref")).second);
            const json& resolution = ticket.at("resolution");
            ++by_kind[resolution.at("kind")];
            if (resolution.at("kind") == "article")
                CHECK(ids.contains(resolution.at("article").get<std::string>()));
            CHECK(ticket.at("messages").size() >= 1);
        }
    CHECK(refs.size() >= 200);
    CHECK(by_kind["article"] >= 60);
    CHECK(by_kind["shared_solution"] >= 30);
    CHECK(by_kind["none"] >= 30);
}
