#pragma once
// What else a word is called: for telling whether two questions ask for the same in other words
// (Engine::names_of).

#include <string>
#include <vector>

#include "indexer/analysis/lang.h"

namespace lotse::search {

/// A stem or code, as ContentWord::term.
struct TermOf {
    std::string term;
    analysis::Lang lang = analysis::Lang::de;
};

struct OtherTerm {
    std::string term;
    analysis::Lang lang = analysis::Lang::de;
    double worth = 0; // in (0, 1]: how surely it means the same

    bool operator==(const OtherTerm&) const = default;
};

struct NamesOfTerm {
    std::vector<OtherTerm> others; // each once, in no order
    double common = 0;             // which share of all documents of its language holds it, 0 to 1

    bool operator==(const NamesOfTerm&) const = default;
};

} // namespace lotse::search
