#pragma once
// What the matcher adds up: the postings of a question's words, and the weights of the documents
// that hold them.

#include <algorithm>
#include <bit>
#include <cstdint>
#include <functional>
#include <limits>
#include <vector>

#include "searchd/search/matcher.h"
#include "searchd/search/posting_cache.h"

namespace lotse::search::matching {

/// The postings of a term in one part, whose documents have the places from `first` on.
struct Placed {
    Postings postings;
    std::uint32_t first = 0;

    std::size_t size() const { return postings.size; }
    std::size_t place(std::size_t i) const { return first + postings.list->documents[i]; }
    std::uint32_t count(std::size_t i) const { return postings.list->counts[i]; }
};

/// Terms that stand for one word: their counts add up, and together they are one word's rarity.
struct Word {
    std::vector<Placed> lists;
    float rarity = 0;
    std::size_t postings = 0;
    std::size_t terms = 0; // that any document holds
};

/// The first posting whose place is not before `wanted`, from `at` on in steps that double.
inline std::size_t first_from(const Placed& list, std::size_t at, std::size_t wanted) {
    std::size_t step = 1;
    while (at + step < list.size() && list.place(at + step) < wanted) {
        at += step;
        step *= 2;
    }
    const auto& documents = list.postings.list->documents;
    const auto begin = documents.begin() + static_cast<std::ptrdiff_t>(at);
    const auto end =
        documents.begin() + static_cast<std::ptrdiff_t>(std::min(at + step + 1, list.size()));
    const auto found =
        std::lower_bound(begin, end, wanted, [&](Xapian::docid document, std::size_t place) {
            return list.first + document < place;
        });
    return static_cast<std::size_t>(found - documents.begin());
}

/// Sums by document, all zero at first. One of a thread at a time.
class Weights {
  public:
    explicit Weights(const DocumentLengths& lengths)
        : norm_(lengths.norm), weights_(room().weights), counts_(room().counts) {
        weights_.assign(norm_.size(), 0.0F);
        counts_.resize(std::max(counts_.size(), norm_.size()));
    }

    void add(const Word& word) {
        if (word.terms == 1) {
            for (const Placed& list : word.lists)
                for (std::size_t i = 0; i < list.size(); ++i)
                    add(list.place(i), word.rarity, list.count(i));
            return;
        }
        for (const Placed& list : word.lists)
            for (std::size_t i = 0; i < list.size(); ++i)
                counts_[list.place(i)] += list.count(i);
        // Of many postings it costs less to look at all documents than to note which ones they
        // name.
        if (word.postings > norm_.size() / 8) {
            for (std::size_t id = 0; id < norm_.size(); ++id)
                if (counts_[id] != 0)
                    add_counted(id, word.rarity);
            return;
        }
        for (const Placed& list : word.lists)
            for (std::size_t i = 0; i < list.size(); ++i)
                if (const std::size_t place = list.place(i); counts_[place] != 0)
                    add_counted(place, word.rarity);
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
                    counts[i] += list.count(at);
            }
        }
        for (std::size_t i = 0; i < found.size(); ++i)
            if (counts[i] != 0)
                found[i].weight += share(found[i].document, word.rarity, counts[i]);
    }

    /// The weight that the last of the best has; 0 where there are not so many.
    float least_of_best(std::size_t limit) {
        if (limit == 0)
            return 0;
        auto& best = best_; // the least in front
        best.assign(limit, 0.0F);
        each_from([&] { return best.front(); },
                  [&](std::size_t, float weight) {
                      if (weight <= best.front())
                          return;
                      std::pop_heap(best.begin(), best.end(), std::greater<>());
                      best.back() = weight;
                      std::push_heap(best.begin(), best.end(), std::greater<>());
                  });
        return best.front();
    }

    /// How many documents have no less weight.
    std::size_t count_from(float least) const {
        return static_cast<std::size_t>(
            std::count_if(weights_.begin(), weights_.end(),
                          [least](float weight) { return weight > 0 && weight >= least; }));
    }

    /// Documents with no less weight, by number.
    std::vector<Weighted> from(float least) const {
        std::vector<Weighted> found;
        each_from([&] { return least; },
                  [&](std::size_t id, float weight) {
                      if (weight > 0 && weight >= least)
                          found.push_back({weight, static_cast<Xapian::docid>(id)});
                  });
        return found;
    }

    /// Documents that hold none of the values lose their weight.
    void restrict_to(const std::vector<Placed>& values) {
        std::vector<bool> in(weights_.size());
        for (const Placed& list : values)
            for (std::size_t i = 0; i < list.size(); ++i)
                in[list.place(i)] = true;
        for (std::size_t id = 0; id < weights_.size(); ++id)
            if (!in[id])
                weights_[id] = 0;
    }

  private:
    struct Room {
        std::vector<float> weights;
        std::vector<std::uint32_t> counts; // of the word at hand; zero between two of them
    };
    static Room& room() { // each thread has its own
        thread_local Room room;
        return room;
    }

    /// Visits all weights but those of stretches in which every one is less than `least()`, which
    /// may rise: of most documents that is all that is ever looked at. As numbers of bits, by which
    /// weights, none of them negative, compare like what they are: that takes sixteen at a time.
    template <class Least, class Visit>
    void each_from(Least least, Visit visit) const {
        constexpr std::size_t stretch = 64;
        constexpr float smallest = std::numeric_limits<float>::denorm_min();
        for (std::size_t from = 0; from < weights_.size(); from += stretch) {
            const std::size_t end = std::min(from + stretch, weights_.size());
            const auto enough = std::bit_cast<std::int32_t>(std::max(least(), smallest));
            std::int32_t most = 0;
            for (std::size_t id = from; id < end; ++id)
                most = std::max(most, std::bit_cast<std::int32_t>(weights_[id]));
            if (most < enough)
                continue;
            for (std::size_t id = from; id < end; ++id)
                visit(id, weights_[id]);
        }
    }

    float share(std::size_t id, float rarity, std::uint32_t count) const {
        const auto times = static_cast<float>(count);
        return rarity * times / (times + norm_[id]);
    }
    void add(std::size_t id, float rarity, std::uint32_t count) {
        weights_[id] += share(id, rarity, count);
    }
    void add_counted(std::size_t id, float rarity) {
        add(id, rarity, counts_[id]);
        counts_[id] = 0;
    }

    const std::vector<float>& norm_;
    std::vector<float>& weights_;
    std::vector<std::uint32_t>& counts_;
    std::vector<float> best_;
};

} // namespace lotse::search::matching
