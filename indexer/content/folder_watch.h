#pragma once
// Tells whether anything in a folder may have changed, without looking at its files: Linux says so
// itself (inotify). For one thread at a time.

#include <filesystem>

namespace lotse::content {

class FolderWatch {
  public:
    explicit FolderWatch(std::filesystem::path folder);
    ~FolderWatch();
    FolderWatch(const FolderWatch&) = delete;
    FolderWatch& operator=(const FolderWatch&) = delete;

    /// False when nothing in the folder, however deep, was written, added, renamed or removed since
    /// the last call. True at the first one, and whenever it cannot tell: on a system that counts
    /// too few watches, after too many changes at once. What changes behind a symbolic link or on
    /// another machine's share is not seen.
    bool may_have_changed();

  private:
    void watch_all();

    std::filesystem::path folder_;
    int inotify_ = -1; // none: it cannot tell
};

} // namespace lotse::content
