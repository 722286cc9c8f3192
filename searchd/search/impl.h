#pragma once
// The inside of an Engine.

#include <array>
#include <atomic>
#include <future>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "indexer/analysis/letters.h"
#include "indexer/index/snapshot.h"
#include "searchd/search/answer_cache.h"
#include "searchd/search/candidates.h"
#include "searchd/search/engine.h"
#include "searchd/search/helpers.h"
#include "searchd/search/lexicon.h"
#include "searchd/search/planner.h"
#include "searchd/search/rank.h"

namespace lotse::search {

// Of the floor: beside an answer that is shown, less sure ones do no harm.
inline constexpr double further_hits = 0.6;

/// What is kept for one kind of caller: of a generation, renewed in the background while live
/// updates change it.
struct Kept {
    std::string revision;
    std::uint64_t generation = 0;
    std::chrono::steady_clock::time_point good_until; // however much changes
    std::array<Lengths, 2> lengths;                   // by language
    std::shared_ptr<const index::GramRarity> grams;
    std::shared_ptr<const Lexicon> lexicon;
    std::shared_ptr<const index::Names> changed; // names of what changed since the build
};

struct Ranked {
    FoundDocument shown;
    Scored scored;
    FoundDocument
        earned_by; // the score: the same one, or the translation that it is shown in place of
    Evidence evidence;

    Lang lang() const { return shown.forward.lang; }
};

/// One question, looked up and ranked but not yet shown.
struct Ranking {
    Plan plan;
    std::vector<Ranked> documents; // best first, translations collapsed
    bool partial = false;

    /// Of the surest of the decisive hits.
    double confidence() const;
};

inline constexpr std::size_t decisive_hits = 3; // one of the first so many has to be useful

/// Says of each document how sure it is (judge.cpp).
void judge(Ranking& ranking, const TermTable& table, const analysis::Letters& letters,
           Helpers& helpers);

struct Engine::Impl {
    Impl(EngineOptions given, const Clock& its_clock);
    Impl(const Impl& live, index::Document laid_over);

    double floor() const; // of confidence, for being shown
    std::shared_ptr<const SynonymSets> synonym_sets() const;
    Result<std::shared_ptr<const SynonymSets>> read_synonyms() const;
    std::string hash_of_synonyms() const;

    /// All of the following throw Xapian::Error.
    Kept kept(const index::Snapshot& snapshot) const;
    Kept gather(const index::Snapshot& snapshot) const;
    Kept gather_first(const index::Snapshot& snapshot) const;
    Kept of_build(const index::Snapshot& snapshot) const;
    void gather_beside(Visibility caller) const;
    std::shared_ptr<const Lexicon> lexicon(const index::Snapshot& snapshot) const;
    Plan plan(const index::Snapshot& snapshot, const PlanRequest& request) const;
    Ranking rank(const index::Snapshot& snapshot, Plan plan, const CandidateRequest& request) const;
    Ranking rank(const index::Snapshot& snapshot, const SearchRequest& request,
                 std::chrono::steady_clock::time_point until) const;
    void prefer_language(const index::Snapshot& snapshot, const Plan& plan,
                         std::vector<Ranked>& documents) const;
    const index::StoredDocument& read(const index::Snapshot& snapshot, Ranked& ranked) const {
        return read_found(snapshot, ranked.shown, cache);
    }
    SearchAnswer answer(const index::Snapshot& snapshot, Ranking ranking, std::size_t page,
                        std::size_t per_page, bool abstain) const;
    SuggestAnswer suggest(const index::Snapshot& snapshot, const SuggestRequest& request) const;
    /// What an answer depends on besides the question.
    std::string state_of(const index::Snapshot& snapshot) const;
    /// Whether the figures of a caller are those of this very state.
    bool is_settled(const index::Snapshot& snapshot) const;
    std::vector<std::shared_ptr<const index::Names>> names(const index::Snapshot& snapshot) const;
    void suggest_by_search(const index::Snapshot& snapshot, const SuggestRequest& request,
                           SuggestAnswer& answer) const;

    EngineOptions options;
    const Clock& clock;
    const analysis::Letters letters;
    const std::shared_ptr<Helpers> helpers = std::make_shared<Helpers>();
    mutable index::Snapshots snapshots;
    mutable DocumentCache cache;
    mutable PostingCache postings;
    mutable WordMemo memo;
    mutable AnswerCache<SearchAnswer> answers;
    mutable AnswerCache<SuggestAnswer> suggestions;
    std::atomic<std::uint64_t> lists{0};  // counts up after the editors' lists have changed
    std::atomic<std::uint64_t> offers{0}; // likewise what askers are offered while they type

    mutable std::mutex mutex; // guards what follows
    std::shared_ptr<const SynonymSets> synonyms;
    std::array<std::shared_ptr<const index::Names>, 3> asked; // by caller; null: none were offered
    std::vector<AskedQuestion> offered;                       // that `asked` was made of,
    std::string offered_for;                                  // with the words of this generation
    std::string synonyms_hash;
    mutable std::array<Kept, 3> kept_by_caller;
    mutable std::array<std::future<void>, 3> gathering; // last: waited for before all else goes
};

} // namespace lotse::search
