#include "tickets/files/blob_store.h"

#include <algorithm>

#include "indexer/base/file.h"
#include "tickets/passwords.h"

namespace lotse::tickets {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t hash_digits = 64;

bool is_hash(std::string_view text) {
    return text.size() == hash_digits && std::ranges::all_of(text, [](char c) {
               return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
           });
}

/// Ours alone: nobody else on the machine may read what customers sent.
Status make_folder(const fs::path& folder) {
    std::error_code error;
    if (fs::is_directory(folder, error))
        return Done{};
    fs::create_directories(folder, error);
    if (!error)
        fs::permissions(folder, fs::perms::owner_all, error);
    return error ? Status(file_error(error.value(), "make", folder)) : Done{};
}

} // namespace

fs::path BlobStore::path_of(const std::string& hash) const {
    return folder_ / hash.substr(0, 2) / hash;
}

Result<std::string> BlobStore::put(std::string_view bytes) {
    const std::string hash = sha256_hex(bytes);
    const fs::path path = path_of(hash);
    for (const fs::path& folder : {folder_, path.parent_path()})
        if (Status made = make_folder(folder); !made)
            return made.error();
    std::error_code error;
    if (fs::exists(path, error)) {
        // Put again: it is younger now, and no orphan for a while.
        fs::last_write_time(path, fs::file_time_type::clock::now(), error);
        if (!error)
            return hash;
    }
    if (Status written = write_file(path, bytes); !written)
        return written.error();
    return hash;
}

Result<std::string> BlobStore::get(const std::string& hash, std::size_t max_bytes) const {
    if (!is_hash(hash))
        return Error{Code::not_found, "there is no such file", ""};
    auto bytes = read_file(path_of(hash), max_bytes);
    if (bytes && sha256_hex(*bytes) != hash)
        return Error{Code::corrupt, "the bytes of an attachment have changed on disk",
                     "restore it from a backup"};
    return bytes;
}

Status BlobStore::remove(const std::string& hash) {
    std::error_code error;
    fs::remove(path_of(hash), error);
    return error ? Status(file_error(error.value(), "remove", path_of(hash))) : Done{};
}

Result<std::vector<std::string>> BlobStore::older_than(Milliseconds age) const {
    std::vector<std::string> hashes;
    std::error_code error;
    if (!fs::exists(folder_, error))
        return hashes;
    const auto latest = fs::file_time_type::clock::now() - age;
    for (fs::recursive_directory_iterator entry(folder_, error), end; !error && entry != end;
         entry.increment(error)) {
        std::error_code gone; // meanwhile: then it is nobody's orphan any more
        const std::string name = entry->path().filename().string();
        if (is_hash(name) && entry->last_write_time(gone) <= latest && !gone)
            hashes.push_back(name);
    }
    if (error)
        return file_error(error.value(), "read", folder_);
    std::sort(hashes.begin(), hashes.end());
    return hashes;
}

} // namespace lotse::tickets
