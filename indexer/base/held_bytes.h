#pragma once
// Bytes that are read where they lie: in a mapped file, or in memory.

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "indexer/base/mapped_file.h"
#include "indexer/base/result.h"

namespace lotse {

/// Views of all() hold for as long as the object, which never moves. Any thread.
class HeldBytes {
  public:
    explicit HeldBytes(std::string own) : own_(std::move(own)) {}
    explicit HeldBytes(MappedFile file) : file_(std::move(file)) {}
    HeldBytes(const HeldBytes&) = delete;
    HeldBytes& operator=(const HeldBytes&) = delete;

    /// Fails as MappedFile::open().
    static Result<std::unique_ptr<HeldBytes>> open(const std::filesystem::path& path) {
        auto file = MappedFile::open(path);
        if (!file)
            return file.error();
        return std::make_unique<HeldBytes>(std::move(*file));
    }

    std::string_view all() const { return file_ ? file_->bytes() : std::string_view(own_); }

  private:
    std::string own_;
    std::optional<MappedFile> file_;
};

} // namespace lotse
