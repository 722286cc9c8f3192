#include "searchd/search/matcher.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <functional>
#include <limits>

#include "indexer/index/postings_internal.h"
#include "indexer/index/xapian_internal.h"

namespace lotse::search {
namespace {

constexpr double k1 = 1.2;
constexpr double guess_counts = 0.5; // a paraphrase, and a part of a compound
constexpr double part_counts = 0.5;
constexpr std::size_t clock_every = 1U << 16U; // postings
constexpr std::size_t lookup_costs = 8;        // as much as so many postings read in a row
constexpr std::size_t least_saved = 5'000;     // postings, for looking whether they can be left out
constexpr float rounding = 1e-4F;              // of sums that are made in another order
constexpr float smallest = std::numeric_limits<float>::denorm_min();

/// The postings of a term in one part, whose documents have the places from `first` on.
struct Placed {
    Postings postings;
    std::uint32_t first = 0;

    std::size_t size() const { return postings.size; }
    std::size_t place(std::size_t i) const { return first + postings.list->documents[i]; }
    std::uint32_t count(std::size_t i) const { return postings.list->counts[i]; }
};

/// Of all parts that hold the term.
void append_lists(const index::Snapshot& snapshot, PostingCache& lists,
                  const DocumentLengths& lengths, const std::string& term,
                  std::vector<Placed>& into) {
    for (std::size_t part = 0; part < lengths.first.size(); ++part)
        if (Postings postings = lists.list(snapshot, part, term); postings.size > 0)
            into.push_back({std::move(postings), lengths.first[part]});
}

/// Terms that stand for one word: their counts add up, and together they are one word's rarity.
struct Word {
    std::vector<Placed> lists;
    float rarity = 0;
    std::size_t postings = 0;
    std::size_t terms = 0; // that any document holds
};

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
            (one.paraphrase ? guesses : terms)
                .push_back(index::term(one.lang, index::Field::any, one.kind, one.text));
        add_any(terms, factor);
        add_any(guesses, factor * guess_counts);
        for (const Group& part : group.parts)
            add(part, factor * part_counts);
    }
    std::vector<Word> take() && {
        std::stable_sort(words_.begin(), words_.end(),
                         [](const Word& a, const Word& b) { return a.rarity > b.rarity; });
        return std::move(words_);
    }

  private:
    void add_any(const std::vector<std::string>& terms, double factor) {
        Word word;
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
        return std::log(odds) * (k1 + 1);
    }

    const index::Snapshot& snapshot_;
    PostingCache& lists_;
    const DocumentLengths& lengths_;
    double documents_;
    const std::function<bool()>& is_late_;
    std::vector<Word> words_;
};

/// The first posting whose place is not before `wanted`, from `at` on in steps that double.
std::size_t first_from(const Placed& list, std::size_t at, std::size_t wanted) {
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

        Weights sums(*lengths);
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
    bool few_are_left(Weights& sums, std::size_t next, std::size_t limit,
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

    void restrict(Weights& sums, const DocumentLengths& lengths, const CandidateRequest& request) {
        const auto append = [&](index::Filter filter, std::string_view value,
                                std::vector<Placed>& into) {
            append_lists(snapshot_, lists_, lengths, index::filter_term(filter, value), into);
        };
        if (!request.category.empty()) {
            std::vector<Placed> category;
            append(index::Filter::category, request.category, category);
            sums.restrict_to(category);
        }
        std::vector<Placed> kinds;
        for (const Kind kind : request.kinds)
            append(index::Filter::kind, index::name(kind), kinds);
        if (!request.kinds.empty())
            sums.restrict_to(kinds);
    }

    const index::Snapshot& snapshot_;
    PostingCache& lists_;
    const Clock& clock_;
    std::chrono::steady_clock::time_point until_;
    std::vector<Word> words_;
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
