#pragma once
// What can be asked of an Engine: a question, a ticket being written, the beginning of a question.

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "indexer/analysis/lang.h"
#include "indexer/base/clock.h"
#include "indexer/index/document.h"

namespace lotse::search {

using analysis::Lang;
using index::Kind;
using index::Visibility;

struct SearchRequest {
    std::string query;                        // any bytes, any length; only the first words count
    std::optional<Lang> lang;                 // the asker's choice; else it is detected
    Lang page_lang = Lang::de;                // decides when the question does not
    std::string category;                     // empty: all
    std::size_t page = 1;                     // from 1
    std::size_t per_page = 10;                // 1 to 50
    Visibility caller = Visibility::everyone; // what may be found
    std::vector<Kind> kinds;                  // empty: all that the caller may read
    Milliseconds deadline{500};
    bool exact = false;  // search for what was typed: nothing is mended
    bool abstain = true; // false: show also what is below the floor (agents, eval)
};

/// A ticket being written: its meaning-carrying words are picked and searched.
struct Draft {
    std::string subject;
    std::string body;
    std::optional<Lang> lang;
    Lang page_lang = Lang::de;
    Visibility caller = Visibility::everyone;
    std::size_t limit = 5;
    Milliseconds deadline{500};
};

struct SuggestRequest {
    std::string query; // what has been typed so far; one letter is enough
    Lang page_lang = Lang::de;
    Visibility caller = Visibility::everyone;
    std::size_t completions = 5;
    std::size_t hits = 5;
    Milliseconds deadline{100};
};

} // namespace lotse::search
