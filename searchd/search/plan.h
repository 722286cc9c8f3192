#pragma once
// A question as what is looked for: a group for each word that carries meaning, and in it every
// term that may stand for the word, each with what it is worth and by which rule it came in.

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "indexer/analysis/analyzer.h"
#include "searchd/search/engine.h"

namespace lotse::search {

using analysis::TermKind;

struct Alternative {
    std::string text;
    TermKind kind = TermKind::exact;
    Lang lang = Lang::de;
    double worth = 1; // in (0, 1]
    Rule rule = Rule::exact;
    std::uint32_t documents = 0; // that hold it
    bool paraphrase = false;     // a guess at what else the word may be called

    bool operator==(const Alternative&) const = default;
};

struct Group {
    std::string typed;          // as the asker wrote it
    std::uint32_t token = 0;    // of Plan::question
    bool function_word = false; // only breaks ties: never searched for, marked or counted
    std::vector<Alternative> alternatives;
    std::vector<Group> parts; // of a compound: all of them together stand for the word as well
    double counts = 1;        // in the first stage; less for a message's less telling words
    std::array<double, 2> rarity{}; // idf among the documents of each language
};

struct Plan {
    Lang lang = Lang::de;
    double sure = 0;         // of the language, in [0, 1]
    Lang answers = Lang::de; // which of an article's translations is shown
    analysis::Analysis question;
    std::vector<Group> groups;
    std::array<double, 2> rarest{}; // rarity of a word that one document of the language holds
    Without without;                // ideas that ranking leaves out as well
    std::string searched_for;       // the question with mended words; empty when nothing was mended
};

/// One line a group: "passwrt (7.1): mended:passwort/stem 0.80 in 12 …".
std::string to_string(const Plan& plan);

} // namespace lotse::search
