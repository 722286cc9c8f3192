// The sample knowledge base with the whole dictionary: what it answers and on what it is silent.
// Takes some seconds, most of them for the dictionary: only with it do words of one language meet
// by chance in the other.

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>

#include "indexer/base/file.h"
#include "indexer/base/text.h"
#include "indexer/content/store.h"
#include "indexer/index/builder.h"
#include "indexer/index/knowledge.h"
#include "searchd/search/engine.h"
#include "tests/support/catch.h"
#include "tests/support/temp_dir.h"

using namespace lotse;
using analysis::Lang;

namespace {

constexpr const char* word_list = "/usr/share/trans/de-en";
const std::filesystem::path root = LOTSE_SOURCE_DIR;

/// With every setting as shipped.
class Sample {
  public:
    Sample() {
        auto base = content::read_folder(root / "corpus/articles");
        REQUIRE(base);
        const auto source = index::KnowledgeSource::open(std::move(base->articles), nullptr);
        REQUIRE(source);
        index::BuildOptions options;
        options.index = folder_ / "index";
        options.dictionary = word_list;
        REQUIRE(index::build(**source, options, clock_));
        engine_ = search::Engine::create({options.index, root / "corpus/synonyms"}, clock_).value();
    }

    search::SearchAnswer ask(const std::string& query, Lang page) const {
        auto answer =
            engine_->search({.query = query, .page_lang = page, .deadline = Milliseconds{60'000}});
        REQUIRE(answer.ok());
        return std::move(*answer);
    }

  private:
    lotse::testing::TempDir folder_;
    SystemClock clock_;
    std::unique_ptr<search::Engine> engine_;
};

struct Question {
    std::string text;
    Lang lang = Lang::de;
    std::set<std::string> right;
};

std::vector<Question> judged() {
    std::map<std::string, std::set<std::string>> right;
    const auto table = read_file(root / "corpus/questions/qrels.tsv", 10'000'000).value();
    for (const auto line : split(table, '\n'))
        if (const auto columns = split(line, '\t'); columns.size() == 3)
            right[std::string(columns[0])].insert(std::string(columns[1]));
    std::vector<Question> questions;
    for (const char* name : {"queries.jsonl", "unanswerable.jsonl"}) {
        const auto bytes = read_file(root / "corpus/questions" / name, 10'000'000).value();
        for (const auto line : split(bytes, '\n')) {
            if (trimmed(line).empty())
                continue;
            const auto json = nlohmann::json::parse(line);
            questions.push_back({json.at("text"),
                                 *analysis::parse_lang(json.at("lang").get<std::string>()),
                                 right[json.at("id")]});
        }
    }
    return questions;
}

/// Of the answers shown to every second question, the share that is useless.
double useless(const Sample& sample, const std::vector<Question>& questions, std::size_t half) {
    double shown = 0;
    double useless = 0;
    for (std::size_t i = half; i < questions.size(); i += 2) {
        const auto answer = sample.ask(questions[i].text, questions[i].lang);
        if (answer.hits.empty())
            continue;
        ++shown;
        bool useful = false;
        for (std::size_t h = 0; h < std::min<std::size_t>(3, answer.hits.size()); ++h)
            useful |= questions[i].right.contains(answer.hits[h].id);
        useless += useful ? 0 : 1;
    }
    REQUIRE(shown > 100);
    return useless / shown;
}

} // namespace

TEST_CASE("the sample answers its questions and is silent on other matter",
          "[search][abstains][sample]") {
    if (!std::filesystem::exists(word_list)) {
        WARN("not tested without " << word_list);
        return;
    }
    const Sample sample;

    std::ifstream file(root / "tests/unit/search/off_topic.txt");
    REQUIRE(file.good());
    std::string line;
    int rows = 0;
    int known_wrong = 0;
    for (int number = 1; std::getline(file, line); ++number) {
        if (line.empty() || line.starts_with('#'))
            continue;
        ++rows;
        const bool wrong = line.starts_with('!');
        const std::string row = wrong ? line.substr(1) : line;
        const auto fields = split(row, '|');
        INFO("off_topic.txt:" << number << " " << line);
        REQUIRE(fields.size() == 2);
        const auto page = *analysis::parse_lang(trimmed(fields[0]));
        if (wrong)
            ++known_wrong;
        else
            CHECK(sample.ask(std::string(trimmed(fields[1])), page).hits.empty());
    }
    CHECK(known_wrong * 10 <= rows);
    CHECK(rows >= 35);

    // As the floor promises, in either half of the judged questions.
    const double target = search::EngineOptions{}.most_useless;
    const auto questions = judged();
    for (const std::size_t half : {0U, 1U}) {
        const double share = useless(sample, questions, half);
        INFO("half " << half << ": " << share << " of the answers shown are useless");
        CHECK(std::abs(share - target) <= 0.03);
    }
}
