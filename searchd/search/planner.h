#pragma once
// Question → Plan: decides the language, drops function words, and gathers for every other word the
// terms of the index that may stand for it.

#include <functional>
#include <memory>
#include <optional>
#include <string_view>

#include "indexer/analysis/dictionary.h"
#include "indexer/analysis/glossary.h"
#include "indexer/analysis/synonyms.h"
#include "indexer/index/snapshot.h"
#include "searchd/search/lexicon.h"
#include "searchd/search/meanings.h"
#include "searchd/search/plan.h"
#include "searchd/search/rewriting.h"

namespace lotse::search {

/// The editors' synonyms of both languages, and how they translate.
struct SynonymSets {
    std::array<analysis::Synonyms, 2> by_lang;
    analysis::Glossary glossary;
};

struct PlanRequest {
    std::string_view query;
    std::optional<Lang> lang;
    Lang page_lang = Lang::de;
    bool exact = false;
    std::size_t most_groups = 32; // words that carry meaning; and as many function words
};

/// For use by one thread; what it refers to must outlive it.
class Planner {
  public:
    /// `lexicon` is asked for only when a word is unknown to the index. `memo`: of planners that
    /// are without the same.
    Planner(const index::Snapshot& snapshot, const SynonymSets& synonyms, WordMemo& memo,
            std::function<std::shared_ptr<const Lexicon>()> lexicon, Without without = {});

    /// Throws Xapian::Error.
    Plan plan(const PlanRequest& request);

    /// The last word of the question stands for these as well, the more frequent the more: it is
    /// only begun, and the plan was made with the likeliest of them. Throws Xapian::Error.
    void last_may_be(Plan& plan, const std::vector<Lookalike>& words);

  private:
    void add_groups(Plan& plan, const PlanRequest& request);
    Group group_of(const analysis::Token& token, const std::vector<analysis::Term>& terms,
                   Lang lang, bool function_word);
    Group found_group(const analysis::Token& token, const std::vector<analysis::Term>& terms,
                      Lang lang, bool function_word);
    void own_terms(Group& group, const std::vector<analysis::Term>& terms, Lang lang, double worth,
                   std::optional<Rule> rule);
    void separated_verb(Group& group, const analysis::Token& token,
                        const std::vector<analysis::Term>& terms, Lang lang);
    void stem_terms(Group& group, const std::string& stem, Lang lang, double worth, Rule rule);
    std::string memo_key(std::string_view stem, Lang lang) const;
    void translations(Group& group, const std::string& stem, Lang from, double worth);
    Meanings translations_of(const std::string& stem, Lang from) const;
    void paraphrases(Group& group, const std::string& word, Lang lang);
    Meanings paraphrases_of(const std::string& stem, Lang lang) const;
    void add_meaning(Group& group, const Meaning& one, Lang lang, double worth, Rule rule);
    void learned(Group& group, const std::string& stem, Lang from);
    void glossary(Plan& plan);
    void names(Plan& plan);
    void name_terms(const std::vector<Group*>& words, const std::vector<std::string_view>& stems,
                    Lang lang, double worth);
    std::string stem_of(const Plan& plan, const Group& group) const;
    Meaning meaning_of(const std::string& stem, Lang lang) const;
    double rarity_of(const Meaning& stem, Lang lang) const;
    void other_language(Group& group, const analysis::Token& token, Lang lang);
    void compound(Group& group, const std::vector<analysis::Term>& terms, Lang lang);
    void synonyms(Plan& plan);
    // `mended`: by token, what is looked for in its place, words with spaces between where it was
    // several in one; empty when joined to the one before.
    struct Meant {
        std::string word;
        double unlikely = 0; // lexicon.h
    };
    /// A question as it is read before anybody asks whether its words exist.
    struct Reading {
        Plan plan;
        std::vector<std::string> mended;
    };
    Reading read(const PlanRequest& request, const analysis::Detected& detected);
    Plan read_again(const PlanRequest& request, const Rewriting& spelled, Reading first) const;
    analysis::Detected detect(const PlanRequest& request) const;
    Rewriting usual_spelling(std::string_view query, Lang lang) const;
    std::string with_umlauts(const std::string& word) const;
    bool spelled_so(const std::string& word) const;
    bool more_usual(const std::string& word, const std::string& than) const;
    void joined_neighbours(Plan& plan, std::vector<std::string>& mended);
    bool is_scrap(const Plan& plan, std::size_t t) const;
    bool never_written(const std::string& left, const std::string& joined, Lang lang) const;
    void unknown_word(Plan& plan, Group& group, std::vector<std::string>& mended);
    bool mend_anyhow(const Plan& plan, Group& group, std::vector<std::string>& mended);
    std::vector<Meant> meant(const std::string& typed, Lang lang);
    bool mend(Group& group, Lang lang, std::vector<std::string>& mended);
    bool add_mended(Group& group, const std::string& word, Lang lang, double share);
    bool mend_by_translation(Group& group, Lang lang, std::vector<std::string>& mended);
    bool mend_within(const Group& group, std::vector<std::string>& mended);
    bool mend_link(const Group& group, std::vector<std::string>& mended);
    bool cut_apart(const Group& group, Lang lang, std::vector<std::string>& mended);
    double piece_cost(const std::string& piece, Lang lang) const;
    double any_piece_cost(const std::string& piece, Lang lang) const;
    bool sound(const std::string& piece) const;
    bool nearly_a_word(const std::string& typed) const;
    bool known(const std::string& word, Lang lang) const;
    bool in_index(const std::string& word, Lang lang) const;
    bool real_word(const std::string& word, Lang lang) const;
    void lookalikes(Group& group, Lang lang, std::size_t same_letters);
    bool add(Group& group, Alternative alternative);
    void weigh(Group& group) const;
    bool has_own(const Group& group, Lang lang) const;

    const index::Snapshot& snapshot_;
    const SynonymSets& synonyms_;
    WordMemo& memo_;
    const std::string state_; // of the snapshot
    std::function<std::shared_ptr<const Lexicon>()> lexicon_;
    Without without_;
    std::array<double, 2> documents_{};
    bool rereading_ = false; // what was meant is known: nothing is mended
};

} // namespace lotse::search
