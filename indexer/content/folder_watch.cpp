#include "indexer/content/folder_watch.h"

#include <sys/inotify.h>
#include <unistd.h>

#include <array>
#include <system_error>
#include <utility>

namespace lotse::content {

namespace fs = std::filesystem;

namespace {

constexpr std::uint32_t changes = IN_CREATE | IN_DELETE | IN_MODIFY | IN_CLOSE_WRITE | IN_ATTRIB |
                                  IN_MOVED_FROM | IN_MOVED_TO | IN_DELETE_SELF | IN_MOVE_SELF;

} // namespace

FolderWatch::FolderWatch(fs::path folder) : folder_(std::move(folder)) {}

FolderWatch::~FolderWatch() {
    if (inotify_ >= 0)
        ::close(inotify_);
}

bool FolderWatch::may_have_changed() {
    bool changed = inotify_ < 0;
    bool folders_changed = changed;
    alignas(inotify_event) std::array<char, 16384> bytes{};
    while (inotify_ >= 0) {
        const ssize_t size = ::read(inotify_, bytes.data(), bytes.size());
        if (size <= 0)
            break; // no more of them
        changed = true;
        for (ssize_t at = 0; at < size;) {
            const auto* event = reinterpret_cast<const inotify_event*>(bytes.data() + at);
            // Files may have been put into a new folder before anybody watched it.
            folders_changed |= (event->mask & (IN_ISDIR | IN_Q_OVERFLOW | IN_IGNORED |
                                               IN_DELETE_SELF | IN_MOVE_SELF)) != 0;
            at += static_cast<ssize_t>(sizeof(inotify_event) + event->len);
        }
    }
    if (folders_changed)
        watch_all();
    return changed;
}

/// Anew, so that no folder that is gone is watched.
void FolderWatch::watch_all() {
    if (inotify_ >= 0)
        ::close(inotify_);
    inotify_ = ::inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
    const auto watch = [this](const fs::path& path) {
        if (inotify_ < 0 || ::inotify_add_watch(inotify_, path.c_str(), changes | IN_ONLYDIR) >= 0)
            return;
        ::close(inotify_);
        inotify_ = -1;
    };
    watch(folder_);
    std::error_code error;
    for (fs::recursive_directory_iterator at(folder_, error), end; at != end && !error;
         at.increment(error))
        if (std::error_code ignored; at->is_directory(ignored))
            watch(at->path());
    if (error && inotify_ >= 0) {
        ::close(inotify_);
        inotify_ = -1;
    }
}

} // namespace lotse::content
