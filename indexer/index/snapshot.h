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

#include "indexer/base/result.h"
#include "indexer/index/document.h"
#include "indexer/index/generation.h"

namespace lotse::index {

class Snapshot {
  public:
    struct Handle; // the Xapian databases; see xapian_internal.h

    explicit Snapshot(std::shared_ptr<Handle> handle) : handle_(std::move(handle)) {}

    const Generation& generation() const;
    Visibility caller() const;

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
    explicit Snapshots(std::filesystem::path index);
    ~Snapshots();
    Snapshots(const Snapshots&) = delete;
    Snapshots& operator=(const Snapshots&) = delete;

    /// The newest state of what `caller` may read. Errors as current_generation().
    Result<Snapshot> acquire(Visibility caller);

  private:
    struct Pool;
    std::shared_ptr<Pool> pool_;
};

} // namespace lotse::index
