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

MetWords::MetWords(const TermTable& table, const GramQuery* grams, index::Lang lang)
    : table_(table), query_(grams), lang_(lang) {}

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
    if (readings_ == 0) {
        readings_ = document.readings.size();
        known_.resize(readings_);
        met_.resize(readings_);
        table_of_met_.assign(first_room, {empty, nothing});
    }
    // What may be met, each with the number of its reading at first; and what is new. Both are
    // written whether they count or not: which of them do, no processor can guess.
    const std::size_t most = document.words.size(); // each takes a byte at least
    placed_.resize(std::max(most, placed_.size()));
    unknown_.resize(std::max(most, unknown_.size()));
    Placed* kept = placed_.data();
    std::uint32_t* unknown = unknown_.data();
    std::array<std::uint32_t, index::fields.size()> words{}; // by field
    const auto is_known = known_.view();
    const auto is_met = met_.view();
    const std::size_t readings = readings_;
    document.each([&](index::Field field, std::uint32_t position, std::uint32_t number) {
        words[static_cast<std::size_t>(field)] = position + 1;
        if (number >= readings)
            return;
        const bool is_new = !is_known(number);
        *unknown = number; // again where it stands again
        unknown += is_new ? 1 : 0;
        *kept = {field, position, number};
        kept += is_new || is_met(number) || field == index::Field::question ? 1 : 0;
    });
    read_.title_words = words[static_cast<std::size_t>(index::Field::title)];
    read_.text_words = words[static_cast<std::size_t>(index::Field::body)];
    work_out_unknown(document.readings, {unknown_.data(), unknown});
    const std::span<const Placed> found(placed_.data(), kept);
    kept = placed_.data();
    for (const Placed& one : found) {
        const std::uint32_t word = met_[one.word] ? word_of(one.word) : nothing;
        if (word != nothing || one.field == index::Field::question)
            *kept++ = {one.field, one.position, word};
    }
    read_.words = {placed_.data(), kept};
}

/// Readings lie far apart in memory: to wait for each in turn would take most of the time.
void MetWords::work_out_unknown(const index::Readings& readings,
                                std::span<const std::uint32_t> numbers) {
    for (const std::uint32_t number : numbers)
        readings.fetch_row(number);
    for (const std::uint32_t number : numbers)
        readings.fetch_values(number);
    for (const std::uint32_t number : numbers) {
        if (known_[number])
            continue;
        known_.set(number);
        if (const std::uint32_t word = work_out(readings.at(number)); word != nothing) {
            met_.set(number);
            keep_met(number, word);
        }
    }
}

void MetWords::keep_met(std::uint32_t number, std::uint32_t word) {
    if (2 * ++met_count_ > table_of_met_.size()) {
        const auto before = std::move(table_of_met_);
        table_of_met_.assign(before.size() * 2, {empty, nothing});
        met_count_ = 1;
        for (const Met& one : before)
            if (one.number != empty)
                keep_met(one.number, one.word);
    }
    std::size_t place = place_in(number, table_of_met_.size());
    while (table_of_met_[place].number != empty)
        place = (place + 1) & (table_of_met_.size() - 1);
    table_of_met_[place] = {number, word};
}

std::uint32_t MetWords::word_of(std::uint32_t number) const {
    std::size_t place = place_in(number, table_of_met_.size());
    while (table_of_met_[place].number != number)
        place = (place + 1) & (table_of_met_.size() - 1);
    return table_of_met_[place].word;
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
