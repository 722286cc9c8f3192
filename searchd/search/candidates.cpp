#include "searchd/search/candidates.h"

#include <algorithm>
#include <functional>

#include "indexer/index/postings_internal.h"
#include "indexer/index/xapian_internal.h"

namespace lotse::search {
namespace {

constexpr unsigned clock_every = 64; // documents
/// So many postings are read in a few milliseconds: no deadline is shorter. To watch them would
/// cost a tenth of it.
constexpr std::uint64_t unwatched_postings = 50'000;

struct OutOfTime {};

using Found = std::pair<double, Xapian::docid>; // weight first

/// Xapian has no deadline of its own: this spy sees every document that matches, remembers the best
/// and throws when time is up.
class DeadlineSpy final : public Xapian::MatchSpy {
  public:
    DeadlineSpy(const Clock& clock, std::chrono::steady_clock::time_point until, std::size_t limit)
        : clock_(clock), until_(until), limit_(limit) {}

    void operator()(const Xapian::Document& document, double weight) override {
        if (best_.size() < limit_ || weight > best_.front().first)
            keep(weight, document.get_docid());
        if (++seen_ % clock_every == 0 && clock_.steady() > until_)
            throw OutOfTime{};
    }

    /// In the numbering of a union of `databases`. A spy is shown ids that count within one of them
    /// but not which one, so the same place of each is named; ranking drops what does not match.
    std::vector<Found> best(std::size_t databases) && {
        std::sort(best_.begin(), best_.end(), std::greater<>());
        std::vector<Found> found;
        for (const auto& [weight, id] : best_)
            for (std::size_t i = 0; i < databases; ++i)
                found.emplace_back(weight,
                                   static_cast<Xapian::docid>((id - 1) * databases + i + 1));
        return found;
    }

  private:
    void keep(double weight, Xapian::docid id) {
        best_.emplace_back(weight, id);
        std::push_heap(best_.begin(), best_.end(), std::greater<>());
        if (best_.size() > limit_) {
            std::pop_heap(best_.begin(), best_.end(), std::greater<>());
            best_.pop_back();
        }
    }

    const Clock& clock_;
    std::chrono::steady_clock::time_point until_;
    std::size_t limit_;
    unsigned seen_ = 0;
    std::vector<Found> best_; // a heap, the worst on top
};

std::uint64_t postings_of(const Group& group) {
    std::uint64_t sum = 0;
    for (const Alternative& one : group.alternatives)
        sum += one.documents;
    for (const Group& part : group.parts)
        sum += postings_of(part);
    return sum;
}

std::uint64_t postings_of(const Plan& plan) {
    std::uint64_t sum = 0;
    for (const Group& group : plan.groups)
        if (!group.function_word)
            sum += postings_of(group);
    return sum;
}

Xapian::Query query_of(const Group& group) {
    std::vector<Xapian::Query> terms;
    std::vector<Xapian::Query> guesses; // apart, so that they make the word no less rare
    for (const Alternative& one : group.alternatives)
        (one.paraphrase ? guesses : terms)
            .emplace_back(index::term(one.lang, index::Field::any, one.kind, one.text));
    std::vector<Xapian::Query> ways;
    if (!terms.empty())
        ways.emplace_back(Xapian::Query::OP_SYNONYM, terms.begin(), terms.end());
    if (!guesses.empty())
        ways.push_back(Xapian::Query(Xapian::Query::OP_SYNONYM, guesses.begin(), guesses.end()) *
                       0.5);
    for (const Group& part : group.parts)
        if (Xapian::Query query = query_of(part); !query.empty())
            ways.push_back(query * 0.5);
    return Xapian::Query(Xapian::Query::OP_OR, ways.begin(), ways.end());
}

Xapian::Query any_of(index::Filter filter, const std::vector<std::string>& values) {
    std::vector<Xapian::Query> terms;
    for (const std::string& value : values)
        terms.emplace_back(index::filter_term(filter, value));
    return Xapian::Query(Xapian::Query::OP_OR, terms.begin(), terms.end());
}

Xapian::Query query_of(const Plan& plan, const CandidateRequest& request) {
    std::vector<Xapian::Query> groups;
    for (const Group& group : plan.groups)
        if (Xapian::Query query = query_of(group); !group.function_word && !query.empty())
            groups.push_back(std::move(query));
    Xapian::Query query(Xapian::Query::OP_OR, groups.begin(), groups.end());
    if (query.empty())
        return query;
    const auto restrict_to = [&](index::Filter filter, const std::vector<std::string>& values) {
        if (!values.empty())
            query = Xapian::Query(Xapian::Query::OP_FILTER, query, any_of(filter, values));
    };
    if (!request.category.empty())
        restrict_to(index::Filter::category, {request.category});
    std::vector<std::string> kinds;
    for (const Kind kind : request.kinds)
        kinds.emplace_back(index::name(kind));
    restrict_to(index::Filter::kind, kinds);
    return query;
}

std::shared_ptr<const index::StoredDocument> read(const Xapian::Document& document,
                                                  DocumentCache& cache) {
    const auto value = [&](index::Slot slot) {
        return document.get_value(static_cast<Xapian::valueno>(slot));
    };
    const std::string name = value(index::Slot::key) + " " + value(index::Slot::hash);
    if (auto known = cache.find(name))
        return known;
    auto stored = std::make_shared<const index::StoredDocument>(index::read_stored(document));
    cache.keep(name, stored);
    return stored;
}

/// The union of a caller's databases numbers documents its own way.
std::string numbering(const index::Snapshot& snapshot) {
    return std::string(index::name(snapshot.caller())) + " " + snapshot.revision();
}

/// Null where there is no such document, as a deadline's guesses may name.
std::shared_ptr<const index::StoredDocument> read_at(const Xapian::Database& database,
                                                     Xapian::docid id, DocumentCache& cache) {
    try {
        return read(database.get_document(id), cache);
    } catch (const Xapian::DocNotFoundError&) {
        return nullptr;
    }
}

} // namespace

std::shared_ptr<const index::StoredDocument> translation_of(const index::Snapshot& snapshot,
                                                            const index::StoredDocument& document,
                                                            Lang lang, DocumentCache& cache) {
    const Xapian::Database& all = index::database(snapshot);
    const std::string group = index::group_term(document);
    const std::string revision = numbering(snapshot);
    for (auto it = all.postlist_begin(group); it != all.postlist_end(group); ++it) {
        if (index::is_former(snapshot, *it))
            continue;
        auto other = cache.at(revision, {*it}).front();
        if (!other) {
            other = read(all.get_document(*it), cache);
            cache.note(revision, *it, other);
        }
        if (other->lang == lang)
            return other;
    }
    return nullptr;
}

std::shared_ptr<const index::StoredDocument>
document_of(const index::Snapshot& snapshot, std::string_view key, DocumentCache& cache) {
    const Xapian::Database& all = index::database(snapshot);
    const std::string term = index::filter_term(index::Filter::key, key);
    auto posting = all.postlist_begin(term);
    if (posting != all.postlist_end(term) && index::is_former(snapshot, *posting))
        ++posting;
    if (posting == all.postlist_end(term))
        return nullptr;
    const std::string revision = numbering(snapshot);
    auto document = cache.at(revision, {*posting}).front();
    if (!document) {
        document = read(all.get_document(*posting), cache);
        cache.note(revision, *posting, document);
    }
    return document;
}

Candidates find_candidates(const index::Snapshot& snapshot, const Plan& plan,
                           const CandidateRequest& request, DocumentCache& cache,
                           const Clock& clock) {
    Candidates result;
    const Xapian::Query query = query_of(plan, request);
    if (query.empty())
        return result;
    Xapian::Enquire enquire(index::database(snapshot));
    enquire.set_query(query);
    enquire.set_weighting_scheme(Xapian::BM25Weight(1.2, 0, 1, 0.75, 0.5));
    DeadlineSpy spy(clock, request.until, request.limit);
    if (postings_of(plan) > unwatched_postings)
        enquire.add_matchspy(&spy);
    std::vector<Found> found;
    try {
        const Xapian::MSet mset = enquire.get_mset(0, static_cast<Xapian::doccount>(request.limit));
        for (auto hit = mset.begin(); hit != mset.end(); ++hit)
            found.emplace_back(hit.get_weight(), *hit);
    } catch (const OutOfTime&) {
        result.partial = true;
        found = std::move(spy).best(index::database(snapshot).size());
    }
    std::erase_if(found, [&](const Found& one) { return index::is_former(snapshot, one.second); });
    const std::string revision = numbering(snapshot);
    std::vector<DocumentCache::Place> places;
    for (const auto& [weight, id] : found)
        places.push_back(id);
    auto known = cache.at(revision, places);
    for (std::size_t i = 0; i < found.size(); ++i) {
        const auto& [weight, id] = found[i];
        if (!known[i] && (known[i] = read_at(index::database(snapshot), id, cache)))
            cache.note(revision, id, known[i]);
        if (known[i])
            result.documents.push_back({std::move(known[i]), weight});
        if (clock.steady() > request.until) {
            result.partial = true;
            break;
        }
    }
    return result;
}

} // namespace lotse::search
