#pragma once
// Letter grams: four letters in a row, the ends of the word counted as letters and marks dropped
// ("_kon", "kont", "onto", "nto_"). Words that share many are often forms, parts or relatives of
// one another, across spellings, and names of the other language.

#include <cstdint>
#include <string_view>
#include <vector>

namespace lotse::analysis {

/// Appends the hash of each gram of a folded word, in order, repeats included. Words of one or two
/// letters have one gram. The hash is the same on every machine. Thread-safe.
void append_grams(std::string_view folded, std::vector<std::uint32_t>& into);

} // namespace lotse::analysis
