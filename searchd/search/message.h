#pragma once
// A message as it came in → what its writer says of the matter. Mail headers, greeting, signature,
// quoted mail, boilerplate and HTML are left out; what remains is cut into sentences, and those
// that ask or complain weigh more. Total: a message of nothing but quotes has no sentences.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/analysis/letters.h"

namespace lotse::search {

struct Sentence {
    std::size_t begin = 0; // bytes of OwnWords::text
    std::size_t end = 0;
    double weight = 1; // against a sentence that only tells

    bool operator==(const Sentence&) const = default;
};

struct OwnWords {
    std::string text;
    std::vector<Sentence> sentences; // in order, apart
};

/// `subject` is the first sentence where it says anything.
OwnWords own_words(std::string_view subject, std::string_view body,
                   const analysis::Letters& letters);

/// One line a sentence with its weight, for `explain` and goldens.
std::string to_string(const OwnWords& words);

} // namespace lotse::search
