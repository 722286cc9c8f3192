#pragma once
// The names that fit what has been typed so far: each of its words begins a word of the name, or a
// part of a compound in it, the last one perhaps unfinished, each perhaps with a typing error.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/analysis/analyzer.h"
#include "indexer/index/names.h"
#include "searchd/search/answer.h"

namespace lotse::search {

struct TypedWord {
    std::string plain;  // as names are compared (index/names.h)
    std::string folded; // as analysis gives it
    bool function_word = false;
    bool code = false;
};

/// What was typed, read in one language.
struct Typed {
    Lang lang = Lang::de;
    std::vector<TypedWord> words; // at most 16
    std::string plain;            // all of them, a space between

    bool only_function_words() const;
};
Typed typed_words(std::string_view query, Lang lang, const analysis::Analyzer& analyzer);

struct Fit {
    const index::Names::Side* side = nullptr;
    std::uint32_t name = 0;
    double cost = 0;                   // less is better; comparable for one question
    std::vector<std::uint16_t> starts; // bytes into the plain name: where typed words begin

    index::Names::View view() const { return side->name(name); }
};

/// Best first. At most some hundred names are looked at, whatever was typed.
std::vector<Fit> names_that_fit(const Typed& typed, const index::Names::Side& names,
                                const analysis::Analyzer& analyzer);

/// The words of a fitting name that begin with what was typed.
std::vector<Mark> marks_of(const Fit& fit);

} // namespace lotse::search
