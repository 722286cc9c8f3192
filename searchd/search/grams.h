#pragma once
// Words that merely look alike: the letter grams of the question against those of a document, as a
// field of their own beside the words'. They bring near what stems, compounds and the dictionary do
// not: derivations, foreign spellings, parts of words. Weighed by BM25 over grams (Robertson and
// Zaragoza, The Probabilistic Relevance Framework, 2009).

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "indexer/index/forward.h"
#include "indexer/index/gram_rarity.h"
#include "searchd/search/by_hash.h"
#include "searchd/search/lengths.h"
#include "searchd/search/plan.h"

namespace lotse::search {

struct GramScore {
    double names = 0; // title and aliases
    double text = 0;
};

/// The grams of one question, for the documents of each language: of the words as typed, and for
/// the other language of what they are called there as well.
class GramQuery {
  public:
    GramQuery(const Plan& plan, const index::GramRarity& rarity);

    struct Entry {
        std::uint32_t hash = 0;
        float weight = 0; // worth times rarity
    };
    /// The question's grams, as documents of `lang` are looked through for them.
    const std::vector<Entry>& all(Lang lang) const {
        return entries_[static_cast<std::size_t>(lang)].all();
    }

    bool has(std::uint32_t hash, Lang lang) const {
        return !entries_[static_cast<std::size_t>(lang)].find(hash).empty();
    }

    /// One of the question's grams in a word.
    struct Hit {
        std::uint16_t entry = 0;
        std::uint16_t times = 0;
    };
    /// Those in a word with these grams, for documents of `lang`.
    void append_hits(std::span<const std::uint32_t> grams, Lang lang, std::vector<Hit>& into) const;

    /// How often one document has each of the question's grams.
    struct Counts {
        std::vector<std::uint32_t> names; // title and aliases
        std::vector<std::uint32_t> text;
    };
    void count(std::span<const Hit> word, bool in_name, Lang lang, Counts& counts) const {
        if (word.empty())
            return;
        auto& into = in_name ? counts.names : counts.text;
        into.resize(all(lang).size());
        for (const Hit& hit : word)
            into[hit.entry] += hit.times;
    }

    /// Of a document with these counts, which are zero again afterwards.
    GramScore score(const index::Forward& document, Counts& counts, const Lengths& lengths) const;

  private:
    std::array<ByHash<Entry>, 2> entries_; // by language
};

} // namespace lotse::search
