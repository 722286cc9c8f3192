#include "searchd/search/matcher.h"

#include <algorithm>
#include <cmath>
#include <functional>

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

/// Of all parts that hold the term.
void append_lists(const index::Snapshot& snapshot, PostingCache& lists,
                  const DocumentLengths& lengths, const std::string& term,
                  std::vector<matching::Placed>& into) {
    for (std::size_t part = 0; part < lengths.first.size(); ++part)
        if (Postings postings = lists.list(snapshot, part, term); postings.size > 0)
            into.push_back({std::move(postings), lengths.first[part]});
}

bool is_better(const Weighted& one, const Weighted& other) {
    return one.weight != other.weight ? one.weight > other.weight : one.document < other.document;
}

/// The words of a plan with their postings, rarest first.
class Words {
  public:
    Words(const index::Snapshot& snapshot, PostingCache& lists, const DocumentLengths& lengths,
          const std::function<bool()>& is_late)
        : snapshot_(snapshot), lists_(lists), lengths_(lengths), documents_(lengths.documents),
          is_late_(is_late) {}

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
            if (is_late_())
                return;
            const std::size_t before = word.lists.size();
            append_lists(snapshot_, lists_, lengths_, term, word.lists);
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
        word.terms = held;
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

    const index::Snapshot& snapshot_;
    PostingCache& lists_;
    const DocumentLengths& lengths_;
    double documents_;
    const std::function<bool()>& is_late_;
    std::vector<matching::Word> words_;
};

class Matcher {
  public:
    Matcher(const index::Snapshot& snapshot, PostingCache& lists, const Clock& clock,
            std::chrono::steady_clock::time_point until)
        : snapshot_(snapshot), lists_(lists), clock_(clock), until_(until) {}

    BestDocuments best(const Plan& plan, const CandidateRequest& request) {
        const auto lengths = lists_.lengths(snapshot_);
        const std::function<bool()> late = [this] { return is_late(); };
        Words gathered(snapshot_, lists_, *lengths, late);
        for (const Group& group : plan.groups)
            if (!group.function_word)
                gathered.add(group, 1);
        words_ = std::move(gathered).take();

        matching::Weights sums(*lengths);
        // A restriction may take any of the documents away, so that none is sure of its place.
        const bool restricted = !request.category.empty() || !request.kinds.empty();
        std::size_t next = 0;
        std::vector<Weighted> found;
        for (; next < words_.size() && !is_late(); ++next) {
            if (!restricted && few_are_left(sums, next, request.limit, found))
                break;
            sums.add(words_[next]);
            postings_ += words_[next].postings;
        }
        if (restricted)
            restrict(sums, *lengths, request);
        if (found.empty())
            found = sums.from(next == words_.size() ? sums.least_of_best(request.limit) : 0);
        for (; next < words_.size() && !is_late(); ++next) {
            sums.add_to(found, words_[next]);
            postings_ += found.size() * lookup_costs;
        }
        for (Weighted& one : found)
            one.document = number_of(one.document, lengths->first);
        const std::size_t size = std::min(found.size(), request.limit);
        std::partial_sort(found.begin(), found.begin() + static_cast<std::ptrdiff_t>(size),
                          found.end(), is_better);
        found.resize(size);
        return {std::move(found), late_};
    }

  private:
    /// Whether only few documents can still come among the best, whatever the words from `next` on
    /// add, so that looking these up is less work than going on: then they are in `found`.
    bool few_are_left(matching::Weights& sums, std::size_t next, std::size_t limit,
                      std::vector<Weighted>& found) {
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
        const float least = sums.least_of_best(limit);
        if (least <= rest) {
            likely_share_ = least / done; // which changes little from word to word
            return false;
        }
        const float possible = least - rest - rounding;
        if (sums.count_from(possible) * lists * lookup_costs >= postings) {
            likely_share_ = rest / done / 2;
            return false;
        }
        found = sums.from(possible);
        return true;
    }

    bool is_late() {
        if (!late_ && postings_ >= clock_every) {
            postings_ = 0;
            late_ = clock_.steady() > until_;
        }
        return late_;
    }

    /// Of the document at a place; a union numbers those of its parts in turn.
    static Xapian::docid number_of(std::size_t place, const std::vector<std::uint32_t>& first) {
        const auto part = std::upper_bound(first.begin(), first.end(), place) - first.begin() - 1;
        const auto number = place - first[static_cast<std::size_t>(part)];
        return static_cast<Xapian::docid>((number - 1) * first.size() +
                                          static_cast<std::size_t>(part) + 1);
    }

    void restrict(matching::Weights& sums, const DocumentLengths& lengths,
                  const CandidateRequest& request) {
        const auto append = [&](index::Filter filter, std::string_view value,
                                std::vector<matching::Placed>& into) {
            append_lists(snapshot_, lists_, lengths, index::filter_term(filter, value), into);
        };
        if (!request.category.empty()) {
            std::vector<matching::Placed> category;
            append(index::Filter::category, request.category, category);
            sums.restrict_to(category);
        }
        std::vector<matching::Placed> kinds;
        for (const Kind kind : request.kinds)
            append(index::Filter::kind, index::name(kind), kinds);
        if (!request.kinds.empty())
            sums.restrict_to(kinds);
    }

    const index::Snapshot& snapshot_;
    PostingCache& lists_;
    const Clock& clock_;
    std::chrono::steady_clock::time_point until_;
    std::vector<matching::Word> words_;
    float likely_share_ = 0.5; // of what the words so far could add, in the last of the best
    std::size_t postings_ = clock_every; // since the clock was asked
    bool late_ = false;
};

} // namespace

BestDocuments best_documents(const index::Snapshot& snapshot, const Plan& plan,
                             const CandidateRequest& request, PostingCache& lists,
                             const Clock& clock) {
    Matcher matcher(snapshot, lists, clock, request.until);
    return matcher.best(plan, request);
}

} // namespace lotse::search
