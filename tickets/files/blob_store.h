#pragma once
// Bytes under the name of their hash, in a folder of our own: "ab/abcdef…". What was put twice is
// there once; a name can be guessed only by who has the bytes. Any thread.

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/base/clock.h"
#include "indexer/base/result.h"

namespace lotse::tickets {

class BlobStore {
  public:
    explicit BlobStore(std::filesystem::path folder) : folder_(std::move(folder)) {}

    /// The SHA-256 of the bytes, which are on disk when it returns.
    Result<std::string> put(std::string_view bytes);
    /// corrupt when the bytes are not those that were put.
    Result<std::string> get(const std::string& hash, std::size_t max_bytes) const;
    Status remove(const std::string& hash);

    /// Hashes of all blobs that nobody has put within `age`.
    Result<std::vector<std::string>> older_than(Milliseconds age) const;

  private:
    std::filesystem::path path_of(const std::string& hash) const;

    std::filesystem::path folder_;
};

} // namespace lotse::tickets
