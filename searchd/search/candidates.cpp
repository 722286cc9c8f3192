#include "searchd/search/candidates.h"

#include "indexer/index/xapian_internal.h"
#include "searchd/search/matcher.h"

namespace lotse::search {
namespace {

/// A union numbers the documents of its parts in turn.
DocumentCache::Place place_of(const index::Snapshot& snapshot, Xapian::docid id) {
    constexpr std::uint32_t laid_over = 3; // after all classes
    const auto& parts = index::parts(snapshot);
    const auto count = static_cast<Xapian::docid>(parts.size());
    const std::uint32_t part = (id - 1) % count;
    return {snapshot.generation().number, parts[part].name.empty() ? laid_over : part,
            (id - 1) / count + 1};
}

std::shared_ptr<const index::StoredDocument> read(const index::Snapshot& snapshot, Xapian::docid id,
                                                  DocumentCache& cache) {
    const DocumentCache::Place place = place_of(snapshot, id);
    auto stored = cache.find(place);
    if (!stored) {
        stored = std::make_shared<const index::StoredDocument>(index::read_stored(snapshot, id));
        cache.keep(place, stored);
    }
    return stored;
}

/// Nullopt where there is no such document any more.
std::optional<FoundDocument> find(const index::Snapshot& snapshot, Xapian::docid id,
                                  DocumentCache& cache) {
    try {
        FoundDocument found;
        found.number = id;
        if (const auto forward = index::forward_of(snapshot, id)) {
            found.forward = *forward;
            return found;
        }
        found.document = read(snapshot, id, cache);
        found.forward = index::own_forward(*found.document);
        return found;
    } catch (const Xapian::DocNotFoundError&) {
        return std::nullopt;
    }
}

} // namespace

const index::StoredDocument& read_found(const index::Snapshot& snapshot, FoundDocument& found,
                                        DocumentCache& cache) {
    if (!found.document)
        found.document = read(snapshot, found.number, cache);
    return *found.document;
}

std::optional<FoundDocument> translation_of(const index::Snapshot& snapshot,
                                            const index::Forward& document, Lang lang,
                                            DocumentCache& cache) {
    const Xapian::Database& all = index::database(snapshot);
    const std::string group = index::group_term(document.key, document.group);
    for (auto it = all.postlist_begin(group); it != all.postlist_end(group); ++it) {
        if (index::is_former(snapshot, *it))
            continue;
        if (auto other = find(snapshot, *it, cache); other && other->forward.lang == lang)
            return other;
    }
    return std::nullopt;
}

std::optional<FoundDocument> document_of(const index::Snapshot& snapshot, std::string_view key,
                                         DocumentCache& cache) {
    std::string name = state_of(snapshot);
    name += ' ';
    name += key;
    const std::uint32_t number = cache.number_of(name, [&]() -> std::uint32_t {
        const Xapian::Database& all = index::database(snapshot);
        const std::string term = index::filter_term(index::Filter::key, key);
        auto posting = all.postlist_begin(term);
        if (posting != all.postlist_end(term) && index::is_former(snapshot, *posting))
            ++posting;
        return posting == all.postlist_end(term) ? 0 : *posting; // no document has number 0
    });
    return number == 0 ? std::nullopt : find(snapshot, number, cache);
}

Candidates find_candidates(const index::Snapshot& snapshot, const Plan& plan,
                           const CandidateRequest& request, DocumentCache& cache,
                           PostingCache& postings, Helpers& helpers, const Clock& clock) {
    Candidates result;
    BestDocuments matches = best_documents(snapshot, plan, request, postings, helpers, clock);
    result.partial = matches.partial;
    for (const auto& [weight, id] : matches.best) {
        if (index::is_former(snapshot, id))
            continue;
        if (auto found = find(snapshot, id, cache)) {
            found->weight = weight;
            result.documents.push_back(std::move(*found));
        }
        if (clock.steady() > request.until) {
            result.partial = true;
            break;
        }
    }
    return result;
}

} // namespace lotse::search
