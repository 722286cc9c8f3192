#pragma once
// What the ways of meeting a word are worth against the word as typed. Measured on judged sets as a
// whole; single steps of a tenth change little.

namespace lotse::search::worth {

inline constexpr double exact = 1.0;
inline constexpr double form = 0.95;
inline constexpr double further_form = 0.8;   // irregular forms, participles
inline constexpr double without_prefix = 0.4; // richten, where "richte … ein" was asked
inline constexpr double within = 0.55;        // the word is part of a compound of the document
inline constexpr double code_piece = 0.7;
inline constexpr double same_word_elsewhere = 0.9; // names and codes are the same in both languages
inline constexpr double same_stem_elsewhere = 0.75;
inline constexpr double translated = 0.8;
inline constexpr double glossary = 0.95;        // the customer says so
inline constexpr double learned = 0.85;         // linked translations say so
inline constexpr double translated_name = 0.85; // several words that the dictionary knows as one
inline constexpr double synonym = 0.85;
inline constexpr double paraphrase = 0.3; // there and back through the dictionary
inline constexpr double mended = 0.9;
inline constexpr double lookalike = 0.6;
inline constexpr double joined = 0.9;
inline constexpr double begun = 0.7; // what a word under way may become, the likeliest of it

} // namespace lotse::search::worth
