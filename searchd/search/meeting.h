#pragma once
// How a question and one document meet: what an asker is owed who does not find what was written
// for him, and what an editor needs to mend it.

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "searchd/search/answer.h"

namespace lotse::search {

/// A word of the question that carries meaning.
struct MetWord {
    std::string typed;
    std::optional<Reason> met; // empty: the document does not hold it, nor what may stand for it
};

/// What is ranked before the document, and how it met the question's words.
struct Before {
    std::string id;
    Kind kind = Kind::article;
    std::string title;
    std::vector<Reason> why;
};

struct Meeting {
    std::string title;          // of the document
    std::string content;        // what it says, as one text: to see whether it was changed
    std::size_t rank = 0;       // among all candidates, the floor apart; 0: not among them
    std::size_t shown_rank = 0; // among what a customer is shown; 0: the floor holds it back
    double confidence = 0;      // 0 when it is no candidate
    std::vector<MetWord> words; // in the order of the question
    std::vector<Before> before; // best first, at most three

    std::vector<std::string> missing() const {
        std::vector<std::string> typed;
        for (const MetWord& word : words)
            if (!word.met)
                typed.push_back(word.typed);
        return typed;
    }
};

} // namespace lotse::search
