#include "searchd/search/met_words.h"

#include <algorithm>
#include <array>

namespace lotse::search {

namespace {

constexpr std::size_t first_room = 1024; // met words; a question has some hundreds
constexpr std::uint32_t empty = 0xFFFFFFFF;

std::size_t place_in(std::uint32_t number, std::size_t room) {
    return number * 0x9E3779B1U & (room - 1); // Fibonacci hashing
}

} // namespace

MetWords::MetWords(const TermTable& table, const GramQuery* grams, const MayMeet& may_meet,
                   index::Lang lang)
    : table_(table), query_(grams), may_meet_(may_meet), lang_(lang),
      known_(first_room, {empty, nothing}) {}

const MetWords::Read& MetWords::read(const index::Forward& document) {
    read_ = {};
    if (document.of_generation) {
        read_of_generation(document);
        return read_;
    }
    placed_.clear();
    document.each([&](index::Field field, std::uint32_t position, std::uint32_t number) {
        const std::uint32_t word = work_out(document.readings.at(number));
        if (field == index::Field::title)
            read_.title_words = position + 1;
        else if (field == index::Field::body)
            read_.text_words = position + 1;
        if (word != nothing || field == index::Field::question)
            placed_.push_back({field, position, word});
    });
    read_.words = placed_;
    return read_;
}

void MetWords::read_of_generation(const index::Forward& document) {
    placed_.resize(std::max(document.words.size(), placed_.size())); // each takes a byte at least
    // What may be met, each with the number of its reading at first. It is written whether it may
    // or not: which of them do, no processor can guess.
    Placed* kept = placed_.data();
    std::array<std::uint32_t, index::fields.size()> words{}; // by field
    const auto may_be_met = may_meet_.in(lang_);
    const std::uint32_t readings = may_meet_.readings();
    document.each([&](index::Field field, std::uint32_t position, std::uint32_t number) {
        words[static_cast<std::size_t>(field)] = position + 1;
        if (number >= readings)
            return;
        *kept = {field, position, number};
        kept += may_be_met(number) || field == index::Field::question ? 1 : 0;
    });
    read_.title_words = words[static_cast<std::size_t>(index::Field::title)];
    read_.text_words = words[static_cast<std::size_t>(index::Field::body)];
    const std::span<const Placed> found(placed_.data(), kept);
    kept = placed_.data();
    for (const Placed& one : found) {
        const std::uint32_t word =
            may_be_met(one.word) ? word_of(one.word, document.readings) : nothing;
        if (word != nothing || one.field == index::Field::question)
            *kept++ = {one.field, one.position, word};
    }
    read_.words = {placed_.data(), kept};
}

std::uint32_t MetWords::word_of(std::uint32_t number, const index::Readings& readings) {
    std::size_t place = place_in(number, known_.size());
    while (known_[place].number != number) {
        if (known_[place].number == empty) {
            known_[place] = {number, work_out(readings.at(number))};
            const std::uint32_t word = known_[place].word;
            if (2 * ++known_count_ > known_.size())
                make_room();
            return word;
        }
        place = (place + 1) & (known_.size() - 1);
    }
    return known_[place].word;
}

void MetWords::make_room() {
    const auto before = std::move(known_);
    known_.assign(before.size() * 2, {empty, nothing});
    for (const Met& one : before) {
        if (one.number == empty)
            continue;
        std::size_t place = place_in(one.number, known_.size());
        while (known_[place].number != empty)
            place = (place + 1) & (known_.size() - 1);
        known_[place] = one;
    }
}

std::uint32_t MetWords::work_out(const index::Reading& reading) {
    Word word;
    word.first_entry = static_cast<std::uint32_t>(entries_.size());
    for (const std::uint32_t term : reading.terms)
        for (const TermTable::Entry& entry : table_.find(term))
            entries_.push_back(entry);
    word.entries = static_cast<std::uint32_t>(entries_.size()) - word.first_entry;
    word.first_gram = static_cast<std::uint32_t>(grams_.size());
    if (query_ != nullptr)
        query_->append_hits(reading.grams, lang_, grams_);
    word.grams = static_cast<std::uint32_t>(grams_.size()) - word.first_gram;
    if (word.entries == 0 && word.grams == 0)
        return nothing;
    words_.push_back(word);
    return static_cast<std::uint32_t>(words_.size() - 1);
}

} // namespace lotse::search
