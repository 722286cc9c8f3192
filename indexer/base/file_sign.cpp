#include "indexer/base/file_sign.h"

#include <sys/stat.h>

#include <algorithm>
#include <ctime>

namespace lotse {

namespace {

constexpr std::int64_t second = 1'000'000'000;

std::int64_t nanoseconds(const timespec& time) {
    return time.tv_sec * second + time.tv_nsec;
}

} // namespace

std::optional<FileSign> settled_sign(const std::string& path) {
    struct stat found {};
    timespec now{};
    if (::stat(path.c_str(), &found) != 0 || ::clock_gettime(CLOCK_REALTIME, &now) != 0)
        return std::nullopt;
    const FileSign sign{found.st_dev, found.st_ino, found.st_size, nanoseconds(found.st_mtim),
                        nanoseconds(found.st_ctim)};
    if (nanoseconds(now) - std::max(sign.changed, sign.renamed) < second)
        return std::nullopt;
    return sign;
}

} // namespace lotse
