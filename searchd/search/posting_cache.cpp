#include "searchd/search/posting_cache.h"

#include <algorithm>
#include <limits>
#include <span>

#include "indexer/index/schema.h"
#include "indexer/index/xapian_internal.h"

namespace lotse::search {

namespace {

using index::Part;

constexpr double b = 0.75;
constexpr double least_length = 0.5; // of the average: shorter documents gain no more

// One for each kind of caller, and one that searches under way still read.
constexpr std::size_t most_lengths = 4;
constexpr std::size_t most_of_all = 6; // of the parts of this generation, and of the one before

// All documents, with their lengths.
constexpr const char* all_documents = "";

std::uint64_t hash_of(std::string_view name) {
    return std::hash<std::string_view>()(name);
}

/// Postings of documents after `last`.
void read_after(const Part& part, const std::string& term, Xapian::docid last, PostingList& into) {
    const bool lengths = term == all_documents;
    auto at = part.database.postlist_begin(term);
    const auto end = part.database.postlist_end(term);
    if (at != end && last > 0)
        at.skip_to(last + 1);
    for (; at != end; ++at) {
        into.documents.push_back(*at);
        into.counts.push_back(lengths ? at.get_doclength() : at.get_wdf());
    }
}

/// What the build's documents have, those left out that went since.
void read_built(const Part& part, const std::string& term, PostingList& into) {
    const index::BuiltList list =
        term == all_documents ? index::BuiltList{} : part.built.list(term);
    const auto lengths =
        term == all_documents ? part.built.lengths() : std::span<const std::uint32_t>{};
    // Written where there is room already: a common word has hundreds of thousands.
    into.documents.resize(list.documents + lengths.size());
    into.counts.resize(into.documents.size());
    Xapian::docid* document_at = into.documents.data();
    std::uint32_t* count_at = into.counts.data();
    const auto add = [&](Xapian::docid document, std::uint32_t count) {
        *document_at++ = document;
        *count_at++ = count;
    };
    part.each_left(list, add);
    auto missing = part.missing.begin();
    for (Xapian::docid document = 1; document <= lengths.size(); ++document)
        if (missing != part.missing.end() && *missing == document)
            ++missing;
        else
            add(document, lengths[document - 1]);
    const auto size = static_cast<std::size_t>(document_at - into.documents.data());
    into.documents.resize(size);
    into.counts.resize(size);
}

/// What came after the build's. Filters of the build's documents are Xapian's, too.
void read_later(const Part& part, const std::string& term, PostingList& into) {
    const bool is_filter = term != all_documents && index::term_text(term).empty();
    if (part.may_hold_later(term))
        read_after(part, term, is_filter ? 0 : part.built.documents(), into);
}

/// `old` without these documents; null where it holds none of them.
std::shared_ptr<PostingList> without(const PostingList& old, std::span<const Xapian::docid> gone) {
    std::vector<std::size_t> places;
    for (const Xapian::docid one : gone) {
        const auto at = std::lower_bound(old.documents.begin(), old.documents.end(), one);
        if (at != old.documents.end() && *at == one)
            places.push_back(static_cast<std::size_t>(at - old.documents.begin()));
    }
    if (places.empty())
        return nullptr;
    std::sort(places.begin(), places.end());
    auto list = std::make_shared<PostingList>();
    std::size_t next = 0;
    for (std::size_t i = 0; i < old.documents.size(); ++i) {
        if (next < places.size() && places[next] == i) {
            ++next;
            continue;
        }
        list->documents.push_back(old.documents[i]);
        list->counts.push_back(old.counts[i]);
    }
    return list;
}

/// The list as it is now, which may be `old` itself.
std::shared_ptr<const PostingList> brought_up_to_date(std::shared_ptr<const PostingList> old,
                                                      Xapian::docid last, std::size_t gone,
                                                      const Part& part, const std::string& term) {
    PostingList later;
    if (part.last > last && part.may_hold_later(term))
        read_after(part, term, last, later);
    auto list = without(*old, std::span(*part.gone).subspan(std::min(gone, part.gone->size())));
    if (!list && later.documents.empty())
        return old;
    if (!list)
        list = std::make_shared<PostingList>(*old);
    list->documents.insert(list->documents.end(), later.documents.begin(), later.documents.end());
    list->counts.insert(list->counts.end(), later.counts.begin(), later.counts.end());
    return list;
}

/// Documents that came after the part's last one are behind the end.
std::size_t size_in(const PostingList& list, const Part& part) {
    const auto end = std::upper_bound(list.documents.begin(), list.documents.end(), part.last);
    return static_cast<std::size_t>(end - list.documents.begin());
}

/// How long the document is in whose place another one stands; nullopt where there is none.
std::optional<std::uint32_t> former_of(const index::Snapshot& snapshot,
                                       const std::vector<Postings>& documents) {
    if (!index::has_former(snapshot))
        return std::nullopt;
    for (std::size_t p = 0; p < documents.size(); ++p)
        for (std::size_t i = 0; i < documents[p].size; ++i) {
            const auto number = documents[p].list->documents[i];
            if (index::is_former(snapshot, index::number_in_union(number, p, documents.size())))
                return documents[p].list->counts[i];
        }
    return std::nullopt;
}

} // namespace

std::string state_of(const index::Snapshot& snapshot) {
    return std::string(index::name(snapshot.caller())) + " " + snapshot.revision();
}

Postings PostingCache::list(const index::Snapshot& snapshot, std::size_t part,
                            const std::string& term) {
    Helpers none(0);
    return lists(snapshot, part, std::span(&term, 1), none).front();
}

std::vector<Postings> PostingCache::lists(const index::Snapshot& snapshot, std::size_t number,
                                          std::span<const std::string> terms, Helpers& helpers) {
    const Part& part = index::parts(snapshot)[number];
    const std::size_t gone = part.gone->size();
    const std::string prefix =
        std::to_string(snapshot.generation().number) + " " + std::string(part.name) + " ";
    auto former = known(prefix, terms);
    std::vector<std::size_t> missing;
    for (std::size_t i = 0; i < terms.size(); ++i)
        if (!former[i])
            missing.push_back(i);
    // Those of the build lie in mapped files, which many may read at a time; Xapian's do not.
    std::vector<std::shared_ptr<PostingList>> read(terms.size());
    helpers.share(missing.size(), [&](std::size_t m, std::size_t) {
        read[missing[m]] = std::make_shared<PostingList>();
        read_built(part, terms[missing[m]], *read[missing[m]]);
    });
    std::vector<Postings> found(terms.size());
    for (std::size_t i = 0; i < terms.size(); ++i) {
        // One that is ahead of this snapshot misses what went since; whoever asks next misses it
        // too.
        if (const auto& known = former[i];
            known && known->last >= part.last && known->gone >= gone) {
            found[i] = {known->list, known->last == part.last ? known->list->documents.size()
                                                              : size_in(*known->list, part)};
            continue;
        }
        Kept kept{nullptr, part.last, gone};
        if (former[i]) {
            kept.list = brought_up_to_date(std::move(former[i]->list), former[i]->last,
                                           former[i]->gone, part, terms[i]);
        } else {
            read_later(part, terms[i], *read[i]);
            kept.list = std::move(read[i]);
        }
        found[i] = {kept.list, kept.list->documents.size()};
        const std::string name = prefix + terms[i];
        terms[i] == all_documents ? keep_of_all(name, std::move(kept))
                                  : keep(name, std::move(kept));
    }
    return found;
}

std::vector<std::optional<PostingCache::Kept>>
PostingCache::known(const std::string& prefix, std::span<const std::string> terms) {
    std::vector<std::optional<Kept>> found;
    found.reserve(terms.size());
    std::string name = prefix;
    const std::lock_guard lock(mutex_);
    for (const std::string& term : terms) {
        name.replace(prefix.size(), std::string::npos, term);
        found.push_back(term == all_documents ? find_of_all(name) : find(name));
    }
    return found;
}

/// With the mutex held.
std::optional<PostingCache::Kept> PostingCache::find(const std::string& name) {
    const auto found = entries_.find(hash_of(name));
    if (found == entries_.end())
        return std::nullopt;
    found->second.asked_for = true;
    return found->second.kept;
}

std::optional<PostingCache::Kept> PostingCache::find_of_all(const std::string& name) const {
    const auto found = std::find_if(of_all_.begin(), of_all_.end(),
                                    [&](const OfAll& one) { return one.name == name; });
    return found == of_all_.end() ? std::nullopt : std::optional(found->kept);
}

void PostingCache::keep_of_all(const std::string& name, Kept kept) {
    const std::lock_guard lock(mutex_);
    std::erase_if(of_all_, [&](const OfAll& one) { return one.name == name; });
    of_all_.push_front({name, std::move(kept)});
    if (of_all_.size() > most_of_all)
        of_all_.pop_back();
}

void PostingCache::keep(const std::string& name, Kept kept) {
    // What lies around a list: two vectors, a shared pointer, an entry and a place in the table.
    const std::size_t bytes = kept.list->documents.size() * 8 + 400;
    const std::uint64_t hash = hash_of(name);
    const std::lock_guard lock(mutex_);
    const auto [entry, is_new] = entries_.try_emplace(hash);
    bytes_ += bytes - entry->second.bytes;
    entry->second.kept = std::move(kept);
    entry->second.bytes = bytes;
    if (is_new)
        order_.push_back(hash);
    make_room(hash);
}

/// With the mutex held. The one just added stays, however large.
void PostingCache::make_room(std::uint64_t added) {
    const std::size_t room = std::max(most_bytes_, documents_ * bytes_per_document_);
    while (bytes_ > room && order_.size() > 1) {
        const std::uint64_t oldest = order_.front();
        order_.pop_front();
        const auto entry = entries_.find(oldest);
        if (entry->second.asked_for || oldest == added) {
            entry->second.asked_for = false;
            order_.push_back(oldest);
            continue;
        }
        bytes_ -= entry->second.bytes;
        entries_.erase(entry);
    }
}

std::shared_ptr<const DocumentLengths> PostingCache::made_lengths(const index::Snapshot& snapshot) {
    const auto& parts = index::parts(snapshot);
    auto lengths = std::make_shared<DocumentLengths>();
    std::size_t places = 0;
    for (const Part& part : parts) {
        lengths->first.push_back(static_cast<std::uint32_t>(places));
        places += std::size_t{part.last} + 1;
    }
    constexpr std::size_t multiple = DocumentLengths::multiple;
    lengths->norm.resize((places + multiple - 1) / multiple * multiple,
                         std::numeric_limits<float>::infinity());
    std::vector<Postings> documents; // of each part
    std::uint64_t words = 0;
    for (std::size_t p = 0; p < parts.size(); ++p) {
        const Postings& of_part = documents.emplace_back(list(snapshot, p, all_documents));
        lengths->documents += static_cast<Xapian::doccount>(of_part.size);
        for (std::size_t i = 0; i < of_part.size; ++i)
            words += of_part.list->counts[i];
    }
    if (const auto former = former_of(snapshot, documents)) {
        --lengths->documents;
        words -= *former;
    }
    const double average =
        std::max(1.0, static_cast<double>(words) / std::max(1U, lengths->documents));
    for (std::size_t p = 0; p < parts.size(); ++p) {
        float* const norm = lengths->norm.data() + lengths->first[p];
        for (std::size_t i = 0; i < documents[p].size; ++i)
            norm[documents[p].list->documents[i]] = static_cast<float>(
                bm25_k1 *
                (b * std::max(least_length, documents[p].list->counts[i] / average) + 1 - b));
    }
    return lengths;
}

std::shared_ptr<const DocumentLengths> PostingCache::lengths(const index::Snapshot& snapshot) {
    const std::string name = state_of(snapshot);
    {
        const std::lock_guard lock(mutex_);
        for (auto known = lengths_.begin(); known != lengths_.end(); ++known)
            if (known->first == name) {
                lengths_.splice(lengths_.begin(), lengths_, known);
                return lengths_.front().second;
            }
    }
    auto lengths = made_lengths(snapshot);
    const std::lock_guard lock(mutex_);
    documents_ = lengths->documents;
    lengths_.emplace_front(name, lengths);
    if (lengths_.size() > most_lengths)
        lengths_.pop_back();
    return lengths;
}

} // namespace lotse::search
