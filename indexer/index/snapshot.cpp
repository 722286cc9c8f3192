#include "indexer/index/snapshot.h"

#include "indexer/index/postings_internal.h"
#include "indexer/index/record_internal.h"
#include "indexer/index/snapshot_handle_internal.h"

#include <algorithm>

namespace lotse::index {

const Generation& Snapshot::generation() const {
    return handle_->opened->generation;
}

Visibility Snapshot::caller() const {
    return handle_->caller;
}

const std::shared_ptr<const analysis::Analyzer>& Snapshot::analyzer() const {
    return handle_->opened->analyzer;
}

const std::shared_ptr<const analysis::WordList>& Snapshot::vocabulary() const {
    return handle_->opened->vocabularies[static_cast<std::size_t>(handle_->caller)];
}

const std::shared_ptr<const analysis::Dictionary>& Snapshot::dictionary() const {
    return handle_->opened->dictionary;
}

const std::shared_ptr<const analysis::Dictionary>& Snapshot::learned() const {
    return handle_->opened->learned;
}

std::vector<std::shared_ptr<const Names>> Snapshot::names() const {
    std::vector<std::shared_ptr<const Names>> readable;
    for (const Visibility visibility : all_visibilities)
        if (may_read(caller(), visibility))
            readable.push_back(handle_->opened->names[static_cast<std::size_t>(visibility)]);
    return readable;
}

const std::shared_ptr<const GramRarity>& Snapshot::built_grams() const {
    return handle_->opened->grams[static_cast<std::size_t>(handle_->caller)];
}

bool Snapshot::is_as_built() const {
    if (!handle_->laid_over_key.empty())
        return false;
    const auto& parts = handle_->all_parts;
    return std::all_of(parts.begin(), parts.end(),
                       [](const Part& part) { return part.gone->empty() && !part.has_later(); });
}

Result<std::vector<Name>> Snapshot::changed_names() const {
    return with_retry(*this, [&]() -> Result<std::vector<Name>> {
        std::vector<Name> names;
        const std::string mark = changed_key("");
        for (const auto& part : handle_->parts)
            for (auto it = part.metadata_keys_begin(mark); it != part.metadata_keys_end(mark);
                 ++it) {
                const auto key = parse_key(std::string_view(*it).substr(mark.size()));
                const auto changed = key ? document(*key) : Error{Code::not_found, "", ""};
                if (changed)
                    append_names(*changed, names);
            }
        if (handle_->laid_over)
            if (const auto document = this->document(handle_->laid_over->key))
                append_names(*document, names);
        return names;
    });
}

std::string Snapshot::revision() const {
    return handle_->revision;
}

std::uint64_t Snapshot::documents() const {
    return handle_->all.get_doccount() - (handle_->former != 0 ? 1 : 0);
}

Result<StoredDocument> Snapshot::document(const Key& key) const {
    return with_retry(*this, [&]() -> Result<StoredDocument> {
        const std::string term = key_term(key);
        auto posting = handle_->all.postlist_begin(term);
        if (posting != handle_->all.postlist_end(term) && is_former(*this, *posting))
            ++posting;
        if (posting == handle_->all.postlist_end(term))
            return Error{Code::not_found, "the index has no " + key.to_string(), ""};
        return read_stored(*this, *posting);
    });
}

Xapian::Database& database(const Snapshot& snapshot) {
    return snapshot.handle().all;
}

const std::vector<Part>& parts(const Snapshot& snapshot) {
    return snapshot.handle().all_parts;
}

void reopen(const Snapshot& snapshot) {
    snapshot.handle().reopen();
}

const ReadingIndex& reading_index(const Snapshot& snapshot) {
    return snapshot.handle().opened->lists->readings_by_hash();
}

std::uint32_t term_frequency(const Snapshot& snapshot, const std::string& term) {
    auto& known = snapshot.handle().frequencies;
    if (const auto documents = known.find(term))
        return *documents;
    // Most words that somebody might have meant stand nowhere: that is seen sooner than found out
    // part by part.
    const bool may_be_built =
        !term_text(term).empty() && reading_index(snapshot).holds(term_hash(term));
    std::uint32_t documents = 0;
    for (const Part& part : snapshot.handle().all_parts) {
        if (may_be_built)
            documents += part.count_left(part.built.list(term));
        if (part.may_hold_later(term))
            documents += part.database.get_termfreq(term);
    }
    documents = without_former(snapshot, term, documents);
    known.keep(term, documents);
    return documents;
}

std::uint32_t without_former(const Snapshot& snapshot, const std::string& term,
                             std::uint32_t counted) {
    return counted -
           (snapshot.handle().former_terms.contains(term_hash(term)) && counted > 0 ? 1 : 0);
}

bool has_former(const Snapshot& snapshot) {
    return snapshot.handle().former != 0;
}

bool Part::may_hold_later(const std::string& term) const {
    if (term_text(term).empty())
        return true;
    return has_later() && (later == nullptr || later->may_hold(term_hash(term)));
}

std::uint32_t Part::count_left(const BuiltList& list) const {
    constexpr std::uint32_t longest = 4096;
    if (missing.empty() || list.documents > longest)
        return list.documents;
    std::uint32_t left = 0;
    each_left(list, [&](std::uint32_t, std::uint32_t) { ++left; });
    return left;
}

std::optional<Forward> forward_of(const Snapshot& snapshot, Xapian::docid id) {
    return snapshot.handle().built_forward(id);
}

bool is_former(const Snapshot& snapshot, Xapian::docid id) {
    return id == snapshot.handle().former; // no document has number 0
}

} // namespace lotse::index
