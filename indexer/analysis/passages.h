#pragma once
// Passages of an article in the other language: an English error message quoted in a German
// sentence, an English paragraph below it. Only what is surely so; all else stays in the language
// of the article.

#include <functional>
#include <string_view>
#include <vector>

#include "indexer/analysis/lang.h"
#include "indexer/analysis/tokenizer.h"

namespace lotse::analysis {

/// What a single word says about its language.
enum class Says : unsigned char {
    nothing,
    own,            // a word of the article's language alone
    own_function,   // a function word of it alone
    other,          // a word of the other language alone
    other_function, // a function word of the other alone
};

using Evidence = std::function<Says(const WrittenWord&)>;

/// For each word the language it is to be read in.
std::vector<Lang> languages_of(std::string_view text, const std::vector<WrittenWord>& words,
                               Lang lang, const Evidence& evidence);

} // namespace lotse::analysis
