#pragma once
// The second stage: documents weighed by where, how and how near to each other the question's words
// stand in them. Title, other names, answered questions and text have each their own length and
// saturation, which one Xapian database cannot give.

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "searchd/search/candidates.h"
#include "searchd/search/grams.h"
#include "searchd/search/lengths.h"
#include "searchd/search/met_words.h"
#include "searchd/search/plan.h"
#include "searchd/search/term_table.h"

namespace lotse::search {

/// What a score is made of; the parts add up to it.
struct Scored {
    double score = 0;
    double text = 0;
    double whole = 0; // by its weight in the first stage, which knows no fields
    double title = 0;
    double names = 0; // aliases and tags
    double questions = 0;
    double nearness = 0;
    double letters = 0;        // words that look alike
    double function_words = 0; // "how", "mit": they order hits and say nothing else
    double answer = 0;         // holds the kind of thing that is asked for
    double coverage = 0;       // share of the question's rarity that is met, in [0, 1]
    double title_coverage = 0; // the same in title, aliases and questions
    double mass = 0;           // of the question's words: their rarities together
    double rarest = 0;         // the rarity of a word that one document of its language holds
    double depth = 0;          // score for each unit of rarity
    double confidence = 0;
};

/// What a score is the sum of, in the order in which it is added up: the same to the last bit.
struct ScoreRow {
    std::string_view name;
    double Scored::*value;
};
inline constexpr std::array score_rows{
    ScoreRow{"title", &Scored::title},         ScoreRow{"names", &Scored::names},
    ScoreRow{"questions", &Scored::questions}, ScoreRow{"text", &Scored::text},
    ScoreRow{"whole", &Scored::whole},         ScoreRow{"nearness", &Scored::nearness},
    ScoreRow{"letters", &Scored::letters},     ScoreRow{"function_words", &Scored::function_words},
    ScoreRow{"answer", &Scored::answer}};

/// Makes the score the sum of its parts; to be called after a part has changed.
inline void add_up(Scored& scored) {
    scored.score = 0;
    for (const ScoreRow& row : score_rows)
        scored.score += scored.*row.value;
}

/// How rare a word of the question is in documents of a language; of a compound that the index has
/// in parts only, by these.
double rarity_of(const Group& group, std::size_t lang);

/// Weighs documents for one question. What it is made of must outlive it. One thread.
class Scorer {
  public:
    Scorer(const Plan& plan, const TermTable& table, const GramQuery& grams,
           const MayMeet& may_meet);

    Scored score(const FoundDocument& found, const Lengths& lengths);

  private:
    const Plan& plan_;
    const GramQuery& grams_;
    std::array<MetWords, 2> met_;             // by language of the document
    std::array<GramQuery::Counts, 2> counts_; // by language of the document
};

} // namespace lotse::search
