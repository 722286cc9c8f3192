#pragma once
// A folder of questions with known answers, as `eval` reads it:
//
//     corpus.jsonl         {"id","lang","title","body"} a line; may be absent: articles are asked
//     *queries.jsonl       {"id","lang","text"}; all files of that ending
//     *qrels.tsv           question, document, grade
//     *unanswerable.jsonl  as queries: questions that must find nothing; may be absent
//
// or a folder of resolved tickets (corpus/tickets): the first message of each is asked as a draft,
// and the article that resolved it is the right answer.

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "indexer/analysis/lang.h"
#include "indexer/base/result.h"
#include "indexer/cli/metrics.h"
#include "indexer/index/document.h"

namespace lotse::cli {

struct JudgedQuestion {
    std::string id;
    analysis::Lang lang = analysis::Lang::de;
    std::string text;
    Grades grades;       // empty: it has no answer
    std::string subject; // of a message
};

struct JudgedSet {
    std::optional<std::vector<index::Document>> documents; // nullopt: no corpus.jsonl
    std::vector<JudgedQuestion> questions;                 // that have a judged answer
    std::vector<JudgedQuestion> unanswerable;
    bool messages = false; // the questions are messages: asked as drafts
};

/// Fails with not_found, or invalid_argument naming file and line.
Result<JudgedSet> read_judged_set(const std::filesystem::path& folder);

/// Documents as in corpus.jsonl; fails as above.
Result<std::vector<index::Document>> read_documents(const std::filesystem::path& file);

/// Other questions that must find nothing, in one file; fails as above.
Result<std::vector<JudgedQuestion>> read_unanswerable(const std::filesystem::path& file);

} // namespace lotse::cli
