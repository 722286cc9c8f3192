#pragma once
// The words of one language while a word list is read, as numbers.

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/analysis/lang.h"
#include "indexer/analysis/stem.h"
#include "indexer/analysis/tables.h"
#include "indexer/analysis/tokenizer.h"
#include "indexer/base/text_map.h"

namespace lotse::analysis {

using StemId = std::uint32_t; // in order of first use

/// The words of one language as they were met, each folded, stemmed and judged once: a word list
/// has most of its words many times.
class StemmedWords {
  public:
    explicit StemmedWords(Lang lang) : lang_(lang) {
        for (const auto& line :
             tables::lines(lang == Lang::de ? tables::de_stop_words : tables::en_stop_words))
            for (const auto& word : line)
                known_[word].skipped = true;
        for (const char* placeholder : {"etw", "jdn", "jdm", "jds", "jd", "sb", "sth", "sb's", "s",
                                        "sich", "to", "oneself", "one", "somebody"})
            known_[placeholder].skipped = true;
    }

    bool skipped(const WrittenWord& word) { return known_[word.folded].skipped; }
    StemId stem(const WrittenWord& word) { return stem(known_[word.folded], word); }
    /// None for a word that carries no meaning.
    std::optional<StemId> content(const WrittenWord& word) {
        Known& known = known_[word.folded];
        return known.skipped ? std::nullopt : std::optional(stem(known, word));
    }
    /// Takes the form into the list of words.
    void list(const WrittenWord& word) { known_[word.folded].listed = true; }
    std::vector<std::string_view> listed() const {
        std::vector<std::string_view> found;
        for (const auto& [word, known] : known_)
            if (known.listed)
                found.push_back(word);
        std::sort(found.begin(), found.end());
        return found;
    }
    const std::string& text(StemId id) const { return stems_[id]; }
    std::size_t stems() const { return stems_.size(); }

  private:
    static constexpr StemId none = ~StemId{0};
    struct Known {
        StemId stem = none;
        bool skipped = false;
        bool listed = false;
    };

    StemId stem(Known& known, const WrittenWord& word) {
        if (known.stem == none)
            known.stem = id(snowball(word.folded, lang_));
        return known.stem;
    }

    StemId id(const std::string& stem) {
        if (const StemId* known = ids_.find(stem))
            return *known;
        const auto next = static_cast<StemId>(stems_.size());
        ids_[stem] = next;
        stems_.push_back(stem);
        return next;
    }

    Lang lang_;
    TextMap<Known> known_; // by folded word
    TextMap<StemId> ids_;
    std::vector<std::string> stems_;
};

} // namespace lotse::analysis
