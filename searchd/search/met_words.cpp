#include "searchd/search/met_words.h"

#include <algorithm>
#include <utility>

namespace lotse::search {
namespace {

/// What a question left behind for the next one of the same thread.
struct Slots {
    std::vector<std::uint32_t> slots;
    std::uint32_t base = 1;
};

constexpr std::uint32_t highest_base = 1U << 31U;

Slots& left_behind() {
    thread_local Slots slots;
    return slots;
}

} // namespace

MetWords::MetWords(const TermTable& table, const GramQuery* grams) : table_(table), query_(grams) {
    slots_ = std::exchange(left_behind().slots, {}); // a second one at a time begins with nothing
    base_ = slots_.empty() ? 1 : left_behind().base;
}

MetWords::~MetWords() {
    base_ += static_cast<std::uint32_t>(words_.size()) + 1;
    if (base_ > highest_base) {
        std::fill(slots_.begin(), slots_.end(), 0);
        base_ = 1;
    }
    if (slots_.size() > left_behind().slots.size())
        left_behind() = {std::move(slots_), base_};
}

void MetWords::make_room(std::size_t readings) {
    if (readings > slots_.size())
        slots_.resize(readings);
}

std::uint32_t MetWords::work_out(const index::Reading& reading) {
    Word word;
    word.first_entry = static_cast<std::uint32_t>(entries_.size());
    for (const std::uint32_t term : reading.terms) {
        if (!table_.may_hold(term))
            continue;
        const auto [first, last] = table_.find(term);
        entries_.insert(entries_.end(), first, last);
    }
    word.entries = static_cast<std::uint32_t>(entries_.size()) - word.first_entry;
    bool met = word.entries > 0;
    for (const index::Lang lang : analysis::all_langs) {
        const auto side = static_cast<std::size_t>(lang);
        word.first_gram[side] = static_cast<std::uint32_t>(grams_.size());
        if (query_ != nullptr)
            query_->append_hits(reading.grams, lang, grams_);
        word.grams[side] = static_cast<std::uint32_t>(grams_.size()) - word.first_gram[side];
        met = met || word.grams[side] > 0;
    }
    if (!met)
        return 0;
    words_.push_back(word);
    return static_cast<std::uint32_t>(words_.size());
}

} // namespace lotse::search
