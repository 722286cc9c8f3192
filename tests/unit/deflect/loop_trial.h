#pragma once
// The loop on the sample knowledge base: articles are taken out, their questions asked in vain, and
// each gap is solved in one of the three ways that leave knowledge behind. Used by the test, which
// holds it to its promise, and by the bench, which prints it.

#include <filesystem>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <sstream>

#include "searchd/deflect/authoring.h"
#include "tests/unit/deflect/world.h"

namespace lotse::deflect::testing {

struct JudgedGap {
    std::string article;
    std::string lang;
    std::vector<std::string> asked;   // in vain, before it was solved
    std::vector<std::string> unheard; // other words for the same; the loop never sees them
};

/// Articles of the sample with at least two questions that they answer, paraphrases included: the
/// first is asked, the others are kept back.
inline std::vector<JudgedGap> judged_gaps() {
    using Json = nlohmann::json;
    const std::string folder = LOTSE_SOURCE_DIR "/corpus/questions/";
    std::map<std::string, Json> questions;
    std::ifstream queries(folder + "queries.jsonl");
    for (std::string line; std::getline(queries, line);) {
        auto one = Json::parse(line);
        const std::string id = one["id"];
        questions[id] = std::move(one);
    }
    std::map<std::string, JudgedGap> gaps;
    std::ifstream judged(folder + "qrels.tsv");
    for (std::string line; std::getline(judged, line);) {
        std::istringstream fields(line);
        std::string question, article, grade;
        fields >> question >> article >> grade;
        if (grade != "2")
            continue;
        JudgedGap& gap = gaps[article];
        gap.article = article;
        gap.lang = questions.at(question)["lang"];
        (gap.asked.empty() ? gap.asked : gap.unheard).push_back(questions.at(question)["text"]);
    }
    std::ifstream paraphrases(folder + "paraphrases.jsonl");
    for (std::string line; std::getline(paraphrases, line);) {
        const auto one = Json::parse(line);
        gaps.at(one["article"]).unheard.push_back(one["text"]);
    }
    std::vector<JudgedGap> found;
    for (auto& [article, gap] : gaps)
        if (!gap.unheard.empty())
            found.push_back(std::move(gap));
    return found;
}

struct Tally {
    std::size_t asked = 0;
    std::size_t first_three = 0; // of what is shown: nothing when the engine abstains
    std::size_t ranked = 0;      // the same, abstaining aside
    std::vector<std::string> missed;

    void count(bool found, bool ranks, const std::string& what) {
        ++asked;
        first_three += found ? 1U : 0U;
        ranked += ranks ? 1U : 0U;
        if (!found)
            missed.push_back(what);
    }
    double share() const {
        return asked == 0 ? 0 : static_cast<double>(first_three) / static_cast<double>(asked);
    }
    double ranked_share() const {
        return asked == 0 ? 0 : static_cast<double>(ranked) / static_cast<double>(asked);
    }
};

class LoopTrial {
  public:
    LoopTrial() : gaps_(judged_gaps()) {
        namespace fs = std::filesystem;
        fs::copy(LOTSE_SOURCE_DIR "/corpus/synonyms", world.dir / "synonyms");
        ok(world.engine->reload());
        auto base = ok(content::read_folder(LOTSE_SOURCE_DIR "/corpus/articles"));
        std::map<std::string, content::Article> all;
        for (auto& article : base.articles)
            all[article.id] = std::move(article);
        for (const JudgedGap& gap : gaps_) {
            withheld_[gap.article] = all.at(gap.article);
            all.erase(gap.article);
        }
        for (auto& [id, article] : all)
            ok(content::write_article(world.dir / "content", article, ""));
        ok(world.loop->step());
        world.build();
        ok(world.loop->step());
    }

    const std::vector<JudgedGap>& gaps() const { return gaps_; }

    /// How many of the questions find the right article before there is one: none, or the trial
    /// would prove nothing.
    std::size_t found_before() const {
        std::size_t found = 0;
        for (const JudgedGap& gap : gaps_)
            for (const std::string& question : gap.asked)
                found += rank(gap, question, "article:" + gap.article) != 0 ? 1U : 0U;
        return found;
    }

    /// Two visitors search in vain for each; the ticket that comes of it is solved.
    void solve_all() {
        for (std::size_t i = 0; i < gaps_.size(); ++i)
            solve(gaps_[i], i % 3);
        while (ok(world.loop->step()).jobs > 0)
            ;
    }

    void ask(Tally& original, Tally& unheard) const {
        for (const JudgedGap& gap : gaps_) {
            for (const std::string& question : gap.asked)
                count(original, gap, question);
            for (const std::string& question : gap.unheard)
                count(unheard, gap, question);
        }
    }

    std::size_t closed_gaps() {
        tickets::GapFilter filter;
        filter.state = tickets::GapState::closed;
        filter.limit = 500;
        return ok(tickets::SearchLog(*world.database).gaps(filter)).size();
    }

    World world;

  private:
    void count(Tally& tally, const JudgedGap& gap, const std::string& question) const {
        const std::size_t at = rank(gap, question, answers_.at(gap.article));
        const std::size_t place = rank(gap, question, answers_.at(gap.article), false);
        tally.count(at >= 1 && at <= 3, place >= 1 && place <= 3,
                    answers_.at(gap.article) + " (rank " + std::to_string(at) + "): " + question);
    }

    std::size_t rank(const JudgedGap& gap, const std::string& question, const std::string& answer,
                     bool abstain = true) const {
        search::SearchRequest request;
        request.query = question;
        request.abstain = abstain;
        request.page_lang = analysis::parse_lang(gap.lang).value_or(search::Lang::de);
        const auto found = ok(world.engine->search(request));
        for (std::size_t i = 0; i < found.hits.size(); ++i)
            if (index::Key{found.hits[i].kind, found.hits[i].id}.to_string() == answer)
                return i + 1;
        return 0;
    }

    tickets::TicketNumber ask_in_vain(const JudgedGap& gap) {
        const auto lang = analysis::parse_lang(gap.lang).value_or(search::Lang::de);
        for (const char* address : {"192.0.2.1", "198.51.100.1"})
            for (const std::string& question : gap.asked) {
                search::SearchRequest request;
                request.query = question;
                request.page_lang = lang;
                const auto trail = world.trails->record({"", {address, "Browser"}, question, lang},
                                                        ok(world.engine->search(request)));
                ok(world.trails->not_helped(trail)); // something else may have been shown
            }
        tickets::TicketFilter newest;
        newest.kind = tickets::Kind::gap;
        newest.limit = 1;
        const auto found = ok(tickets::TicketStore(*world.database).list(newest));
        REQUIRE(found.size() == 1);
        return found[0].number;
    }

    void solve(const JudgedGap& gap, std::size_t way) {
        using tickets::ResolutionKind;
        const auto number = ask_in_vain(gap);
        content::Article article = withheld_.at(gap.article);
        article.path.clear();
        // What shows an address as an example cannot be published from a ticket.
        if (!personal_places(article, {}).empty())
            way = 1;
        answers_[gap.article] = "article:" + gap.article;
        if (way == 0) {
            ok(resolve_with_article(*world.database, *world.catalog, world.agent, number,
                                    {.kind = ResolutionKind::written_article}, article));
        } else if (way == 1) {
            ok(content::write_article(world.dir / "content", article, ""));
            world.resolve(number, {.kind = ResolutionKind::linked_article, .article = article.id});
        } else {
            answers_[gap.article] = "solution:" + std::to_string(number.value);
            world.resolve(number, {.kind = ResolutionKind::shared_solution,
                                   .lang = gap.lang,
                                   .title = article.title,
                                   .text = article.summary + "\n\n" + article.body});
        }
    }

    std::vector<JudgedGap> gaps_;
    std::map<std::string, content::Article> withheld_;
    std::map<std::string, std::string> answers_; // by article: what answers its questions now
};

} // namespace lotse::deflect::testing
