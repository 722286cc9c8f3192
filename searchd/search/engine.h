#pragma once
// A question → ranked answers that can say why. One Engine serves all workers of the daemon and the
// command line alike; every member may be called from any thread at any time. An Engine reads the
// index's newest state with each call: new generations and live updates need no restart.
//
//     Engine engine({.index = "/var/lib/lotse/index"}, clock);
//     auto answer = engine.search({.query = "WLAN Passwort vergessen", .page_lang = Lang::de});
//     if (!answer) return answer.error();         // no index yet, corrupt, …
//     for (const Hit& hit : answer->hits) …       // best first; empty: no confident answer

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/base/clock.h"
#include "indexer/base/result.h"
#include "searchd/search/answer.h"
#include "searchd/search/evidence.h"
#include "searchd/search/ideas.h"
#include "searchd/search/meeting.h"
#include "searchd/search/question.h"

namespace lotse::search {

struct ContentWords; // content_words.h
struct TermOf;       // other_names.h
struct NamesOfTerm;

struct EngineOptions {
    std::filesystem::path index;
    /// Folder with the editors' de.txt and en.txt (analysis/synonyms.h) and the customer's
    /// glossary.txt (analysis/glossary.h); empty or absent: none.
    /// Read when the Engine is made and again on reload().
    std::filesystem::path synonyms;
    /// Answers below this confidence are not shown: the engine abstains. 0 shows everything;
    /// nullopt: what `most_useless` asks for.
    std::optional<double> floor;
    /// Of the answers that are shown, this share may be useless: no right document among the first
    /// three (confidence.h). Calibrated on the sample's questions; `lotse-indexer eval SET
    /// --calibrate` says which `floor` keeps it with your own.
    double most_useless = 0.15;
    Without without; // for measuring what single ideas are worth
    /// Of the index; 0: whichever is served, with live updates. Another one is read as it was
    /// built.
    std::uint64_t generation = 0;
    /// Answers that are kept for who asks the same again, each of some ten kilobytes; and twice as
    /// many suggestions, of one. 0: none.
    std::size_t answers_kept = 1000;
};

/// A question that enough different visitors have asked, and that was answered.
struct AskedQuestion {
    std::string text;
    Lang lang = Lang::de;
    Visibility audience = Visibility::staff; // of those who asked
    std::uint32_t times = 0;
    std::vector<std::string> answers; // ids of the documents that answered it, best first

    bool operator==(const AskedQuestion&) const = default;
};

/// How often an answer was kept from before, and how often it had to be made.
struct CacheFigures {
    std::uint64_t found = 0;
    std::uint64_t missed = 0;
};

class Engine {
  public:
    /// The index need not exist yet: searching fails with not_found until it does. Fails only when
    /// the synonyms cannot be read. `clock` must outlive the engine.
    static Result<std::unique_ptr<Engine>> create(EngineOptions options, const Clock& clock);
    /// Answers as this one would if `document` stood in the index, in place of the one of its key:
    /// the same ranking over the same figures, for whoever holds it. Nothing is written. It gathers
    /// its figures with its first question (about 0.5 ms for each thousand words of the index), so
    /// it is made for many questions and thrown away. Must not outlive this one's clock.
    std::unique_ptr<Engine> with(index::Document document) const;
    ~Engine();
    Engine(const Engine&) = delete;
    Engine& operator=(const Engine&) = delete;

    /// Errors: not_found (no index yet), corrupt, mismatch, io. Any query has an answer, though it
    /// may be empty.
    Result<SearchAnswer> search(const SearchRequest& request) const;

    Result<SearchAnswer> for_draft(const Draft& draft) const;

    Result<SuggestAnswer> suggest(const SuggestRequest& request) const;

    /// From now on these complete what is typed, in place of all that were offered before: each for
    /// callers who may read what its audience may, and while one of its answers is there for them.
    /// Who may be told what others asked is the giver's decision (deflect/asked.h). Fails as
    /// search() does; the former ones then stay.
    Status offer(const std::vector<AskedQuestion>& questions);

    /// How the question meets one document, whether it is found or not: which words miss, and what
    /// stands before it. not_found when the caller's index has no such document.
    Result<Meeting> meeting(const SearchRequest& request, const index::Key& key) const;

    /// Each stage of a search as text for people: language, terms, plan, hits with reasons.
    Result<std::string> explain(const SearchRequest& request) const;

    /// What speaks for the first three hits, for fitting confidence (`lotse-indexer
    /// fit-confidence`).
    Result<std::vector<Witness>> witnesses(const SearchRequest& request) const;

    /// What a message is about, word by word: for holding it against other messages.
    Result<ContentWords> content_words(const Draft& draft) const;

    /// The question as search reads it: its typing errors mended as in SearchAnswer::searched_for.
    /// Itself where there are none.
    Result<std::string> mended(std::string_view question, Lang lang) const;

    /// What else words are called, by the editors' lists and the dictionary, and how common they
    /// are; in the order of `words`. Terms and other names of several words have none.
    Result<std::vector<NamesOfTerm>> names_of(const std::vector<TermOf>& words) const;

    /// Reads the synonyms anew; on failure the old ones stay.
    Status reload();

    /// Changes with the editors' lists; empty when there are none.
    std::string synonyms_fingerprint() const;

    /// Since the engine was made.
    CacheFigures kept_answers() const;
    CacheFigures kept_suggestions() const;

  private:
    struct Impl;
    explicit Engine(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

} // namespace lotse::search
