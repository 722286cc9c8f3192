#include "indexer/index/snapshot_handle_internal.h"

#include "indexer/index/bytes_internal.h"
#include "indexer/index/postings_internal.h"

#include <algorithm>
#include <iterator>

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

std::unique_ptr<Snapshot::Handle> Snapshot::Handle::open(std::shared_ptr<const Opened> opened,
                                                         Visibility caller,
                                                         const std::optional<Document>& laid_over) {
    auto handle = std::make_unique<Handle>();
    handle->opened = std::move(opened);
    handle->caller = caller;
    for (const Visibility visibility : all_visibilities) {
        if (!may_read(caller, visibility))
            continue;
        const fs::path folder = handle->opened->generation.database(visibility);
        handle->parts.emplace_back(folder.string());
        handle->versions.push_back((folder / glass_version_file).string());
        handle->all.add_database(handle->parts.back());
    }
    if (laid_over)
        handle->lay_over(*laid_over);
    return handle;
}

void Snapshot::Handle::lay_over(const Document& document) {
    laid_over_key = key_term(document.key);
    if (!may_read(caller, document.visibility))
        return; // for this caller there is none, and the former one neither
    Xapian::WritableDatabase memory(std::string(), Xapian::DB_BACKEND_INMEMORY);
    memory.add_document(
        to_xapian(document, *opened->analyzer,
                  *opened->vocabularies[static_cast<std::size_t>(document.visibility)]));
    all.add_database(memory);
    laid_over_part = memory;
    laid_over = document;
}

void Snapshot::Handle::bring_up_to_date() {
    std::vector<FileSign> signs;
    for (const std::string& version : versions)
        if (const auto sign = settled_sign(version))
            signs.push_back(*sign);
    const bool all_known = signs.size() == versions.size();
    if (all_known && signs == seen)
        return;
    reopen();
    seen = all_known ? std::move(signs) : std::vector<FileSign>();
}

void Snapshot::Handle::reopen() {
    all.reopen();
    if (std::string now = revision_now(); now != revision) {
        frequencies.clear();
        find_parts();
        find_former();
        revision = std::move(now); // last: what could not be read is read again
    }
}

std::string Snapshot::Handle::revision_now() const {
    std::string text = std::to_string(opened->generation.number);
    for (const auto& part : parts)
        text += "." + std::to_string(part.get_revision());
    return text;
}

void Snapshot::Handle::find_parts() {
    all_parts.clear();
    for (std::size_t i = 0; i < parts.size(); ++i) { // who may read one may read those before it
        const Xapian::Database& part = parts[i];
        const BuiltPostings& built = opened->lists->postings(all_visibilities[i]);
        const Xapian::docid last = part.get_lastdocid();
        auto gone = gone_from(part);
        auto missing = missing_of(*gone, built);
        opened->later[i]->take_in(part, built.documents(), last);
        all_parts.push_back({name(all_visibilities[i]), part, last, std::move(gone), built,
                             std::move(missing), opened->later[i]});
    }
    if (laid_over)
        all_parts.push_back({"",
                             laid_over_part,
                             laid_over_part.get_lastdocid(),
                             std::make_shared<const std::vector<Xapian::docid>>(),
                             {},
                             {},
                             nullptr});
}

std::optional<Forward> Snapshot::Handle::built_forward(Xapian::docid id) const {
    const auto databases = static_cast<Xapian::docid>(all.size());
    const Xapian::docid part = (id - 1) % databases;
    if (part >= parts.size())
        return std::nullopt;
    return opened->lists->forward(all_visibilities[part], (id - 1) / databases + 1);
}

void Snapshot::Handle::find_former() {
    former = 0;
    former_terms.clear();
    if (laid_over_key.empty())
        return;
    for (auto it = all.postlist_begin(laid_over_key); it != all.postlist_end(laid_over_key); ++it)
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

} // namespace lotse::index
