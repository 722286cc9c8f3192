#pragma once
// What the words of documents have to do with one question. Two hundred candidates hold the same
// words again and again: each is held against the question once, and most have nothing to do with
// it. One thread.

#include <cstdint>
#include <span>
#include <vector>

#include "indexer/index/forward.h"
#include "searchd/search/grams.h"
#include "searchd/search/may_meet.h"
#include "searchd/search/term_table.h"

namespace lotse::search {

class MetWords {
  public:
    /// For documents of `lang`; all must outlive it. Without `grams` only terms are looked at.
    MetWords(const TermTable& table, const GramQuery* grams, const MayMeet& may_meet,
             index::Lang lang);

    /// A word of a document: which of the question's terms and letter grams it is.
    struct Word {
        std::uint32_t first_entry = 0;
        std::uint32_t entries = 0;
        std::uint32_t first_gram = 0;
        std::uint32_t grams = 0;
    };
    struct Placed {
        index::Field field = index::Field::any;
        std::uint32_t position = 0;
        std::uint32_t word = 0; // for at(); `nothing`: it has nothing to do with the question
    };
    static constexpr std::uint32_t nothing = 0xFFFFFFFF;

    struct Read {
        std::span<const Placed> words; // in order: those met, and all of remembered questions
        std::uint32_t title_words = 0;
        std::uint32_t text_words = 0;
    };
    /// A document's words; until the next call.
    const Read& read(const index::Forward& document);

    const Word& at(std::uint32_t word) const { return words_[word]; }
    std::span<const TermTable::Entry> entries(const Word& word) const {
        return std::span(entries_).subspan(word.first_entry, word.entries);
    }
    std::span<const GramQuery::Hit> grams(const Word& word) const {
        return std::span(grams_).subspan(word.first_gram, word.grams);
    }

  private:
    void read_of_generation(const index::Forward& document);
    /// `nothing`, or its place among `words_`.
    std::uint32_t work_out(const index::Reading& reading);
    std::uint32_t word_of(std::uint32_t number, const index::Readings& readings);

    const TermTable& table_;
    const GramQuery* query_;
    const MayMeet& may_meet_;
    index::Lang lang_;
    std::vector<Word> words_;
    std::vector<TermTable::Entry> entries_;
    std::vector<GramQuery::Hit> grams_;

    struct Met {
        std::uint32_t number;
        std::uint32_t word;
    };
    // By number of the reading, of the generation's; a power of two, half of it free.
    std::vector<Met> known_;
    std::size_t known_count_ = 0;
    void make_room();

    Read read_;
    std::vector<Placed> placed_; // room for the words of a document; they only grow
};

} // namespace lotse::search
