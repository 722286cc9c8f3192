#pragma once
// One full build while it runs, stage by stage. build() in builder.cpp says the order.

#include <filesystem>
#include <mutex>
#include <string>
#include <unordered_map>

#include "indexer/index/builder.h"
#include "indexer/index/forward_writer_internal.h"
#include "indexer/index/generation_internal.h"
#include "indexer/index/linked_texts.h"
#include "indexer/index/parallel_internal.h"

namespace lotse::index {

// Of what a range writes beside its database.
inline constexpr const char* lists_suffix = ".forward";
inline constexpr const char* postings_suffix = ".postings";

inline std::size_t index_of(Visibility visibility) {
    return static_cast<std::size_t>(visibility);
}

/// Databases into one, their documents in this order; then they are gone.
void join_databases(const std::vector<std::filesystem::path>& parts,
                    const std::filesystem::path& into);

class BuildRun {
  public:
    BuildRun(const Source& source, const BuildOptions& options, const Clock& clock,
             Generation generation);

    /// Compiles the bilingual dictionary into the generation and makes the analyzer that uses it.
    Status prepare_language();
    /// First pass: the words of each class, which compounds are split into, and who is a duplicate.
    Status count_words();
    /// Second pass: small fresh databases, because Xapian's writer slows down as it fills, joined
    /// range by range, so that not too many are open at once.
    Status index_documents();
    /// The small ones into one for each class.
    Status merge();
    /// Positions of the change streams, the manifest, and everything on disk.
    Status seal();

    const Generation& generation() const { return generation_; }
    const BuildReport& report() const { return report_; }

  private:
    struct Chunk;
    struct Count;

    Result<std::optional<Document>> load(std::size_t i) const;
    Status count_range(std::size_t begin, std::size_t end);
    void keep(Count& count);
    Status write_words();
    Status write_learned() const;
    Status index_range(std::size_t begin, std::size_t end);
    Status write_lists(const std::string& lists, const std::filesystem::path& whole) const;
    Status index_batch(std::size_t begin, std::size_t end, Chunk& chunk, ReadingFront& readings);
    bool is_first_of_its_key(const Document& document, std::size_t i) const;
    std::filesystem::path chunk_path(std::size_t number, Visibility visibility) const;
    std::vector<std::filesystem::path> parts_of(Visibility visibility) const;
    void merge_class(Visibility visibility, const std::vector<std::filesystem::path>& parts) const;
    Status write_readings(const std::vector<std::uint32_t>& order) const;
    Status write_forward(Visibility visibility, const std::vector<std::filesystem::path>& parts,
                         const std::vector<std::uint32_t>& order) const;
    Status write_postings(Visibility visibility, const std::vector<std::filesystem::path>& parts,
                          const SortedTerms& terms) const;
    Status write_names(Visibility visibility);
    Status write_grams() const;
    std::size_t group() const;

    const Source& source_;
    const BuildOptions& options_;
    Meter meter_;
    unsigned threads_;
    Generation generation_;
    std::filesystem::path chunks_;
    Language language_;
    Vocabularies vocabularies_;
    BuildReport report_;
    ReadingBook readings_;

    std::mutex mutex_;                                              // guards what follows
    std::array<analysis::WordList, all_visibilities.size()> words_; // of each class alone
    std::unordered_map<std::string, std::size_t> first_; // key → lowest number that has it
    LinkedTexts linked_;
    std::array<std::vector<Name>, all_visibilities.size()> names_;
};

} // namespace lotse::index
