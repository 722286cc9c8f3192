#pragma once
// What a search reads from: the index as one caller may see it, at one moment. A Snapshot belongs
// to one thread while it is held; Snapshots, which hands them out, is safe to call from all.
//
//     Snapshots snapshots("/var/lib/lotse/index");
//     auto snapshot = snapshots.acquire(Visibility::everyone);   // newest state, some µs when warm
//     if (!snapshot) return snapshot.error();
//     … search with xapian_internal.h …                          // given back at the end of scope

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "indexer/analysis/analyzer.h"
#include "indexer/analysis/dictionary.h"
#include "indexer/base/result.h"
#include "indexer/index/document.h"
#include "indexer/index/generation.h"
#include "indexer/index/gram_rarity.h"
#include "indexer/index/names.h"

namespace lotse::index {

class Snapshot {
  public:
    struct Handle; // the Xapian databases; see xapian_internal.h

    explicit Snapshot(std::shared_ptr<Handle> handle) : handle_(std::move(handle)) {}

    const Generation& generation() const;
    Visibility caller() const;

    /// The analysis that made the index, checked against its fingerprint. Analyse questions with
    /// vocabulary(), the words of this caller's documents at the time of the build.
    const std::shared_ptr<const analysis::Analyzer>& analyzer() const;
    const std::shared_ptr<const analysis::WordList>& vocabulary() const;
    /// Null where no bilingual dictionary was installed when the index was built.
    const std::shared_ptr<const analysis::Dictionary>& dictionary() const;
    /// Pairs learnt from public translations at the time of the build (linked_texts.h); null where
    /// there were none.
    const std::shared_ptr<const analysis::Dictionary>& learned() const;

    /// The names of the classes that the caller may read, at the time of the build.
    std::vector<std::shared_ptr<const Names>> names() const;
    /// The names of the documents that have changed since, those that the caller may read.
    Result<std::vector<Name>> changed_names() const;

    /// How rare letter grams were at the time of the build among what the caller may read.
    const std::shared_ptr<const GramRarity>& built_grams() const;
    /// Whether nothing that the caller may read has changed since the build.
    bool is_as_built() const;

    /// Changes with each generation and each commit that this caller could notice: a cache key.
    std::string revision() const;
    std::uint64_t documents() const;

    /// One document by its identity, from the classes that the caller may read.
    Result<StoredDocument> document(const Key& key) const;

    Handle& handle() const { return *handle_; }

  private:
    std::shared_ptr<Handle> handle_;
};

class Snapshots {
  public:
    /// `generation`: one that is complete, served or not, as it stands; 0: always the current one.
    explicit Snapshots(std::filesystem::path index, std::uint64_t generation = 0);
    /// What `live` hands out, as if `laid_over` stood in the index in place of the document of its
    /// key. Only whoever reads from here sees it; nothing is written.
    Snapshots(const Snapshots& live, Document laid_over);
    ~Snapshots();
    Snapshots(const Snapshots&) = delete;
    Snapshots& operator=(const Snapshots&) = delete;

    /// The newest state of what `caller` may read. Errors as current_generation(), and mismatch
    /// when the analysis of this program is not the one that made the index.
    Result<Snapshot> acquire(Visibility caller);

  private:
    struct Pool;
    std::shared_ptr<Pool> pool_;
};

} // namespace lotse::index
