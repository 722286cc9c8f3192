#pragma once
// The figures of an evaluation, and how they are shown: as a table, as JSON, as a TREC run.

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "indexer/cli/calibration.h"
#include "indexer/cli/judged_set.h"
#include "indexer/cli/metrics.h"

namespace lotse::cli {

struct Ranked {
    std::string document;
    double score = 0;
};

/// One question that was asked.
struct Asked {
    JudgedQuestion question;
    std::vector<Ranked> hits; // at most 10, best first
    double milliseconds = 0;
    bool confident = false; // the engine would have shown its answer
    double confidence = 0;  // of the surest of the first three hits

    std::vector<std::string> ranking() const;
};

struct Figures {
    std::size_t queries = 0;
    Scores scores;
    double query_ms_median = 0;
    double query_ms_p95 = 0;
};

/// What a part of the questions, given to the documents that answer them, is worth to the others.
struct Remembering {
    std::size_t documents = 0; // that were given questions
    Figures without;           // the same questions asked of documents that remember nothing
};

struct EvalReport {
    std::size_t documents = 0;
    std::map<std::string, analysis::Lang> languages; // of the set's own documents
    std::optional<Remembering> remembering;
    std::optional<Figures> letters;  // the same questions within whole letters
    std::vector<Asked> answered;     // questions that have an answer
    std::vector<Asked> unanswerable; // questions that have none

    Figures all() const;
    std::vector<Judged> judged() const; // of all questions, for what confidence is worth
    std::map<std::string, Figures> by_lang() const;
    /// Questions with an answer in the asker's own language; nullopt where all have one or none
    /// has.
    std::optional<Figures> own_language() const;
};

/// The figures without one idea of the ranking.
struct Ablation {
    std::string idea;
    Figures figures;
};

std::string to_table(const EvalReport& report);
/// What MRR@10 and the time lose or gain without each idea.
std::string to_table(const Figures& whole, const std::vector<Ablation>& without);
std::string to_json(const EvalReport& report);

/// "query Q0 document rank score lotse"; scores fall strictly, so that every tool sorts alike.
std::string to_trec_run(const EvalReport& report);

/// Questions whose answer is not among the first three, worst first: what was asked, what would
/// have been right and where it stood, what came first.
std::string failures(const EvalReport& report, std::size_t limit);

} // namespace lotse::cli
