#pragma once
// Reading a word list of the Ding kind: "de1; de2 {n} [tag] | plural :: en1; en2 | plural".

#include <array>
#include <string>
#include <string_view>

namespace lotse::analysis {

/// The sections of a compiled dictionary, German first (see dictionary.cpp).
struct CompiledPairs {
    std::array<std::string, 2> lines; // a stem and its translations, best first
    std::array<std::string, 2> words; // listed forms
};

CompiledPairs compile_pairs(std::string_view word_list);

/// The compiled file: what Dictionary::from_bytes() reads.
std::string to_bytes(const CompiledPairs& pairs);

} // namespace lotse::analysis
