#pragma once
// Live update: a batch of changes into the current generation. The writer is open only while
// apply() runs and waits for another writer rather than failing. Not thread-safe: one updater, one
// thread.
//
// Applying the same batch twice changes nothing the second time. A document that moves to a class
// fewer people may read is gone from the old class, on disk, before it appears in the new one. The
// position is stored in the last commit of the batch: after a crash the batch is repeated whole.

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "indexer/base/result.h"
#include "indexer/index/document.h"

namespace lotse::index {

/// Put this document into the index, or take it out when there is no document.
struct Change {
    Key key;
    std::optional<Document> document;
};

/// Which piece of a stream of changes a batch is, e.g. {"tickets", 1230, 1234}: all changes after
/// 1230 up to and with 1234.
struct Position {
    std::string stream;
    std::uint64_t after = 0;
    std::uint64_t upto = 0;
};

struct UpdateReport {
    std::size_t put = 0;
    std::size_t removed = 0;
    std::size_t unchanged = 0;
    std::uint64_t generation = 0;
};

class Updater {
  public:
    explicit Updater(std::filesystem::path index);
    ~Updater();
    Updater(const Updater&) = delete;
    Updater& operator=(const Updater&) = delete;

    /// All changes or, on failure, a state from which the same batch can be applied again. Fails
    /// with conflict, changing nothing, when the index stands before `position->after`, which
    /// happens when a full build was switched to meanwhile: ask position() again.
    Result<UpdateReport> apply(const std::vector<Change>& changes,
                               const std::optional<Position>& position = std::nullopt);

    /// 0 when nothing of the stream was ever applied.
    Result<std::uint64_t> position(const std::string& stream) const;

    /// Fingerprint of each document of a kind, by key: what tells which ones changed.
    Result<std::map<Key, std::string>> fingerprints(Kind kind) const;

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

} // namespace lotse::index
