#pragma once
// One build at a time: a lock that dies with its process.

#include <filesystem>

#include "indexer/base/result.h"

namespace lotse::index {

class FolderLock {
  public:
    /// Fails with locked when another process (or thread) holds it.
    static Result<FolderLock> take(const std::filesystem::path& index);

    FolderLock(FolderLock&& other) noexcept;
    FolderLock(const FolderLock&) = delete;
    FolderLock& operator=(const FolderLock&) = delete;
    FolderLock& operator=(FolderLock&&) = delete;
    ~FolderLock();

  private:
    explicit FolderLock(int fd) : fd_(fd) {}
    int fd_;
};

/// fsync of every file and folder below.
Status sync_tree(const std::filesystem::path& folder);

} // namespace lotse::index
