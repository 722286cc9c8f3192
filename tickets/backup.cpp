#include <array>
#include <cerrno>
#include <fcntl.h>
#include <unistd.h>

#include "indexer/base/file.h"
#include "tickets/restore.h"

namespace lotse::tickets {

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

Error exists_already(const fs::path& file) {
    return {Code::conflict, file.string() + " exists already",
            "nothing is overwritten; choose another name or move it away"};
}

/// A file of its owner's alone that is made beside its place and gets its name when it is whole. An
/// existing file is never replaced, not even by two that come at once.
class NewFile {
  public:
    static Result<std::unique_ptr<NewFile>> beside(const fs::path& place) {
        std::error_code ignored;
        if (fs::exists(place, ignored))
            return exists_already(place);
        const fs::path folder = place.has_parent_path() ? place.parent_path() : fs::path(".");
        std::string name = (folder / ("." + place.filename().string() + ".XXXXXX")).string();
        const Descriptor file(::mkostemp(name.data(), O_CLOEXEC));
        if (!file)
            return file_error(errno, "cannot write", place);
        return std::unique_ptr<NewFile>(new NewFile(place, name));
    }
    ~NewFile() {
        std::error_code ignored;
        fs::remove(temporary_, ignored);
    }
    NewFile(const NewFile&) = delete;
    NewFile& operator=(const NewFile&) = delete;

    const fs::path& temporary() const { return temporary_; }

    Status publish() const {
        if (!synced(temporary_, O_RDONLY))
            return file_error(errno, "cannot write", place_);
        if (::link(temporary_.c_str(), place_.c_str()) != 0)
            return errno == EEXIST ? exists_already(place_)
                                   : file_error(errno, "cannot write", place_);
        if (!synced(temporary_.parent_path(), O_RDONLY | O_DIRECTORY))
            return file_error(errno, "cannot sync the folder of", place_);
        return Done{};
    }

  private:
    NewFile(fs::path place, fs::path temporary)
        : place_(std::move(place)), temporary_(std::move(temporary)) {}

    static bool synced(const fs::path& path, int how) {
        const Descriptor file(::open(path.c_str(), how | O_CLOEXEC));
        return file && ::fsync(file.get()) == 0;
    }

    fs::path place_, temporary_;
};

Status copy_bytes(const fs::path& from, const fs::path& to) {
    const Descriptor in(::open(from.c_str(), O_RDONLY | O_CLOEXEC));
    if (!in)
        return file_error(errno, "cannot open", from);
    const Descriptor out(::open(to.c_str(), O_WRONLY | O_CLOEXEC));
    if (!out)
        return file_error(errno, "cannot write", to);
    std::array<char, 65536> buffer{};
    for (;;) {
        const ssize_t got = ::read(in.get(), buffer.data(), buffer.size());
        if (got == 0)
            return Done{};
        if (got < 0)
            return file_error(errno, "cannot read", from);
        for (ssize_t done = 0; done < got;) {
            const ssize_t wrote =
                ::write(out.get(), buffer.data() + done, static_cast<std::size_t>(got - done));
            if (wrote < 0)
                return file_error(errno, "cannot write", to);
            done += wrote;
        }
    }
}

/// Opening brings the copy up to date; closing leaves one file and nothing beside it.
Result<AuditReport> checked(const fs::path& copy, const Clock& clock, Random& random) {
    auto database = Database::open({.path = copy}, clock, random);
    if (!database)
        return database.error();
    if (Status whole = (*database)->check(); !whole)
        return whole.error();
    auto report = verify_history(**database);
    if (report && report->first_bad)
        return Error{Code::corrupt, "the backup's history is broken: " + report->fault,
                     "take an earlier backup"};
    return report;
}

} // namespace

Status Database::back_up(const fs::path& file) {
    if (!options_.postgresql.empty())
        return backend_copy(file);
    auto copy = NewFile::beside(file);
    if (!copy)
        return copy.error();
    if (Status copied = backend_copy((*copy)->temporary()); !copied)
        return copied;
    return (*copy)->publish();
}

Result<AuditReport> restore(const fs::path& backup, const DatabaseOptions& to, const Clock& clock,
                            Random& random) {
    if (!to.postgresql.empty())
        return Error{Code::invalid_argument, "PostgreSQL has its own tools for backups",
                     "pg_restore --no-owner --dbname=ADDRESS " + backup.string()};
    std::error_code ignored;
    // The log of a database that is gone would be taken for that of the new one.
    for (const char* beside : {"-wal", "-journal"})
        if (const fs::path log = to.path.string() + beside; fs::exists(log, ignored))
            return exists_already(log);
    auto copy = NewFile::beside(to.path);
    if (!copy)
        return copy.error();
    if (Status copied = copy_bytes(backup, (*copy)->temporary()); !copied)
        return copied.error();
    auto report = checked((*copy)->temporary(), clock, random);
    if (!report)
        return report;
    if (Status published = (*copy)->publish(); !published)
        return published.error();
    return report;
}

} // namespace lotse::tickets
