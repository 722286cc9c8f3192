#pragma once
// A file read where it lies: the pages that are looked at come into memory, and no others.

#include <cstddef>
#include <filesystem>
#include <string_view>

#include "indexer/base/result.h"

namespace lotse {

/// Read-only and unchanged while it is mapped: whoever replaces such a file renames a new one over
/// it (write_file does). Any thread.
class MappedFile {
  public:
    /// Fails with not_found or io.
    static Result<MappedFile> open(const std::filesystem::path& path);
    ~MappedFile();
    MappedFile(MappedFile&& other) noexcept;
    MappedFile& operator=(MappedFile&& other) noexcept;
    MappedFile(const MappedFile&) = delete;
    MappedFile& operator=(const MappedFile&) = delete;

    std::string_view bytes() const { return {data_, size_}; }

  private:
    MappedFile(const char* data, std::size_t size) : data_(data), size_(size) {}

    const char* data_ = nullptr;
    std::size_t size_ = 0;
};

} // namespace lotse
