#include "searchd/search/candidates.h"

#include <algorithm>

#include "indexer/index/postings_internal.h"
#include "indexer/index/xapian_internal.h"
#include "searchd/search/matcher.h"

namespace lotse::search {
namespace {

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

/// Null where there is no such document any more.
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
                           PostingCache& postings, const Clock& clock) {
    Candidates result;
    BestDocuments matches = best_documents(snapshot, plan, request, postings, clock);
    result.partial = matches.partial;
    auto& found = matches.best;
    std::erase_if(found,
                  [&](const Weighted& one) { return index::is_former(snapshot, one.document); });
    const std::string revision = numbering(snapshot);
    std::vector<DocumentCache::Place> places;
    for (const Weighted& one : found)
        places.push_back(one.document);
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
