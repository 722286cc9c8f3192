#pragma once
// Compiled dictionaries, kept between builds: compiling takes seconds, the word list changes once
// in years. A file is named after the word list's size and time and the analysis that compiled it.

#include <filesystem>

#include "indexer/base/result.h"

namespace lotse::index {

/// Puts the compiled `word_list` at `target`, from `cache` where it is there already. Makes nothing
/// when there is no such word list. A cache that cannot be written is done without.
Status place_dictionary(const std::filesystem::path& word_list, const std::filesystem::path& cache,
                        const std::filesystem::path& target);

} // namespace lotse::index
