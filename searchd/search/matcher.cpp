#include "searchd/search/matcher.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <functional>
#include <span>

#include "indexer/index/postings_internal.h"
#include "indexer/index/xapian_internal.h"
#include "searchd/search/weights_internal.h"

namespace lotse::search {
namespace {

constexpr double guess_counts = 0.5; // a paraphrase, and a part of a compound
constexpr double part_counts = 0.5;
constexpr std::size_t clock_every = 1U << 16U; // postings
constexpr std::size_t lookup_costs = 8;        // as much as so many postings read in a row
constexpr std::size_t least_saved = 5'000;     // postings, for looking whether they can be left out
constexpr float rounding = 1e-4F;              // of sums that are made in another order

bool is_better(const Weighted& one, const Weighted& other) {
    return one.weight != other.weight ? one.weight > other.weight : one.document < other.document;
}

/// Posting lists of one snapshot, held until the question is answered.
class Lists {
  public:
    Lists(const index::Snapshot& snapshot, PostingCache& cache, Helpers& helpers,
          const DocumentLengths& lengths)
        : snapshot_(snapshot), cache_(cache), helpers_(helpers), lengths_(lengths) {}

    /// Of all parts, for each of the terms; empty where nothing holds one.
    std::vector<std::vector<matching::Placed>> of(std::span<const std::string> terms) {
        std::vector<std::vector<matching::Placed>> placed(terms.size());
        for (std::size_t part = 0; part < lengths_.first.size(); ++part) {
            auto lists = cache_.lists(snapshot_, part, terms, helpers_);
            for (std::size_t i = 0; i < terms.size(); ++i) {
                const auto& [list, size] = lists[i];
                if (size > 0)
                    placed[i].push_back({std::span(list->documents).first(size),
                                         std::span(list->counts).first(size),
                                         lengths_.first[part]});
            }
            held_.push_back(std::move(lists));
        }
        return placed;
    }

  private:
    const index::Snapshot& snapshot_;
    PostingCache& cache_;
    Helpers& helpers_;
    const DocumentLengths& lengths_;
    std::vector<std::vector<Postings>> held_;
};

/// The words of a plan, and the terms that stand for each.
class Words {
  public:
    explicit Words(const Plan& plan) {
        for (const Group& group : plan.groups)
            if (!group.function_word)
                add(group, group.counts);
    }

    /// With their postings, rarest first; those that no document holds are left out.
    std::vector<matching::Word> with(Lists& lists, const index::Snapshot& snapshot,
                                     double documents) && {
        const auto placed = lists.of(terms_);
        std::vector<matching::Word> words;
        for (const Sought& one : sought_)
            if (auto word = word_of(one, placed, snapshot, documents); !word.lists.empty())
                words.push_back(std::move(word));
        std::stable_sort(
            words.begin(), words.end(),
            [](const matching::Word& a, const matching::Word& b) { return a.rarity > b.rarity; });
        return words;
    }

  private:
    struct Sought {
        std::size_t first = 0; // of `terms_`
        std::size_t count = 0;
        double factor = 1;
    };

    void add(const Group& group, double factor) {
        // Guesses apart, so that they make the word no less rare.
        for (const bool guesses : {false, true}) {
            const Sought sought{terms_.size(), 0, guesses ? factor * guess_counts : factor};
            for (const Alternative& one : group.alternatives)
                if (one.paraphrase == guesses)
                    terms_.push_back(index::term(one.lang, one.kind, one.text));
            sought_.push_back({sought.first, terms_.size() - sought.first, sought.factor});
        }
        for (const Group& part : group.parts)
            add(part, factor * part_counts);
    }

    matching::Word word_of(const Sought& sought,
                           const std::vector<std::vector<matching::Placed>>& placed,
                           const index::Snapshot& snapshot, double documents) const {
        matching::Word word;
        double without = 1; // the chance that a document holds none of them
        std::size_t held = 0;
        for (std::size_t t = sought.first; t < sought.first + sought.count; ++t) {
            std::uint32_t postings = 0;
            for (const matching::Placed& list : placed[t]) {
                postings += static_cast<std::uint32_t>(list.size());
                word.lists.push_back(list);
            }
            if (index::has_former(snapshot))
                postings = index::without_former(snapshot, terms_[t], postings);
            without *= 1 - static_cast<double>(postings) / documents;
            word.postings += postings;
            held += postings > 0 ? 1 : 0;
        }
        const double holders = held == 1 ? static_cast<double>(word.postings)
                                         : std::floor(documents * (1 - without) + 0.5);
        word.rarity = static_cast<float>(sought.factor * rarity_of(holders, documents));
        return word;
    }

    /// BM25's inverse document frequency, as Xapian keeps it from becoming nothing.
    static double rarity_of(double holders, double documents) {
        double odds = (documents - holders + 0.5) / (holders + 0.5);
        if (odds < 2)
            odds = odds * 0.5 + 1;
        return std::log(odds) * (bm25_k1 + 1);
    }

    std::vector<std::string> terms_;
    std::vector<Sought> sought_;
};

/// The best of the documents at places from `begin` on, as many as `norm` has.
class Range {
  public:
    Range(const std::vector<matching::Word>& words, std::span<const float> norm,
          std::uint32_t begin, const std::function<bool()>& is_late)
        : sums_(norm), is_late_(is_late), begin_(begin) {
        const auto end = begin + static_cast<std::uint32_t>(norm.size());
        for (const matching::Word& word : words) {
            matching::Word& own = words_.emplace_back();
            own.rarity = word.rarity;
            for (const matching::Placed& list : word.lists)
                if (auto within = list.within(begin, end); within.size() > 0) {
                    own.postings += within.size();
                    own.lists.push_back(within);
                }
        }
    }

    /// Of those that hold one of the values of each restriction, `limit` or more where there are
    /// so many; by place.
    std::vector<Weighted> best(const std::vector<std::vector<matching::Placed>>& restrictions,
                               std::size_t limit) {
        std::size_t next = 0;
        std::vector<Weighted> found;
        for (; next < words_.size() && !is_late(); ++next) {
            // A restriction may take any of the documents away: none is sure of its place.
            if (restrictions.empty() && few_are_left(next, limit, found))
                break;
            sums_.add(words_[next]);
            postings_ += words_[next].postings;
        }
        for (const auto& values : restrictions)
            restrict_to(values);
        if (found.empty())
            found = sums_.from(next == words_.size() ? sums_.least_of_best(limit) : 0);
        for (; next < words_.size() && !is_late(); ++next) {
            sums_.add_to(found, words_[next]);
            postings_ += found.size() * lookup_costs;
        }
        for (Weighted& one : found)
            one.document += begin_;
        return found;
    }

    bool late() const { return late_; }

  private:
    /// Whether only few documents can still come among the best, whatever the words from `next` on
    /// add, so that looking these up is less work than going on: then they are in `found`.
    bool few_are_left(std::size_t next, std::size_t limit, std::vector<Weighted>& found) {
        float done = 0;
        float rest = 0;
        std::size_t postings = 0;
        std::size_t lists = 0;
        for (std::size_t w = 0; w < words_.size(); ++w) {
            (w < next ? done : rest) += words_[w].rarity;
            postings += w < next ? 0 : words_[w].postings;
            lists += w < next ? 0 : words_[w].lists.size();
        }
        if (rest > likely_share_ * done || postings < least_saved)
            return false;
        const float least = sums_.least_of_best(limit);
        if (least <= rest) {
            likely_share_ = least / done; // which changes little from word to word
            return false;
        }
        const float possible = least - rest - rounding;
        if (sums_.count_from(possible) * lists * lookup_costs >= postings) {
            likely_share_ = rest / done / 2;
            return false;
        }
        found = sums_.from(possible);
        return true;
    }

    void restrict_to(const std::vector<matching::Placed>& values) {
        std::vector<matching::Placed> own;
        for (const matching::Placed& list : values)
            own.push_back(list.within(begin_, begin_ + sums_.places()));
        sums_.restrict_to(own);
    }

    bool is_late() {
        if (!late_ && postings_ >= clock_every) {
            postings_ = 0;
            late_ = is_late_();
        }
        return late_;
    }

    matching::Weights sums_;
    const std::function<bool()>& is_late_;
    std::uint32_t begin_;
    std::vector<matching::Word> words_;
    float likely_share_ = 0.5; // of what the words so far could add, in the last of the best
    std::size_t postings_ = clock_every; // since the clock was asked
    bool late_ = false;
};

/// Of the document at a place.
Xapian::docid number_of(std::size_t place, const std::vector<std::uint32_t>& first) {
    const auto part = std::upper_bound(first.begin(), first.end(), place) - first.begin() - 1;
    const auto number = place - first[static_cast<std::size_t>(part)];
    return index::number_in_union(static_cast<Xapian::docid>(number),
                                  static_cast<std::size_t>(part), first.size());
}

/// What each restriction leaves: the postings of its values.
std::vector<std::vector<matching::Placed>> restrictions_of(const CandidateRequest& request,
                                                           Lists& lists) {
    std::vector<std::vector<matching::Placed>> restrictions;
    const auto restrict = [&](const std::vector<std::string>& values) {
        auto& any = restrictions.emplace_back();
        for (const auto& of_value : lists.of(values))
            any.insert(any.end(), of_value.begin(), of_value.end());
    };
    if (!request.category.empty())
        restrict({index::filter_term(index::Filter::category, request.category)});
    std::vector<std::string> kinds;
    for (const Kind kind : request.kinds)
        kinds.push_back(index::filter_term(index::Filter::kind, index::name(kind)));
    if (!kinds.empty())
        restrict(kinds);
    return restrictions;
}

} // namespace

BestDocuments best_documents(const index::Snapshot& snapshot, const Plan& plan,
                             const CandidateRequest& request, PostingCache& cache, Helpers& helpers,
                             const Clock& clock, std::uint32_t at_once) {
    const std::function<bool()> is_late = [&] { return clock.steady() > request.until; };
    if (is_late())
        return {.partial = true};
    const auto lengths = cache.lengths(snapshot);
    Lists lists(snapshot, cache, helpers, *lengths);
    const auto words = Words(plan).with(lists, snapshot, lengths->documents);
    const auto restrictions = restrictions_of(request, lists);

    const std::span<const float> norm = lengths->norm;
    const std::size_t ranges = (norm.size() + at_once - 1) / at_once;
    std::vector<std::vector<Weighted>> found(ranges);
    std::atomic<bool> late = false;
    helpers.share(ranges, [&](std::size_t r, std::size_t) {
        const std::size_t begin = r * at_once;
        Range range(words, norm.subspan(begin, std::min<std::size_t>(at_once, norm.size() - begin)),
                    static_cast<std::uint32_t>(begin), is_late);
        found[r] = range.best(restrictions, request.limit);
        if (range.late())
            late = true;
    });

    BestDocuments result{.partial = late};
    for (const auto& of_range : found)
        for (const Weighted& one : of_range)
            result.best.push_back({one.weight, number_of(one.document, lengths->first)});
    const std::size_t size = std::min(result.best.size(), request.limit);
    std::partial_sort(result.best.begin(), result.best.begin() + static_cast<std::ptrdiff_t>(size),
                      result.best.end(), is_better);
    result.best.resize(size);
    return result;
}

} // namespace lotse::search
