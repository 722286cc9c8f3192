#pragma once
// What planners know of words from earlier questions: of each some fifty others are looked up in
// dictionary and index.

#include <cstdint>
#include <string>
#include <vector>

#include "searchd/search/memo.h"
#include "searchd/search/plan.h"

namespace lotse::search {

/// Another word that may stand for a stem, as the dictionary says and the index bears out.
struct Meaning {
    std::string stem;
    double weight = 0;         // in (0, 1]
    std::uint32_t as_stem = 0; // documents that have it as a word
    std::uint32_t as_part = 0; // or within one
};
using Meanings = std::vector<Meaning>;

/// Of planners that are without the same ideas. Some ten megabytes.
struct WordMemo {
    Memo<Group> groups{4096}; // of words as they are written
    Memo<Meanings> translations{2048};
    Memo<Meanings> paraphrases{2048};
};

} // namespace lotse::search
