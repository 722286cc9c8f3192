#pragma once
// How long documents of one language are, from a sample: what BM25 normalises by, and how strongly.

#include <array>

#include "indexer/index/snapshot.h"

namespace lotse::search {

/// Averages over documents of one language.
struct Lengths {
    double title = 6;             // words
    double text = 150;            // words
    double text_variation = 0.75; // standard deviation of the text's length / its mean
    double title_grams = 40;      // letter grams of title and aliases
    double text_grams = 700;      // and of everything else

    /// BM25's k1 for words of the text. A repeated word says little in a sentence, much in a long
    /// article: 0.6 at 25 words and below, 1.2 at 150, never above 2.
    double k1() const;
    /// BM25's b: where all texts are about as long, what is left of the difference is noise.
    double b() const;
};

/// By language. Reads some two hundred documents; throws Xapian::Error.
std::array<Lengths, 2> sample_lengths(const index::Snapshot& snapshot);

} // namespace lotse::search
