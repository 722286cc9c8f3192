#pragma once
// Documents and questions for the benches that take them from files.

#include <filesystem>
#include <string>
#include <vector>

#include "indexer/index/document.h"

namespace lotse::bench {

struct Ask {
    std::string text;
    index::Lang lang = index::Lang::de;
};

/// {"id","lang","title","body"} a line, as articles for everyone. Throws what parsing throws.
std::vector<index::Document> documents_in(const std::filesystem::path& file);

/// "lang<tab>text" a line, each once.
std::vector<Ask> questions_in(const std::filesystem::path& file, std::size_t most);

} // namespace lotse::bench
