#include "indexer/base/file.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace lotse {

namespace fs = std::filesystem;

namespace {

class Descriptor {
  public:
    explicit Descriptor(int fd) : fd_(fd) {}
    ~Descriptor() {
        if (fd_ >= 0)
            ::close(fd_);
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    int get() const { return fd_; }
    explicit operator bool() const { return fd_ >= 0; }

  private:
    int fd_;
};

bool write_all(int fd, std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t wrote = ::write(fd, bytes.data(), bytes.size());
        if (wrote < 0 && errno == EINTR)
            continue;
        if (wrote < 0)
            return false;
        bytes.remove_prefix(static_cast<std::size_t>(wrote));
    }
    return true;
}

int sync_folder(const fs::path& folder) {
    const Descriptor dir(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!dir || ::fsync(dir.get()) != 0)
        return errno;
    return 0;
}

} // namespace

Error file_error(int error_number, const std::string& what, const fs::path& path) {
    const std::string message =
        what + " " + path.string() + ": " + std::generic_category().message(error_number);
    switch (error_number) {
    case ENOSPC:
    case EDQUOT:
        return {Code::no_space, message, "free some disk space and try again"};
    case ENOENT:
        return {Code::not_found, message, "check the path"};
    case EACCES:
    case EPERM:
        return {Code::io, message, "check who owns it and its permissions"};
    default:
        return {Code::io, message, ""};
    }
}

Result<std::string> read_file(const fs::path& path, std::size_t max_bytes) {
    const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    if (!file)
        return file_error(errno, "cannot open", path);
    struct stat info {};
    if (::fstat(file.get(), &info) != 0)
        return file_error(errno, "cannot read", path);
    if (!S_ISREG(info.st_mode))
        return Error{Code::io, path.string() + " is not a regular file", "name a file"};
    const auto too_large = Error{
        Code::too_large, path.string() + " is larger than " + std::to_string(max_bytes) + " bytes",
        "split it or remove it"};
    if (static_cast<std::size_t>(info.st_size) > max_bytes)
        return too_large;
    std::string bytes(static_cast<std::size_t>(info.st_size), '\0');
    std::size_t filled = 0;
    while (true) {
        if (filled == bytes.size())
            bytes.resize(filled + 4096); // it may have grown since fstat
        const ssize_t got = ::read(file.get(), bytes.data() + filled, bytes.size() - filled);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return file_error(errno, "cannot read", path);
        if (got == 0)
            break;
        filled += static_cast<std::size_t>(got);
        if (filled > max_bytes)
            return too_large;
    }
    bytes.resize(filled);
    return bytes;
}

Status write_file(const fs::path& path, std::string_view bytes) {
    const fs::path folder = path.has_parent_path() ? path.parent_path() : fs::path(".");
    std::string temporary = (folder / ("." + path.filename().string() + ".XXXXXX")).string();
    const Descriptor file(::mkostemp(temporary.data(), O_CLOEXEC));
    if (!file)
        return file_error(errno, "cannot write", path);
    const auto give_up = [&] {
        const int why = errno;
        ::unlink(temporary.c_str());
        return file_error(why, "cannot write", path);
    };
    if (!write_all(file.get(), bytes) || ::fchmod(file.get(), 0644) != 0 ||
        ::fsync(file.get()) != 0)
        return give_up();
    if (::rename(temporary.c_str(), path.c_str()) != 0)
        return give_up();
    if (const int why = sync_folder(folder); why != 0)
        return file_error(why, "cannot sync the folder of", path);
    return Done{};
}

} // namespace lotse
