#include "indexer/index/snapshot.h"

#include "indexer/base/file_sign.h"
#include "indexer/index/bytes_internal.h"
#include "indexer/index/frequency_memo_internal.h"
#include "indexer/index/generation_internal.h"
#include "indexer/index/postings_internal.h"
#include "indexer/index/record_internal.h"
#include "indexer/index/xapian_internal.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <mutex>
#include <optional>
#include <unordered_set>

namespace lotse::index {

namespace fs = std::filesystem;

namespace {

constexpr const char* glass_version_file = "iamglass"; // replaced by each commit

std::shared_ptr<const std::vector<Xapian::docid>> gone_from(const Xapian::Database& part) {
    auto gone = std::make_shared<std::vector<Xapian::docid>>();
    const std::string kept = part.get_metadata(gone_key);
    for (ByteReader in(kept); !in.at_end();)
        gone->push_back(static_cast<Xapian::docid>(in.number()));
    return gone;
}

std::vector<Xapian::docid> missing_of(const std::vector<Xapian::docid>& gone,
                                      const BuiltPostings& built) {
    std::vector<Xapian::docid> missing;
    std::copy_if(gone.begin(), gone.end(), std::back_inserter(missing),
                 [&](Xapian::docid one) { return one <= built.documents(); });
    std::sort(missing.begin(), missing.end());
    return missing;
}

} // namespace

struct Snapshot::Handle {
    std::shared_ptr<const Opened> opened;
    Visibility caller = Visibility::everyone;
    Xapian::Database all;
    std::vector<Xapian::Database> parts; // `all` in pieces, which know their revision
    std::optional<Document> laid_over;   // after the parts, in memory; if the caller may read it
    Xapian::Database laid_over_part;
    std::string laid_over_key; // its term; empty: none, for nobody
    Xapian::docid former = 0;  // in whose place it stands, and the terms of that one
    std::unordered_set<std::uint32_t> former_terms; // by term_hash()
    FrequencyMemo frequencies;                      // of `revision`, like what follows
    std::vector<Part> all_parts;
    std::string revision;
    std::vector<std::string> versions; // files of `parts` that change with each commit
    std::vector<FileSign> seen;        // of those when it was last reopened; empty: not known

    /// As it is now. To look whether something was committed costs a tenth of reopening.
    void bring_up_to_date() {
        std::vector<FileSign> signs;
        for (const std::string& version : versions)
            if (const auto sign = settled_sign(version))
                signs.push_back(*sign);
        const bool all_known = signs.size() == versions.size();
        if (all_known && signs == seen)
            return;
        all.reopen();
        note_revision();
        seen = all_known ? std::move(signs) : std::vector<FileSign>();
    }
    std::string revision_now() const {
        std::string text = std::to_string(opened->generation.number);
        for (const auto& part : parts)
            text += "." + std::to_string(part.get_revision());
        return text;
    }
    void note_revision() {
        if (std::string now = revision_now(); now != revision) {
            frequencies.clear();
            find_parts();
            find_former();
            revision = std::move(now); // last: what could not be read is read again
        }
    }
    void find_parts() {
        all_parts.clear();
        auto visibility = all_visibilities.begin(); // who may read one may read those before it
        for (const auto& part : parts) {
            const BuiltPostings& built = opened->lists->postings(*visibility);
            auto gone = gone_from(part);
            auto missing = missing_of(*gone, built);
            all_parts.push_back({name(*visibility++), part, part.get_lastdocid(), std::move(gone),
                                 built, std::move(missing)});
        }
        if (laid_over)
            all_parts.push_back({"",
                                 laid_over_part,
                                 laid_over_part.get_lastdocid(),
                                 std::make_shared<const std::vector<Xapian::docid>>(),
                                 {},
                                 {}});
    }
    /// Nullopt for one that came after the build, or is laid over. A union numbers its databases in
    /// turn; one laid over comes last.
    std::optional<Forward> built_forward(Xapian::docid id) const {
        const auto databases = static_cast<Xapian::docid>(all.size());
        const Xapian::docid part = (id - 1) % databases;
        if (part >= parts.size())
            return std::nullopt;
        return opened->lists->forward(all_visibilities[part], (id - 1) / databases + 1);
    }
    void find_former() {
        former = 0;
        former_terms.clear();
        if (laid_over_key.empty())
            return;
        for (auto it = all.postlist_begin(laid_over_key); it != all.postlist_end(laid_over_key);
             ++it)
            if ((*it - 1) % all.size() < parts.size()) // a union numbers its databases in turn
                former = *it;
        if (former == 0)
            return;
        for (auto it = all.termlist_begin(former); it != all.termlist_end(former); ++it)
            former_terms.insert(term_hash(*it));
        if (const auto forward = built_forward(former))
            for (const Token& token : forward->tokens())
                former_terms.insert(token.hash);
    }
};

namespace {

using Handle = Snapshot::Handle;

void lay_over(Handle& handle, const Opened& opened, const Document& document) {
    handle.laid_over_key = key_term(document.key);
    if (!may_read(handle.caller, document.visibility))
        return; // for this caller there is none, and the former one neither
    Xapian::WritableDatabase memory(std::string(), Xapian::DB_BACKEND_INMEMORY);
    memory.add_document(
        to_xapian(document, *opened.analyzer,
                  *opened.vocabularies[static_cast<std::size_t>(document.visibility)]));
    handle.all.add_database(memory);
    handle.laid_over_part = memory;
    handle.laid_over = document;
}

std::unique_ptr<Handle> open_handle(std::shared_ptr<const Opened> opened, Visibility caller,
                                    const std::optional<Document>& laid_over) {
    auto handle = std::make_unique<Handle>();
    handle->caller = caller;
    for (const Visibility visibility : all_visibilities) {
        if (!may_read(caller, visibility))
            continue;
        const fs::path folder = opened->generation.database(visibility);
        handle->parts.emplace_back(folder.string());
        handle->versions.push_back((folder / glass_version_file).string());
        handle->all.add_database(handle->parts.back());
    }
    if (laid_over)
        lay_over(*handle, *opened, *laid_over);
    handle->opened = std::move(opened);
    return handle;
}

} // namespace

// Handles nobody uses at the moment, one list for each caller. Lives as long as any Snapshot of it.
struct Snapshots::Pool {
    Pool(fs::path folder, std::uint64_t number, std::optional<Document> on_top = std::nullopt)
        : index(std::move(folder)), current_file((index / "CURRENT").string()), pinned(number),
          laid_over(std::move(on_top)) {}

    const fs::path index;
    const std::string current_file;
    const std::uint64_t pinned; // 0: the current generation
    const std::optional<Document> laid_over;
    std::mutex mutex;
    std::shared_ptr<const Opened> opened;
    std::optional<FileSign> current; // of CURRENT when it named `opened`
    std::array<std::vector<std::unique_ptr<Handle>>, all_visibilities.size()> idle;

    auto& idle_for(Visibility caller) { return idle[static_cast<std::size_t>(caller)]; }

    // The pinned generation or the one that CURRENT names now; opens it the first time it is seen.
    Result<std::shared_ptr<const Opened>> newest() {
        const auto sign = settled_sign(current_file);
        if (sign) {
            const std::lock_guard lock(mutex);
            if (opened && sign == current)
                return opened;
        }
        const auto number = pinned != 0 ? Result<std::uint64_t>(pinned) : current_number(index);
        if (!number)
            return number.error();
        const std::lock_guard lock(mutex);
        if (opened && opened->generation.number == *number) {
            current = sign;
            return opened;
        }
        auto fresh = open_generation(index, *number);
        if (!fresh)
            return fresh.error();
        opened = std::move(*fresh);
        current = sign;
        for (auto& list : idle)
            list.clear();
        return opened;
    }

    std::unique_ptr<Handle> take(Visibility caller, const std::shared_ptr<const Opened>& of) {
        const std::lock_guard lock(mutex);
        auto& list = idle_for(caller);
        if (of != opened || list.empty())
            return nullptr;
        auto handle = std::move(list.back());
        list.pop_back();
        return handle;
    }

    void give_back(std::unique_ptr<Handle> handle) {
        const std::lock_guard lock(mutex);
        if (handle->opened == opened)
            idle_for(handle->caller).push_back(std::move(handle));
    }
};

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
    snapshot.handle().all.reopen();
    snapshot.handle().note_revision();
}

const ReadingIndex& reading_index(const Snapshot& snapshot) {
    return snapshot.handle().opened->lists->readings_by_hash();
}

std::uint32_t term_frequency(const Snapshot& snapshot, const std::string& term) {
    auto& known = snapshot.handle().frequencies;
    if (const auto documents = known.find(term))
        return *documents;
    const bool is_filter = term_text(term).empty();
    // Most words that somebody might have meant stand nowhere: that is seen sooner than found out
    // part by part.
    const bool may_be_built = !is_filter && reading_index(snapshot).holds(term_hash(term));
    std::uint32_t documents = 0;
    for (const Part& part : snapshot.handle().all_parts) {
        if (may_be_built)
            documents += part.count_left(part.built.list(term));
        if (is_filter || part.has_later())
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

Snapshots::Snapshots(const Snapshots& live, Document laid_over)
    : pool_(std::make_shared<Pool>(live.pool_->index, live.pool_->pinned, std::move(laid_over))) {
    const std::lock_guard lock(live.pool_->mutex);
    pool_->opened = live.pool_->opened;
}

Snapshots::Snapshots(fs::path index, std::uint64_t generation)
    : pool_(std::make_shared<Pool>(std::move(index), generation)) {}
Snapshots::~Snapshots() = default;

Result<Snapshot> Snapshots::acquire(Visibility caller) {
    const auto attempt = [&]() -> Result<Snapshot> {
        auto opened = pool_->newest();
        if (!opened)
            return opened.error();
        auto handle = pool_->take(caller, *opened);
        if (!handle)
            handle = open_handle(*opened, caller, pool_->laid_over);
        handle->bring_up_to_date();
        return Snapshot(std::shared_ptr<Handle>(handle.release(), [pool = pool_](Handle* used) {
            pool->give_back(std::unique_ptr<Handle>(used));
        }));
    };
    auto snapshot = guarded(attempt);
    // Between reading CURRENT and opening what it names, a build may have replaced and pruned it; a
    // handle that went bad is dropped by the first attempt.
    return snapshot ? std::move(snapshot) : guarded(attempt);
}

} // namespace lotse::index
