#pragma once
// A question → ranked answers that can say why. One Engine serves all workers of the daemon and the
// command line alike; every member may be called from any thread at any time. An Engine reads the
// index's newest state with each call: new generations and live updates need no restart.
//
//     Engine engine({.index = "/var/lib/lotse/index"}, clock);
//     auto answer = engine.search({.query = "WLAN Passwort vergessen", .page_lang = Lang::de});
//     if (!answer) return answer.error();         // no index yet, corrupt, …
//     for (const Hit& hit : answer->hits) …       // best first; empty: no confident answer

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/analysis/lang.h"
#include "indexer/base/clock.h"
#include "indexer/base/result.h"
#include "indexer/index/document.h"
#include "searchd/search/ideas.h"

namespace lotse::search {

using analysis::Lang;
using index::Kind;
using index::Visibility;

struct EngineOptions {
    std::filesystem::path index;
    /// Folder with the editors' de.txt and en.txt (analysis/synonyms.h); empty or absent: none.
    /// Read when the Engine is made and again on reload().
    std::filesystem::path synonyms;
    /// Answers whose confidence is below are not shown: the engine abstains. 0 shows everything.
    double floor = 0.3;
    Without without; // for measuring what single ideas are worth
};

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

struct Hit {
    std::string id; // of the article or ticket
    Kind kind = Kind::article;
    Lang lang = Lang::de;
    std::string title;
    std::string category;
    std::string snippet;           // plain text, 160 to 200 characters; "…" where it was cut
    std::vector<Mark> marks;       // in snippet, in order, apart
    std::vector<Mark> title_marks; // in title
    double score = 0;              // comparable within one answer only
    double confidence = 0;         // in [0, 1], comparable between answers
    std::vector<Reason> why;       // at most one for each word of the question
    std::string translation_key;   // what translations share; empty when it has none
    std::optional<TimePoint> updated;
};

struct SearchRequest {
    std::string query;                        // any bytes, any length; only the first words count
    std::optional<Lang> lang;                 // the asker's choice; else it is detected
    Lang page_lang = Lang::de;                // decides when the question does not
    std::string category;                     // empty: all
    std::size_t page = 1;                     // from 1
    std::size_t per_page = 10;                // 1 to 50
    Visibility caller = Visibility::everyone; // what may be found
    std::vector<Kind> kinds;                  // empty: all that the caller may read
    Milliseconds deadline{500};
    bool exact = false;  // search for what was typed: nothing is mended
    bool abstain = true; // false: show also what is below the floor (agents, eval)
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
    bool confident = false; // the first hit is above the floor
    bool abstained = false; // there were hits, all below the floor, and they are held back
    Milliseconds took{0};
};

/// A ticket being written: its meaning-carrying words are picked and searched.
struct Draft {
    std::string subject;
    std::string body;
    std::optional<Lang> lang;
    Lang page_lang = Lang::de;
    Visibility caller = Visibility::everyone;
    std::size_t limit = 5;
    Milliseconds deadline{500};
};

struct SuggestRequest {
    std::string query; // what has been typed so far; one letter is enough
    Lang page_lang = Lang::de;
    Visibility caller = Visibility::everyone;
    std::size_t completions = 5;
    std::size_t hits = 5;
    Milliseconds deadline{100};
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

class Engine {
  public:
    /// The index need not exist yet: searching fails with not_found until it does. Fails only when
    /// the synonyms cannot be read. `clock` must outlive the engine.
    static Result<std::unique_ptr<Engine>> create(EngineOptions options, const Clock& clock);
    ~Engine();
    Engine(const Engine&) = delete;
    Engine& operator=(const Engine&) = delete;

    /// Errors: not_found (no index yet), corrupt, mismatch, io. Any query has an answer, though it
    /// may be empty.
    Result<SearchAnswer> search(const SearchRequest& request) const;

    Result<SearchAnswer> for_draft(const Draft& draft) const;

    Result<SuggestAnswer> suggest(const SuggestRequest& request) const;

    /// Each stage of a search as text for people: language, terms, plan, hits with reasons.
    Result<std::string> explain(const SearchRequest& request) const;

    /// Questions about the same matter share it whatever the order and form of their words: the
    /// sorted content stems ("passwort vergess wlan"). Empty when no word carries meaning.
    Result<std::string> topic_key(std::string_view query, Lang page_lang) const;

    /// Reads the synonyms anew; on failure the old ones stay.
    Status reload();

  private:
    struct Impl;
    explicit Engine(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

} // namespace lotse::search
