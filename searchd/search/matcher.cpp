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
    Lists(const index::Snapshot& snapshot, PostingCache& cache, const DocumentLengths& lengths)
        : snapshot_(snapshot), cache_(cache), lengths_(lengths) {}

    /// Of all parts that hold the term.
    void append(const std::string& term, std::vector<matching::Placed>& into) {
        for (std::size_t part = 0; part < lengths_.first.size(); ++part)
            if (Postings postings = cache_.list(snapshot_, part, term); postings.size > 0) {
                into.push_back({std::span(postings.list->documents).first(postings.size),
                                std::span(postings.list->counts).first(postings.size),
                                lengths_.first[part]});
                held_.push_back(std::move(postings.list));
            }
    }

  private:
    const index::Snapshot& snapshot_;
    PostingCache& cache_;
    const DocumentLengths& lengths_;
    std::vector<std::shared_ptr<const PostingList>> held_;
};

/// The words of a plan with their postings, rarest first.
class Words {
  public:
    Words(Lists& lists, Xapian::doccount documents, const std::function<bool()>& is_late)
        : lists_(lists), documents_(documents), is_late_(is_late) {}

    void add(const Group& group, double factor) {
        std::vector<std::string> terms;
        std::vector<std::string> guesses; // apart, so that they make the word no less rare
        for (const Alternative& one : group.alternatives)
            (one.paraphrase ? guesses : terms).push_back(index::term(one.lang, one.kind, one.text));
        add_any(terms, factor);
        add_any(guesses, factor * guess_counts);
        for (const Group& part : group.parts)
            add(part, factor * part_counts);
    }
    bool late() const { return late_; }
    std::vector<matching::Word> take() && {
        std::stable_sort(
            words_.begin(), words_.end(),
            [](const matching::Word& a, const matching::Word& b) { return a.rarity > b.rarity; });
        return std::move(words_);
    }

  private:
    void add_any(const std::vector<std::string>& terms, double factor) {
        matching::Word word;
        double without = 1; // the chance that a document holds none of them
        std::size_t held = 0;
        for (const std::string& term : terms) {
            if (late_ = late_ || is_late_(); late_)
                return;
            const std::size_t before = word.lists.size();
            lists_.append(term, word.lists);
            if (word.lists.size() == before)
                continue;
            std::size_t postings = 0;
            for (std::size_t i = before; i < word.lists.size(); ++i)
                postings += word.lists[i].size();
            without *= 1 - static_cast<double>(postings) / documents_;
            word.postings += postings;
            ++held;
        }
        if (held == 0)
            return;
        const double holders = held == 1 ? static_cast<double>(word.postings)
                                         : std::floor(documents_ * (1 - without) + 0.5);
        word.rarity = static_cast<float>(factor * rarity_of(holders));
        words_.push_back(std::move(word));
    }

    /// BM25's inverse document frequency, as Xapian keeps it from becoming nothing.
    double rarity_of(double holders) const {
        double odds = (documents_ - holders + 0.5) / (holders + 0.5);
        if (odds < 2)
            odds = odds * 0.5 + 1;
        return std::log(odds) * (bm25_k1 + 1);
    }

    Lists& lists_;
    double documents_;
    const std::function<bool()>& is_late_;
    std::vector<matching::Word> words_;
    bool late_ = false; // then words are missing
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

/// Of the document at a place; a union numbers those of its parts in turn.
Xapian::docid number_of(std::size_t place, const std::vector<std::uint32_t>& first) {
    const auto part = std::upper_bound(first.begin(), first.end(), place) - first.begin() - 1;
    const auto number = place - first[static_cast<std::size_t>(part)];
    return static_cast<Xapian::docid>((number - 1) * first.size() + static_cast<std::size_t>(part) +
                                      1);
}

/// What each restriction leaves: the postings of its values.
std::vector<std::vector<matching::Placed>> restrictions_of(const CandidateRequest& request,
                                                           Lists& lists) {
    std::vector<std::vector<matching::Placed>> restrictions;
    if (!request.category.empty())
        lists.append(index::filter_term(index::Filter::category, request.category),
                     restrictions.emplace_back());
    if (!request.kinds.empty()) {
        auto& kinds = restrictions.emplace_back();
        for (const Kind kind : request.kinds)
            lists.append(index::filter_term(index::Filter::kind, index::name(kind)), kinds);
    }
    return restrictions;
}

} // namespace

BestDocuments best_documents(const index::Snapshot& snapshot, const Plan& plan,
                             const CandidateRequest& request, PostingCache& cache, Helpers& helpers,
                             const Clock& clock, std::uint32_t at_once) {
    const auto lengths = cache.lengths(snapshot);
    Lists lists(snapshot, cache, *lengths);
    const std::function<bool()> is_late = [&] { return clock.steady() > request.until; };
    Words gathered(lists, lengths->documents, is_late);
    for (const Group& group : plan.groups)
        if (!group.function_word)
            gathered.add(group, 1);
    std::atomic<bool> late = gathered.late();
    const auto words = std::move(gathered).take();
    const auto restrictions = restrictions_of(request, lists);

    const std::span<const float> norm = lengths->norm;
    const std::size_t ranges = (norm.size() + at_once - 1) / at_once;
    std::vector<std::vector<Weighted>> found(ranges);
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
