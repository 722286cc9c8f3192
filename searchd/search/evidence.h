#pragma once
// What tells an answer from a coincidence: plain values that confidence.h weighs.

#include "indexer/index/document.h"

namespace lotse::search {

/// Of one hit. Scores and rarities are in units of the rarest word that there can be, so that they
/// mean the same in a small knowledge base and in a large one. Function words are no evidence: they
/// stand everywhere.
struct Evidence {
    double score = 0;
    double unmet = 0;  // rarity of the question that no single passage of the document holds
    double words = 0;  // of the question, that the document holds
    double direct = 0; // share of the question that it holds as asked, not by guess, in [0, 1]
    double spread = 0; // standard deviations from the crowd's scores up to this one, from 0
};

/// One of an answer's first hits.
struct Witness {
    index::Key key;
    Evidence evidence;
};

} // namespace lotse::search
