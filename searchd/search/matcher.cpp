#include "searchd/search/matcher.h"

#include <algorithm>
#include <cmath>
#include <functional>

#include "indexer/index/postings_internal.h"
#include "indexer/index/xapian_internal.h"

namespace lotse::search {
namespace {

constexpr double k1 = 1.2;
constexpr double b = 0.75;
constexpr double least_length = 0.5; // of the average: shorter documents gain no more
constexpr double guess_counts = 0.5; // a paraphrase, and a part of a compound
constexpr double part_counts = 0.5;
constexpr std::size_t clock_every = 1U << 16U; // postings
constexpr double rounding = 1e-9;              // of sums that are made in another order

/// Terms that stand for one word: their counts add up, and together they are one word's rarity.
struct Word {
    std::vector<std::shared_ptr<const PostingList>> lists;
    double rarity = 0;
    std::size_t postings = 0;
};

/// Room for sums, by document; all zero between searches. Each thread has its own.
struct Accumulators {
    std::vector<double> weight;
    std::vector<std::uint32_t> count; // of the word at hand
    std::vector<Xapian::docid> touched;
    std::vector<Xapian::docid> counted;
};

bool is_better(const Weighted& one, const Weighted& other) {
    return one.weight != other.weight ? one.weight > other.weight : one.document < other.document;
}

/// The words of a plan with their postings, rarest first.
class Words {
  public:
    Words(const index::Snapshot& snapshot, PostingCache& lists, double documents,
          const std::function<bool()>& is_late)
        : snapshot_(snapshot), lists_(lists), documents_(documents), is_late_(is_late) {}

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
        for (const std::string& term : terms) {
            if (is_late_())
                return;
            auto list = lists_.list(snapshot_, term);
            if (list->documents.empty())
                continue;
            without *= 1 - static_cast<double>(list->documents.size()) / documents_;
            word.postings += list->documents.size();
            word.lists.push_back(std::move(list));
        }
        if (word.lists.empty())
            return;
        const double holders = word.lists.size() == 1
                                   ? static_cast<double>(word.postings)
                                   : std::floor(documents_ * (1 - without) + 0.5);
        word.rarity = factor * rarity_of(holders);
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
    double documents_;
    const std::function<bool()>& is_late_;
    std::vector<Word> words_;
};

class Matcher {
  public:
    Matcher(const index::Snapshot& snapshot, PostingCache& lists, const Clock& clock,
            std::chrono::steady_clock::time_point until)
        : snapshot_(snapshot), lists_(lists), clock_(clock), until_(until),
          lengths_(lists.lengths(snapshot)), sums_(room()) {
        if (sums_.weight.size() < lengths_->ratio.size()) {
            sums_.weight.resize(lengths_->ratio.size());
            sums_.count.resize(lengths_->ratio.size());
        }
    }
    ~Matcher() {
        for (const Xapian::docid id : sums_.touched)
            sums_.weight[id] = 0;
        for (const Xapian::docid id : sums_.counted)
            sums_.count[id] = 0;
        sums_.touched.clear();
        sums_.counted.clear();
    }
    Matcher(const Matcher&) = delete;
    Matcher& operator=(const Matcher&) = delete;

    BestDocuments best(const Plan& plan, const CandidateRequest& request) {
        const std::vector<Word> words = words_of(plan);
        // What the words from here on can add to a document at most.
        std::vector<double> rest(words.size() + 1);
        for (std::size_t w = words.size(); w-- > 0;)
            rest[w] = rest[w + 1] + words[w].rarity;
        // A restriction may take any of the documents away, so that none is sure to be among the
        // best before it.
        const bool restricted = !request.category.empty() || !request.kinds.empty();
        std::size_t next = 0;
        double least = 0;
        for (; next < words.size() && !is_late(); ++next) {
            if (!restricted && words[next].postings > sums_.touched.size() / 2 &&
                (least = least_of_best(request.limit)) > rest[next])
                break;
            add_word(words[next]);
        }
        if (restricted)
            restrict_to(request);
        std::vector<Weighted> found = candidates(least - rest[next]);
        for (; next < words.size() && !is_late(); ++next) {
            add_word_to(found, words[next]);
            keep_possible(found, request.limit, rest[next + 1]);
        }
        const std::size_t size = std::min(found.size(), request.limit);
        std::partial_sort(found.begin(), found.begin() + static_cast<std::ptrdiff_t>(size),
                          found.end(), is_better);
        found.resize(size);
        return {std::move(found), late_};
    }

  private:
    static Accumulators& room() {
        thread_local Accumulators sums;
        return sums;
    }

    std::vector<Word> words_of(const Plan& plan) {
        const std::function<bool()> late = [this] { return is_late(); };
        Words words(snapshot_, lists_, lengths_->documents, late);
        for (const Group& group : plan.groups)
            if (!group.function_word)
                words.add(group, 1);
        return std::move(words).take();
    }

    void add_word(const Word& word) {
        postings_ += word.postings;
        if (word.lists.size() == 1) {
            const PostingList& list = *word.lists.front();
            for (std::size_t i = 0; i < list.documents.size(); ++i)
                add_weight(list.documents[i], word.rarity, list.counts[i]);
            return;
        }
        for (const auto& list : word.lists)
            count_list(*list);
        for (const Xapian::docid id : sums_.counted) {
            add_weight(id, word.rarity, sums_.count[id]);
            sums_.count[id] = 0;
        }
        sums_.counted.clear();
    }

    void count_list(const PostingList& list) {
        for (std::size_t i = 0; i < list.documents.size(); ++i) {
            std::uint32_t& count = sums_.count[list.documents[i]];
            if (count == 0)
                sums_.counted.push_back(list.documents[i]);
            count += list.counts[i];
        }
    }

    double weight_of(Xapian::docid id, double rarity, std::uint32_t count) const {
        const double length = std::max<double>(lengths_->ratio[id], least_length);
        return rarity * count / (count + k1 * (b * length + (1 - b)));
    }

    void add_weight(Xapian::docid id, double rarity, std::uint32_t count) {
        double& weight = sums_.weight[id];
        if (weight == 0)
            sums_.touched.push_back(id);
        weight += weight_of(id, rarity, count);
    }

    /// The weight that the last of the best has so far; 0 where there are not so many.
    double least_of_best(std::size_t limit) {
        if (sums_.touched.size() < limit || limit == 0)
            return 0;
        order_.clear();
        for (const Xapian::docid id : sums_.touched)
            order_.push_back(sums_.weight[id]);
        return nth_greatest(limit);
    }

    double nth_greatest(std::size_t limit) {
        const auto last = order_.begin() + static_cast<std::ptrdiff_t>(limit) - 1;
        std::nth_element(order_.begin(), last, order_.end(), std::greater<>());
        return *last;
    }

    /// Documents with no less weight, by number.
    std::vector<Weighted> candidates(double least) const {
        std::vector<Weighted> found;
        for (const Xapian::docid id : sums_.touched)
            if (const double weight = sums_.weight[id]; weight > 0 && weight >= least - rounding)
                found.push_back({weight, id});
        std::sort(found.begin(), found.end(), [](const Weighted& one, const Weighted& other) {
            return one.document < other.document;
        });
        return found;
    }

    /// The word's weight for these documents alone, however many others hold it.
    void add_word_to(std::vector<Weighted>& found, const Word& word) {
        counts_.assign(found.size(), 0);
        for (const auto& list : word.lists) {
            auto at = list->documents.begin();
            for (std::size_t i = 0; i < found.size() && at != list->documents.end(); ++i) {
                at = first_from(at, list->documents.end(), found[i].document);
                if (at != list->documents.end() && *at == found[i].document)
                    counts_[i] +=
                        list->counts[static_cast<std::size_t>(at - list->documents.begin())];
            }
        }
        postings_ += found.size() * word.lists.size();
        for (std::size_t i = 0; i < found.size(); ++i)
            if (counts_[i] > 0)
                found[i].weight += weight_of(found[i].document, word.rarity, counts_[i]);
    }

    /// The first posting not before `wanted`, from `at` on in steps that double.
    template <class At>
    static At first_from(At at, At end, Xapian::docid wanted) {
        std::ptrdiff_t step = 1;
        while (end - at > step && *(at + step) < wanted) {
            at += step;
            step *= 2;
        }
        return std::lower_bound(at, end - at > step ? at + step + 1 : end, wanted);
    }

    /// Drops the documents that what is to come cannot bring among the best any more.
    void keep_possible(std::vector<Weighted>& found, std::size_t limit, double to_come) {
        if (found.size() <= limit || limit == 0)
            return;
        order_.clear();
        for (const Weighted& one : found)
            order_.push_back(one.weight);
        const double least = nth_greatest(limit) - to_come - rounding;
        std::erase_if(found, [&](const Weighted& one) { return one.weight < least; });
    }

    bool is_late() {
        if (!late_ && postings_ >= clock_every) {
            postings_ = 0;
            late_ = clock_.steady() > until_;
        }
        return late_;
    }

    void restrict_to(const CandidateRequest& request) {
        restrict_to(index::Filter::category, request.category.empty()
                                                 ? std::vector<std::string>()
                                                 : std::vector<std::string>{request.category});
        std::vector<std::string> kinds;
        for (const Kind kind : request.kinds)
            kinds.emplace_back(index::name(kind));
        restrict_to(index::Filter::kind, kinds);
    }

    /// Documents that hold none of the values lose their weight. No values: all may stay.
    void restrict_to(index::Filter filter, const std::vector<std::string>& values) {
        if (values.empty())
            return;
        for (const std::string& value : values) {
            const auto list = lists_.list(snapshot_, index::filter_term(filter, value));
            for (const Xapian::docid id : list->documents) {
                if (sums_.count[id] == 0)
                    sums_.counted.push_back(id);
                sums_.count[id] = 1;
            }
        }
        std::erase_if(sums_.touched, [&](Xapian::docid id) {
            const bool out = sums_.count[id] == 0;
            if (out)
                sums_.weight[id] = 0;
            return out;
        });
        for (const Xapian::docid id : sums_.counted)
            sums_.count[id] = 0;
        sums_.counted.clear();
    }

    const index::Snapshot& snapshot_;
    PostingCache& lists_;
    const Clock& clock_;
    std::chrono::steady_clock::time_point until_;
    std::shared_ptr<const DocumentLengths> lengths_;
    Accumulators& sums_;
    std::vector<double> order_;
    std::vector<std::uint32_t> counts_;
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
