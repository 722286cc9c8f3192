#include "indexer/index/lock_internal.h"

#include "indexer/base/file.h"

#include <cerrno>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>
#include <utility>

namespace lotse::index {

namespace fs = std::filesystem;

namespace {

Status sync_one(const fs::path& path) {
    const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return file_error(errno, "cannot open", path);
    const int failed = ::fsync(fd) == 0 ? 0 : errno;
    ::close(fd);
    if (failed != 0)
        return file_error(failed, "cannot sync", path);
    return Done{};
}

} // namespace

Result<FolderLock> FolderLock::take(const fs::path& index) {
    const fs::path path = index / "build.lock";
    const int fd = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
    if (fd < 0)
        return file_error(errno, "cannot write", path);
    if (::flock(fd, LOCK_EX | LOCK_NB) == 0)
        return FolderLock(fd);
    const int why = errno;
    ::close(fd);
    if (why == EWOULDBLOCK)
        return Error{Code::locked, "another build of " + index.string() + " is running",
                     "wait until it is done"};
    return file_error(why, "cannot lock", path);
}

FolderLock::FolderLock(FolderLock&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}

FolderLock::~FolderLock() {
    if (fd_ >= 0)
        ::close(fd_);
}

Status sync_tree(const fs::path& folder) {
    for (const auto& entry : fs::recursive_directory_iterator(folder))
        if (const auto done = sync_one(entry.path()); !done)
            return done.error();
    return sync_one(folder);
}

} // namespace lotse::index
