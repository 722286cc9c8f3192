#pragma once
// How generations are laid out and switched, for the builder; and what reading one needs in memory.

#include <xapian.h>

#include <array>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "indexer/analysis/analyzer.h"
#include "indexer/analysis/dictionary.h"
#include "indexer/analysis/vocabulary.h"
#include "indexer/base/mapped_file.h"
#include "indexer/base/result.h"
#include "indexer/index/built_postings.h"
#include "indexer/index/forward.h"
#include "indexer/index/generation.h"
#include "indexer/index/gram_rarity.h"
#include "indexer/index/later_terms_internal.h"
#include "indexer/index/names.h"
#include "indexer/index/reading_index.h"

namespace lotse::index {

/// What Manifest::format must say to be read by this program.
std::string storage_format();

std::filesystem::path generation_folder(const std::filesystem::path& index, std::uint64_t number);

/// All numbered folders, complete or not, in order.
std::vector<std::uint64_t> generation_numbers(const std::filesystem::path& index);

Status write_manifest(const Generation& generation);

/// Replaces CURRENT: from here on searches use this generation.
Status make_current(const std::filesystem::path& index, const Generation& generation);

/// The words of what one caller may read, cumulated: staff knows those of all classes.
using Vocabularies = std::array<std::shared_ptr<const analysis::WordList>, all_visibilities.size()>;

/// The forward and posting lists of a generation, where they lie.
class GenerationLists {
  public:
    /// Fails with corrupt when a file is missing or damaged.
    static Result<std::shared_ptr<const GenerationLists>> open(const Generation& generation);

    /// `document`: its number in the database of its class. Nullopt for one that came later.
    std::optional<Forward> forward(Visibility visibility, std::uint32_t document) const {
        return forward_[static_cast<std::size_t>(visibility)].at(document, readings_);
    }
    const BuiltPostings& postings(Visibility visibility) const {
        return postings_[static_cast<std::size_t>(visibility)];
    }

    const ReadingIndex& readings_by_hash() const { return readings_by_hash_; }

  private:
    std::vector<MappedFile> files_;
    Readings readings_;
    ReadingIndex readings_by_hash_;
    std::array<ForwardLists, all_visibilities.size()> forward_;
    std::array<BuiltPostings, all_visibilities.size()> postings_;
};

/// A generation with everything that analysing for it needs. Immutable but for what is learnt of
/// later documents, shared by all threads.
struct Opened {
    Generation generation;
    std::shared_ptr<const analysis::Dictionary> dictionary; // null when there is none
    std::shared_ptr<const analysis::Dictionary> learned;    // null when there is none
    std::shared_ptr<const analysis::Analyzer> analyzer;
    Vocabularies vocabularies;
    std::array<std::shared_ptr<const Names>, all_visibilities.size()> names;      // of each class
    std::array<std::shared_ptr<const GramRarity>, all_visibilities.size()> grams; // for callers
    std::shared_ptr<const GenerationLists> lists;
    std::array<std::shared_ptr<LaterTerms>, all_visibilities.size()> later; // of each class
};

/// The current generation; mismatch when this program's analysis did not make it.
Result<std::shared_ptr<const Opened>> open_current(const std::filesystem::path& index);
/// Another complete one, served or not; errors as generation_at().
Result<std::shared_ptr<const Opened>> open_generation(const std::filesystem::path& index,
                                                      std::uint64_t number);

/// The bytes of the GramRarity of what one caller may read: the databases of those classes, and
/// their postings.
std::string gram_rarity_bytes(const Xapian::Database& all,
                              const std::vector<BuiltPostings>& postings);

struct Language {
    std::shared_ptr<const analysis::Dictionary> dictionary;
    std::shared_ptr<const analysis::Analyzer> analyzer;
};

/// The dictionary of a generation and the editors' words about compounds, where it has them, and
/// the analyzer that uses both.
Result<Language> open_language(const Generation& generation);

std::string format_words(const analysis::WordList& words);

} // namespace lotse::index
