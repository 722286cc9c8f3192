#pragma once
// The folder of the editors' own lists: de.txt and en.txt (synonyms), glossary.txt, splitting.txt.
// Each may be absent.

#include <filesystem>
#include <vector>

#include "indexer/base/result.h"
#include "indexer/content/store.h"
#include "indexer/index/builder.h"

namespace lotse::cli {

using index::splitting_file;

/// Where the lists of a knowledge base are: `given`, else the folder "synonyms" beside its
/// articles.
std::filesystem::path lists_of(const std::filesystem::path& content,
                               const std::filesystem::path& given);

/// Every faulty line of the lists in a folder; paths are those of the files. Fails with not_found
/// or io when a list that is there cannot be read.
Result<std::vector<content::Finding>> check_lists(const std::filesystem::path& folder);

} // namespace lotse::cli
