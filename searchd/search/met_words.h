#pragma once
// What the words of documents have to do with one question. Two hundred candidates hold the same
// words again and again: each is held against the question once, and most have nothing to do with
// it. One thread.

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "indexer/index/forward.h"
#include "searchd/search/grams.h"
#include "searchd/search/term_table.h"

namespace lotse::search {

class MetWords {
  public:
    /// Both must outlive it. Without `grams` only terms are looked at.
    explicit MetWords(const TermTable& table, const GramQuery* grams = nullptr);
    ~MetWords();
    MetWords(const MetWords&) = delete;
    MetWords& operator=(const MetWords&) = delete;

    struct Word {
        std::uint32_t first_entry = 0;
        std::uint32_t entries = 0;
        std::array<std::uint32_t, 2> first_gram{}; // by language of the document
        std::array<std::uint32_t, 2> grams{};
    };

    /// Null when the word has nothing to do with the question; else valid until the next call.
    const Word* of(const index::Forward& document, std::uint32_t number) {
        if (!document.of_generation)
            return word_at(work_out(document.readings.at(number)));
        if (number >= slots_.size())
            make_room(document.readings.size());
        if (number >= slots_.size())
            return nullptr;
        std::uint32_t& slot = slots_[number];
        if (slot < base_)
            slot = base_ + work_out(document.readings.at(number));
        return word_at(slot - base_);
    }
    std::span<const TermTable::Entry> entries(const Word& word) const {
        return std::span(entries_).subspan(word.first_entry, word.entries);
    }
    std::span<const GramQuery::Hit> grams(const Word& word, index::Lang lang) const {
        const auto side = static_cast<std::size_t>(lang);
        return std::span(grams_).subspan(word.first_gram[side], word.grams[side]);
    }

  private:
    const Word* word_at(std::uint32_t place) const {
        return place == 0 ? nullptr : &words_[place - 1];
    }
    /// 0: nothing; else one more than its place among `words_`.
    std::uint32_t work_out(const index::Reading& reading);
    void make_room(std::size_t readings);

    const TermTable& table_;
    const GramQuery* query_;
    std::vector<Word> words_;
    std::vector<TermTable::Entry> entries_;
    std::vector<GramQuery::Hit> grams_;
    /// By number of the reading: below the base, not yet known; else what work_out() said above it.
    /// Each question begins above what the one before it left, so that nothing need be cleared.
    std::vector<std::uint32_t> slots_;
    std::uint32_t base_ = 1;
};

} // namespace lotse::search
