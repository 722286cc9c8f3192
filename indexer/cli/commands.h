#pragma once
// The subcommands of lotse-indexer: what each is told, and the function that carries it out.
// Reading the command line is options.cpp's matter; these run in tests without one.
//
// Each returns the exit code: 0 done, 1 faults in the input were found (check), 3 trouble with the
// index or the file system. 2 is a wrong command line and never comes from here.

#include <filesystem>
#include <string>
#include <vector>

#include "indexer/cli/remember.h"
#include "indexer/cli/terminal.h"
#include "indexer/index/document.h"

namespace lotse::cli {

inline constexpr int exit_ok = 0;
inline constexpr int exit_faults = 1;
inline constexpr int exit_usage = 2;
inline constexpr int exit_trouble = 3;

/// Where documents come from and go to.
struct Places {
    std::filesystem::path content;
    std::string tickets; // a ticket database: file or PostgreSQL address; empty: articles only
    std::filesystem::path index;
};

struct BuildArguments {
    Places places;
    std::filesystem::path synonyms; // the editors' lists; empty: beside the articles
    std::filesystem::path dictionary = "/usr/share/trans/de-en";
    unsigned threads = 0;         // 0: one for each core
    std::string guard = "report"; // what the guard does with losses: off, report or block
};
/// exit_faults: the guard has kept the new generation from being served.
int run_build(const BuildArguments& arguments, Terminal& terminal);

struct ReplayArguments {
    std::string tickets;
    std::filesystem::path index;
    std::filesystem::path synonyms;
    std::uint64_t generation = 0; // 0: the one that is served
};
/// Asks all verified questions of a generation; exit_faults when one has lost its answer.
int run_replay(const ReplayArguments& arguments, Terminal& terminal);

int run_update(const Places& places, Terminal& terminal);

struct WatchArguments {
    Places places;
    unsigned interval_ms = 500; // between two looks at the folder
};
/// Returns when the process is asked to stop (SIGTERM, SIGINT).
int run_watch(const WatchArguments& arguments, Terminal& terminal);

struct CheckArguments {
    std::filesystem::path content;
    std::filesystem::path synonyms; // folder of the editors' lists; empty: beside the articles
};
int run_check(const CheckArguments& arguments, Terminal& terminal);

struct ImportArguments {
    std::string format; // mallard, html, jsonl
    std::vector<std::filesystem::path> sources;
    std::filesystem::path out;
};
int run_import(const ImportArguments& arguments, Terminal& terminal);

struct AskArguments {
    std::filesystem::path index;
    std::filesystem::path synonyms; // folder of the editors' synonyms; empty: none
    std::string text;
    std::string lang; // the language of the page it is asked on; empty: the terminal's
    index::Visibility caller = index::Visibility::everyone;
    std::string category;
    int limit = 10;
    bool all = false; // also answers that a customer would not be shown
};
int run_search(const AskArguments& arguments, Terminal& terminal);
int run_suggest(const AskArguments& arguments, Terminal& terminal);
int run_explain(const AskArguments& arguments, Terminal& terminal);

struct EvalArguments {
    std::filesystem::path set;
    std::filesystem::path content;  // articles to ask, where the set has no corpus.jsonl
    std::filesystem::path beside;   // other documents, which are asked as well (JSONL)
    std::filesystem::path synonyms; // empty: those beside the set's articles
    std::filesystem::path run_file;
    std::filesystem::path dictionary = "/usr/share/trans/de-en";
    std::vector<std::string> without; // names of ideas to leave out (searchd/search/ideas.h)
    std::filesystem::path drafts;     // folder of LetterWriter: each question as a whole letter too
    bool ablate = false;              // once with everything, then without each idea
    RememberOptions remember;         // questions given to the documents, not asked
    bool suggest = false;             // how many keys a suggestion takes
    bool snippets = false;            // what the right document shows of itself
    std::filesystem::path passages;   // a set of the same questions on smaller documents
    bool typing = false;              // what typing errors cost
    std::filesystem::path unanswerable; // a file to ask instead of the set's own
    bool calibrate = false;             // what each floor of confidence shows and withholds
    bool json = false;
    int failures = 0; // how many questions to show whose answer was not among the first three
};
int run_eval(const EvalArguments& arguments, Terminal& terminal);

struct FitArguments {
    std::vector<std::filesystem::path> sets; // as EvalArguments::set; the first sets the scale
    std::filesystem::path dictionary = "/usr/share/trans/de-en";
};
int run_fit_confidence(const FitArguments& arguments, Terminal& terminal);

} // namespace lotse::cli
