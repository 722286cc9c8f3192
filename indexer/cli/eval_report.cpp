#include "indexer/cli/eval_report.h"

#include <algorithm>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace lotse::cli {

namespace {

using json = nlohmann::ordered_json;

Figures figures(const std::vector<const Asked*>& asked) {
    Figures result;
    std::vector<double> times;
    for (const Asked* one : asked) {
        result.scores += score(one->ranking(), one->question.grades);
        times.push_back(one->milliseconds);
    }
    result.queries = asked.size();
    result.scores = result.scores.divided_by(static_cast<double>(asked.size()));
    result.query_ms_median = percentile(times, 0.5);
    result.query_ms_p95 = percentile(times, 0.95);
    return result;
}

// Four digits: more would be noise, and the files stay comparable.
double rounded(double value) {
    return static_cast<double>(static_cast<long long>(value * 10'000 + 0.5)) / 10'000;
}

json as_json(const Figures& figures) {
    return {{"queries", figures.queries},
            {"recall_at_1", rounded(figures.scores.recall_at_1)},
            {"recall_at_3", rounded(figures.scores.recall_at_3)},
            {"success_at_5", rounded(figures.scores.success_at_5)},
            {"mrr_at_10", rounded(figures.scores.mrr_at_10)},
            {"ndcg_at_10", rounded(figures.scores.ndcg_at_10)},
            {"query_ms_median", rounded(figures.query_ms_median)},
            {"query_ms_p95", rounded(figures.query_ms_p95)}};
}

json confidence_json(const std::vector<Judged>& judged) {
    json calibration = json::array();
    for (const Band& band : bands(judged))
        calibration.push_back({{"from", band.from},
                               {"to", band.to},
                               {"answers", band.answers},
                               {"confidence", rounded(band.confidence)},
                               {"useful", rounded(band.useful)}});
    return {{"separation", rounded(separation(judged))},
            {"wrongly_answered_at_80", rounded(wrongly_answered(judged, 0.8))},
            {"bands", calibration}};
}

std::string table_row(const std::string& name, const Figures& figures) {
    return fmt::format("{:<5}{:>8}{:>10.3f}{:>10.3f}{:>11.3f}{:>8.3f}{:>9.3f}{:>11.2f}{:>9.2f}\n",
                       name, figures.queries, figures.scores.recall_at_1,
                       figures.scores.recall_at_3, figures.scores.success_at_5,
                       figures.scores.mrr_at_10, figures.scores.ndcg_at_10, figures.query_ms_median,
                       figures.query_ms_p95);
}

std::size_t abstained(const std::vector<Asked>& asked) {
    return static_cast<std::size_t>(
        std::count_if(asked.begin(), asked.end(), [](const Asked& one) { return !one.confident; }));
}

std::string legend(const EvalReport& report) {
    std::string text;
    if (report.own_language())
        text += "own: questions with an answer in the asker's own language\n";
    if (report.remembering)
        text += fmt::format("plain: the same questions, before {} documents were given some that "
                            "they answer\n",
                            report.remembering->documents);
    if (report.letters)
        text += "drafts: the same questions, each within a whole letter\n";
    return text;
}

std::string describe_failure(const Asked& asked) {
    std::string right;
    for (const auto& [id, grade] : asked.question.grades)
        right += (right.empty() ? "" : ", ") + id;
    const std::size_t rank = first_right(asked.ranking(), asked.question.grades, 10);
    std::string shown;
    for (std::size_t i = 0; i < std::min<std::size_t>(3, asked.hits.size()); ++i)
        shown += (shown.empty() ? "" : ", ") + asked.hits[i].document;
    return fmt::format("{} [{}] {}\n    right: {} ({})\n    first: {}\n", asked.question.id,
                       analysis::name(asked.question.lang), asked.question.text, right,
                       rank == 0 ? "not found" : fmt::format("rank {}", rank),
                       shown.empty() ? "nothing" : shown);
}

} // namespace

std::vector<std::string> Asked::ranking() const {
    std::vector<std::string> ids;
    for (const auto& hit : hits)
        ids.push_back(hit.document);
    return ids;
}

Figures EvalReport::all() const {
    std::vector<const Asked*> asked;
    for (const auto& one : answered)
        asked.push_back(&one);
    return figures(asked);
}

std::vector<Judged> EvalReport::judged() const {
    std::vector<Judged> all;
    for (const Asked& one : answered) {
        const bool useful = first_right(one.ranking(), one.question.grades, 3) > 0;
        all.push_back({one.confidence, true, useful});
    }
    for (const Asked& one : unanswerable)
        all.push_back({one.confidence, false, false});
    return all;
}

std::map<std::string, Figures> EvalReport::by_lang() const {
    std::map<std::string, std::vector<const Asked*>> groups;
    for (const auto& one : answered)
        groups[std::string(analysis::name(one.question.lang))].push_back(&one);
    std::map<std::string, Figures> result;
    for (const auto& [lang, asked] : groups)
        result[lang] = figures(asked);
    return result;
}

std::optional<Figures> EvalReport::own_language() const {
    std::vector<const Asked*> own;
    for (const auto& one : answered)
        if (std::any_of(one.question.grades.begin(), one.question.grades.end(),
                        [&](const auto& grade) {
                            const auto found = languages.find(grade.first);
                            return grade.second > 0 && found != languages.end() &&
                                   found->second == one.question.lang;
                        }))
            own.push_back(&one);
    if (own.empty() || own.size() == answered.size())
        return std::nullopt;
    return figures(own);
}

std::string to_table(const EvalReport& report) {
    std::string table = fmt::format(
        "{} documents\n{:<5}{:>8}{:>10}{:>10}{:>11}{:>8}{:>9}{:>11}{:>9}\n", report.documents, "",
        "queries", "recall@1", "recall@3", "success@5", "MRR@10", "nDCG@10", "median ms", "p95 ms");
    for (const auto& [lang, figures] : report.by_lang())
        table += table_row(lang, figures);
    if (const auto own = report.own_language())
        table += table_row("own", *own);
    table += table_row("all", report.all());
    if (report.remembering)
        table += table_row("plain", report.remembering->without);
    if (report.letters)
        table += table_row("drafts", *report.letters);
    table += legend(report);
    if (!report.unanswerable.empty())
        table +=
            fmt::format("unanswerable: {} of {} rightly not answered; {} of {} answerable ones "
                        "not answered\n",
                        abstained(report.unanswerable), report.unanswerable.size(),
                        abstained(report.answered), report.answered.size()) +
            to_table(report.judged());
    return table;
}

std::string to_table(const Figures& whole, const std::vector<Ablation>& without) {
    std::string table =
        fmt::format("{:<14}{:>8}{:>9}{:>11}\n", "without", "MRR@10", "change", "median ms");
    for (const Ablation& one : without)
        table += fmt::format(
            "{:<14}{:>8.3f}{:>+9.3f}{:>11.2f}\n", one.idea, one.figures.scores.mrr_at_10,
            one.figures.scores.mrr_at_10 - whole.scores.mrr_at_10, one.figures.query_ms_median);
    return table;
}

std::string to_json(const EvalReport& report) {
    json result = as_json(report.all());
    json langs = json::object();
    for (const auto& [lang, figures] : report.by_lang())
        langs[lang] = as_json(figures);
    result["by_lang"] = langs;
    if (const auto own = report.own_language())
        result["own_language"] = as_json(*own);
    if (report.remembering)
        result["remembering"] = {{"documents", report.remembering->documents},
                                 {"without", as_json(report.remembering->without)}};
    if (report.letters)
        result["drafts"] = as_json(*report.letters);
    if (!report.unanswerable.empty())
        result["unanswerable"] = {{"queries", report.unanswerable.size()},
                                  {"abstained", abstained(report.unanswerable)},
                                  {"answerable_abstained", abstained(report.answered)}};
    result["confidence"] = confidence_json(report.judged());
    return result.dump(2) + "\n";
}

std::string to_trec_run(const EvalReport& report) {
    std::string run;
    for (const auto& asked : report.answered) {
        double above = 0;
        for (std::size_t i = 0; i < asked.hits.size(); ++i) {
            // Tools sort by score and break ties by name: a tie must not change our order.
            double score = asked.hits[i].score;
            if (i > 0 && score > above - 1e-6)
                score = above - 1e-6;
            above = score;
            run += fmt::format("{} Q0 {} {} {:.6f} lotse\n", asked.question.id,
                               asked.hits[i].document, i + 1, score);
        }
    }
    return run;
}

std::string failures(const EvalReport& report, std::size_t limit) {
    std::vector<std::pair<std::size_t, const Asked*>> wrong;
    for (const auto& asked : report.answered) {
        const std::size_t rank = first_right(asked.ranking(), asked.question.grades, 10);
        if (rank == 0 || rank > 3)
            wrong.emplace_back(rank == 0 ? 11 : rank, &asked);
    }
    std::stable_sort(wrong.begin(), wrong.end(),
                     [](const auto& a, const auto& b) { return a.first > b.first; });
    std::string text;
    for (std::size_t i = 0; i < std::min(limit, wrong.size()); ++i)
        text += describe_failure(*wrong[i].second);
    return text;
}

} // namespace lotse::cli
