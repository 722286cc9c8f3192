#pragma once
// How much of a question one passage of a document holds: words that an answer needs stand near
// each other in it, while a long document holds many words of any question somewhere.

#include <vector>

#include "indexer/index/document.h"
#include "searchd/search/plan.h"
#include "searchd/search/rank.h"

namespace lotse::search {

struct Passage {
    double unmet = 0;  // rarity of the question that the best passage does not hold
    double words = 0;  // of the question, that the document holds anywhere
    double direct = 0; // share of the question's rarity that it holds, by what each way is worth
};

/// `counts`: of each group, in [0, 1]; function words count nothing.
Passage best_passage(const Plan& plan, const TermTable& table, Lang lang,
                     const std::vector<index::Token>& tokens, const std::vector<double>& counts);

} // namespace lotse::search
