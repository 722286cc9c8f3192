#pragma once
// What the matcher adds up: the postings of a question's words, and the weights of the documents
// that hold them.

#include <algorithm>
#include <cstdint>
#include <functional>
#include <limits>
#include <span>
#include <vector>

#include "searchd/search/matcher.h"
#include "searchd/search/posting_cache.h"

namespace lotse::search::matching {

/// Postings of a term in one part, whose documents have the places from `first` on.
struct Placed {
    std::span<const Xapian::docid> documents;
    std::span<const std::uint32_t> counts;
    std::uint32_t first = 0;

    std::size_t size() const { return documents.size(); }
    std::uint32_t place(std::size_t i) const { return first + documents[i]; }

    /// Those with places in [begin, end), counted from there on.
    Placed within(std::uint32_t begin, std::uint32_t end) const {
        const auto from = before(begin);
        const auto size = before(end) - from;
        return {documents.subspan(from, size), counts.subspan(from, size), first - begin};
    }

  private:
    std::size_t before(std::uint32_t wanted) const {
        const auto at =
            std::partition_point(documents.begin(), documents.end(),
                                 [&](Xapian::docid document) { return first + document < wanted; });
        return static_cast<std::size_t>(at - documents.begin());
    }
};

/// Terms that stand for one word: their counts add up, and together they are one word's rarity.
struct Word {
    std::vector<Placed> lists;
    float rarity = 0;
    std::size_t postings = 0;
};

/// The first posting whose place is not before `wanted`, from `at` on in steps that double.
inline std::size_t first_from(const Placed& list, std::size_t at, std::size_t wanted) {
    std::size_t step = 1;
    while (at + step < list.size() && list.place(at + step) < wanted) {
        at += step;
        step *= 2;
    }
    const auto begin = list.documents.begin() + static_cast<std::ptrdiff_t>(at);
    const auto end =
        list.documents.begin() + static_cast<std::ptrdiff_t>(std::min(at + step + 1, list.size()));
    const auto found = std::partition_point(
        begin, end, [&](Xapian::docid document) { return list.first + document < wanted; });
    return static_cast<std::size_t>(found - list.documents.begin());
}

inline constexpr std::size_t stretch = DocumentLengths::multiple; // places

/// What `times` of a word count in a document.
inline float share(float rarity, float times, float norm) {
    return rarity * times / (times + norm);
}

/// Sums of many documents, where each array begins.
struct Sums {
    float* weights;
    float* most; // by stretch
    std::uint32_t* counts;
    std::uint8_t* touched; // by stretch
    const float* norm;
};

/// Adds what has been counted of a word to the weights, and counts from zero again: of those
/// stretches that were touched.
void add_counted(const Sums& sums, std::size_t stretches, float rarity);

/// Sums by document, all zero at first. They are kept and gone through in stretches of places, each
/// with the most that one of them has: of most stretches that is all that is ever looked at. One of
/// a thread at a time.
class Weights {
  public:
    /// Of the documents at as many places; `norm` as DocumentLengths has it, of a multiple of
    /// `stretch`.
    explicit Weights(std::span<const float> norm)
        : norm_(norm), weights_(room().weights), most_(room().most), counts_(room().counts),
          touched_(room().touched) {
        const std::size_t stretches = norm_.size() / stretch;
        weights_.assign(norm_.size(), 0.0F);
        most_.assign(stretches, 0.0F);
        counts_.resize(std::max(counts_.size(), norm_.size()));
        touched_.resize(std::max(touched_.size(), stretches));
    }

    std::uint32_t places() const { return static_cast<std::uint32_t>(norm_.size()); }

    void add(const Word& word) {
        for (const Placed& list : word.lists)
            count(list);
        add_counted({weights_.data(), most_.data(), counts_.data(), touched_.data(), norm_.data()},
                    most_.size(), word.rarity);
    }

    /// The word's weight for these documents alone, however many others hold it.
    void add_to(std::vector<Weighted>& found, const Word& word) const {
        std::vector<std::uint32_t> counts(found.size());
        for (const Placed& list : word.lists) {
            std::size_t at = 0;
            for (std::size_t i = 0; i < found.size(); ++i) {
                at = first_from(list, at, found[i].document);
                if (at == list.size())
                    break;
                if (list.place(at) == found[i].document)
                    counts[i] += list.counts[at];
            }
        }
        for (std::size_t i = 0; i < found.size(); ++i)
            if (counts[i] != 0)
                found[i].weight +=
                    share(word.rarity, static_cast<float>(counts[i]), norm_[found[i].document]);
    }

    /// The weight that the last of the best has; 0 where there are not so many.
    float least_of_best(std::size_t limit) {
        if (limit == 0)
            return 0;
        // No less than the last of the best stretches, of which each has one at least.
        Best stretches(limit);
        for (const float most : most_)
            stretches.see(most);
        Best best(limit);
        each_from(std::max(stretches.least(), smallest),
                  [&](std::size_t, float weight) { best.see(weight); });
        return best.least();
    }

    /// How many documents have no less weight.
    std::size_t count_from(float least) const {
        std::size_t count = 0;
        each_from(std::max(least, smallest), [&](std::size_t, float) { ++count; });
        return count;
    }

    /// Documents with no less weight, by number.
    std::vector<Weighted> from(float least) const {
        std::vector<Weighted> found;
        each_from(std::max(least, smallest), [&](std::size_t place, float weight) {
            found.push_back({weight, static_cast<Xapian::docid>(place)});
        });
        return found;
    }

    /// Documents that hold none of the values lose their weight.
    void restrict_to(const std::vector<Placed>& values) {
        std::vector<bool> in(weights_.size());
        for (const Placed& list : values)
            for (std::size_t i = 0; i < list.size(); ++i)
                in[list.place(i)] = true;
        for (std::size_t place = 0; place < weights_.size(); ++place)
            if (!in[place])
                weights_[place] = 0;
        for (std::size_t s = 0; s < most_.size(); ++s)
            most_[s] = *std::max_element(
                weights_.begin() + static_cast<std::ptrdiff_t>(s * stretch),
                weights_.begin() + static_cast<std::ptrdiff_t>((s + 1) * stretch));
    }

  private:
    static constexpr float smallest = std::numeric_limits<float>::denorm_min();

    struct Room {
        std::vector<float> weights;
        std::vector<float> most; // by stretch
        // Of the word at hand; zero between two of them.
        std::vector<std::uint32_t> counts;
        std::vector<std::uint8_t> touched; // by stretch: whether one of its counts is not zero
    };
    static Room& room() { // each thread has its own
        thread_local Room room;
        return room;
    }

    /// The largest so many of the numbers seen, none negative.
    class Best {
      public:
        explicit Best(std::size_t limit) : limit_(limit) { numbers_.reserve(room_for * limit); }
        void see(float number) {
            if (number <= least_)
                return;
            numbers_.push_back(number);
            if (numbers_.size() == numbers_.capacity())
                keep_largest();
        }
        /// The last of them; 0 where fewer were seen.
        float least() {
            if (numbers_.size() >= limit_)
                keep_largest();
            return least_;
        }

      private:
        static constexpr std::size_t room_for = 4; // times as many, between two selections

        void keep_largest() {
            const auto last = numbers_.begin() + static_cast<std::ptrdiff_t>(limit_) - 1;
            std::nth_element(numbers_.begin(), last, numbers_.end(), std::greater<>());
            numbers_.resize(limit_);
            least_ = numbers_.back();
        }

        std::size_t limit_;
        std::vector<float> numbers_;
        float least_ = 0;
    };

    /// Visits all weights that are no less, by place.
    template <class Visit>
    void each_from(float least, Visit visit) const {
        for (std::size_t s = 0; s < most_.size(); ++s) {
            if (most_[s] < least)
                continue;
            for (std::size_t place = s * stretch; place < (s + 1) * stretch; ++place)
                if (weights_[place] >= least)
                    visit(place, weights_[place]);
        }
    }

    void count(const Placed& list) {
        std::uint32_t* const counts = counts_.data();
        std::uint8_t* const touched = touched_.data();
        const Placed placed = list; // of its own, which no count is written into
        for (std::size_t i = 0; i < placed.size(); ++i) {
            const std::size_t place = placed.place(i);
            counts[place] += placed.counts[i];
            touched[place / stretch] = 1;
        }
    }

    std::span<const float> norm_;
    std::vector<float>& weights_;
    std::vector<float>& most_;
    std::vector<std::uint32_t>& counts_;
    std::vector<std::uint8_t>& touched_;
};

} // namespace lotse::search::matching
