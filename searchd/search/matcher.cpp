#include "searchd/search/matcher.h"

#include <algorithm>
#include <cmath>

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

/// Room for sums, by document; all zero between searches. Each thread has its own.
struct Accumulators {
    std::vector<double> weight;
    std::vector<std::uint32_t> count; // of the word at hand
    std::vector<Xapian::docid> touched;
    std::vector<Xapian::docid> counted;
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

    BestDocuments best(const CandidateRequest& request) {
        restrict_to(index::Filter::category, request.category.empty()
                                                 ? std::vector<std::string>()
                                                 : std::vector<std::string>{request.category});
        std::vector<std::string> kinds;
        for (const Kind kind : request.kinds)
            kinds.emplace_back(index::name(kind));
        restrict_to(index::Filter::kind, kinds);
        const auto better = [](const Weighted& one, const Weighted& other) {
            return one.weight != other.weight ? one.weight > other.weight
                                              : one.document < other.document;
        };
        std::vector<Weighted> heap; // the worst on top
        for (const Xapian::docid id : sums_.touched) {
            const Weighted match{sums_.weight[id], id};
            if (match.weight <= 0 || (heap.size() == request.limit && !better(match, heap.front())))
                continue;
            heap.push_back(match);
            std::push_heap(heap.begin(), heap.end(), better);
            if (heap.size() > request.limit) {
                std::pop_heap(heap.begin(), heap.end(), better);
                heap.pop_back();
            }
        }
        std::sort(heap.begin(), heap.end(), better);
        return {std::move(heap), late_};
    }

  private:
    static Accumulators& room() {
        thread_local Accumulators sums;
        return sums;
    }

    /// Terms that stand for one word: their counts add up, and together they are one word's rarity.
    void add_any(const std::vector<std::string>& terms, double factor) {
        std::vector<std::shared_ptr<const PostingList>> found;
        double without = 1; // the chance that a document holds none of them
        for (const std::string& term : terms) {
            if (is_late())
                return;
            auto list = lists_.list(snapshot_, term);
            if (list->documents.empty())
                continue;
            without *= 1 - static_cast<double>(list->documents.size()) / lengths_->documents;
            found.push_back(std::move(list));
        }
        if (found.empty())
            return;
        const double holders = found.size() == 1
                                   ? static_cast<double>(found.front()->documents.size())
                                   : std::floor(lengths_->documents * (1 - without) + 0.5);
        const double rarity = factor * rarity_of(holders);
        if (found.size() == 1) {
            add_list(*found.front(), rarity);
            return;
        }
        for (const auto& list : found)
            count_list(*list);
        for (const Xapian::docid id : sums_.counted) {
            add_weight(id, rarity, sums_.count[id]);
            sums_.count[id] = 0;
        }
        sums_.counted.clear();
    }

    /// BM25's inverse document frequency, as Xapian keeps it from becoming nothing.
    double rarity_of(double holders) const {
        double odds = (lengths_->documents - holders + 0.5) / (holders + 0.5);
        if (odds < 2)
            odds = odds * 0.5 + 1;
        return std::log(odds) * (k1 + 1);
    }

    void add_list(const PostingList& list, double rarity) {
        for (std::size_t i = 0; i < list.documents.size(); ++i)
            add_weight(list.documents[i], rarity, list.counts[i]);
        postings_ += list.documents.size();
    }

    void count_list(const PostingList& list) {
        for (std::size_t i = 0; i < list.documents.size(); ++i) {
            std::uint32_t& count = sums_.count[list.documents[i]];
            if (count == 0)
                sums_.counted.push_back(list.documents[i]);
            count += list.counts[i];
        }
        postings_ += list.documents.size();
    }

    void add_weight(Xapian::docid id, double rarity, std::uint32_t count) {
        const double length = std::max<double>(lengths_->ratio[id], least_length);
        double& weight = sums_.weight[id];
        if (weight == 0)
            sums_.touched.push_back(id);
        weight += rarity * count / (count + k1 * (b * length + (1 - b)));
    }

    bool is_late() {
        if (!late_ && postings_ >= clock_every) {
            postings_ = 0;
            late_ = clock_.steady() > until_;
        }
        return late_;
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
    std::size_t postings_ = clock_every; // since the clock was asked
    bool late_ = false;
};

} // namespace

BestDocuments best_documents(const index::Snapshot& snapshot, const Plan& plan,
                             const CandidateRequest& request, PostingCache& lists,
                             const Clock& clock) {
    Matcher matcher(snapshot, lists, clock, request.until);
    for (const Group& group : plan.groups)
        if (!group.function_word)
            matcher.add(group, 1);
    return matcher.best(request);
}

} // namespace lotse::search
