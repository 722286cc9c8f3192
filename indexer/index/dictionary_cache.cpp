#include "indexer/index/dictionary_cache_internal.h"

#include "indexer/analysis/analyzer.h"
#include "indexer/analysis/dictionary.h"
#include "indexer/base/file.h"
#include "indexer/index/schema.h"

#include <cstdio>

namespace lotse::index {

namespace fs = std::filesystem;

namespace {

// Stems are in the compiled file: another analysis makes another one.
Result<std::string> cache_name(const fs::path& word_list) {
    const auto plain = analysis::Analyzer::create({});
    if (!plain)
        return plain.error();
    const auto changed = fs::last_write_time(word_list).time_since_epoch().count();
    const std::string key = fs::absolute(word_list).string() + " " +
                            std::to_string(fs::file_size(word_list)) + " " +
                            std::to_string(changed) + " " + (*plain)->fingerprint();
    char digits[9];
    std::snprintf(digits, sizeof digits, "%08x", term_hash(key));
    return std::string("dictionary-") + digits;
}

bool copy_from_cache(const fs::path& cached, const fs::path& target) {
    if (!analysis::Dictionary::open(cached))
        return false; // none yet, damaged, or of another format
    std::error_code error;
    fs::create_hard_link(cached, target, error);
    if (error) // another file system
        fs::copy_file(cached, target, fs::copy_options::overwrite_existing, error);
    return !error;
}

void keep_in_cache(const fs::path& cache, const fs::path& cached, const std::string& bytes) {
    std::error_code ignored;
    fs::create_directories(cache, ignored);
    for (const auto& entry : fs::directory_iterator(cache, ignored))
        if (entry.path().filename().string().starts_with("dictionary-"))
            fs::remove(entry.path(), ignored);
    static_cast<void>(write_file(cached, bytes).ok());
}

} // namespace

Status place_dictionary(const fs::path& word_list, const fs::path& cache, const fs::path& target) {
    if (!fs::exists(word_list))
        return Done{};
    const auto file = cache_name(word_list);
    if (!file)
        return file.error();
    const fs::path cached = cache / *file;
    if (copy_from_cache(cached, target))
        return Done{};
    const auto compiled = analysis::Dictionary::compile(word_list);
    if (!compiled)
        return compiled.error();
    keep_in_cache(cache, cached, *compiled);
    return copy_from_cache(cached, target) ? Done{} : write_file(target, *compiled);
}

} // namespace lotse::index
