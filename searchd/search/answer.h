#pragma once
// What an Engine answers: hits that can say why they are there, and suggestions.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/analysis/lang.h"
#include "indexer/base/clock.h"
#include "indexer/index/document.h"

namespace lotse::search {

using analysis::Lang;
using index::Kind;
using index::Visibility;

/// How a word of the question met a word of the document.
enum class Rule : std::uint8_t {
    exact,      // as typed
    form,       // another form of the same word, or another spelling
    part,       // part of a compound, or the compound of a part
    mended,     // typed wrongly
    synonym,    // by the editors' list
    translated, // by the dictionary
};
std::string_view name(Rule rule); // "exact", "form", …

/// Bytes [begin, end) of a text.
struct Mark {
    std::size_t begin = 0;
    std::size_t end = 0;
    bool operator==(const Mark&) const = default;
};

struct Reason {
    std::string query_word;    // as typed
    std::string document_word; // as written in the document
    Rule rule = Rule::exact;
    std::string field; // "title", "alias", "question", "heading", "tag", "summary", "body"

    bool operator==(const Reason&) const = default;
};

struct ScorePart {
    // "title", "names", "questions", "text", "whole", "nearness", "letters", "function_words",
    // "answer"
    std::string name;
    double value = 0;

    bool operator==(const ScorePart&) const = default;
};

struct Hit {
    std::string id; // of the article or ticket
    Kind kind = Kind::article;
    Lang lang = Lang::de;
    std::string title;
    std::string category;
    std::string snippet;                // plain text, 160 to 200 characters; "…" where it was cut
    std::vector<Mark> marks;            // in snippet, in order, apart
    std::vector<Mark> title_marks;      // in title
    double score = 0;                   // comparable within one answer only
    std::vector<ScorePart> score_parts; // added up in their order they are the score
    double confidence = 0;              // that it is useful (confidence.h): a probability
    std::vector<Reason> why;            // at most one for each word of the question
    std::string translation_key;        // what translations share; empty when it has none
    std::optional<TimePoint> updated;
};

struct SearchAnswer {
    std::vector<Hit> hits;
    std::size_t total = 0; // of hits on all pages
    /// Another spelling that has answers; offered, not run.
    std::string did_you_mean;
    /// What was searched instead of the query, because the query's own words are unknown.
    std::string searched_for;
    Lang lang = Lang::de;   // in which the question was read
    bool partial = false;   // the deadline ended it
    bool confident = false; // one of the first three hits is above the floor
    bool abstained = false; // there were hits, all below the floor, and they are held back
    Milliseconds took{0};
};

struct Suggestion {
    std::string id;
    Kind kind = Kind::article;
    Lang lang = Lang::de;
    std::string title;
    std::vector<Mark> title_marks;
};

struct SuggestAnswer {
    std::vector<std::string> completions; // whole questions: titles and aliases that fit
    std::vector<Suggestion> hits;
    bool partial = false;
};

} // namespace lotse::search
