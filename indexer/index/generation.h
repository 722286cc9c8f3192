#pragma once
// Generations: the index lives in numbered folders beside a CURRENT file that names the one being
// served. A build fills a new folder and then replaces CURRENT atomically; nothing served is
// touched.
//
//     index/CURRENT                          "000042\n"
//     index/000042/{public,customer,staff}/  one Xapian database for each visibility: documents,
//                                            filters, and the postings of what changes later
//     index/000042/postings-{public,…}       the postings of the build (built_postings.h)
//     index/000042/words-{public,…}          vocabulary of each visibility at the time of the build
//     index/000042/names-{public,…}          titles and other names of each visibility, for
//                                            completing what is typed (names.h)
//     index/000042/forward-{public,…}        which words each document holds, and
//     index/000042/readings                  what those are (forward.h), and
//     index/000042/readings-by-hash          which of them hold what (reading_index.h)
//     index/000042/dictionary                compiled bilingual dictionary; absent where there is
//                                            none
//     index/000042/splitting                 the editors' words about compounds; absent likewise
//     index/000042/learned                   pairs of words learnt from linked translations of
//                                            public articles; absent where there are none
//     index/000042/manifest                  fingerprint, time, counts; written last

#include <cstdint>
#include <filesystem>
#include <string>

#include "indexer/base/clock.h"
#include "indexer/base/result.h"
#include "indexer/index/document.h"

namespace lotse::index {

struct Manifest {
    std::string format;   // of this storage and schema; another one is refused
    std::string analysis; // Analyzer::fingerprint() at the build, its dictionary included
    TimePoint built_at;
    std::uint64_t documents = 0;

    bool operator==(const Manifest&) const = default;
};

struct Generation {
    std::uint64_t number = 0;
    std::filesystem::path folder;
    Manifest manifest;

    std::filesystem::path database(Visibility visibility) const;
    std::filesystem::path words(Visibility visibility) const;
    std::filesystem::path names(Visibility visibility) const;
    std::filesystem::path forward(Visibility visibility) const;
    std::filesystem::path postings(Visibility visibility) const;
    std::filesystem::path grams(Visibility caller) const;
    std::filesystem::path readings() const;
    std::filesystem::path readings_by_hash() const;
    std::filesystem::path dictionary() const;
    std::filesystem::path splitting() const;
    std::filesystem::path learned() const;
};

/// The generation that CURRENT names. not_found when there is none yet; corrupt when CURRENT or the
/// manifest is damaged; mismatch when another version's schema made it. Each with a hint.
Result<Generation> current_generation(const std::filesystem::path& index);

/// A generation that is complete, whether CURRENT names it or not; errors as current_generation().
Result<Generation> generation_at(const std::filesystem::path& index, std::uint64_t number);

/// Only the number in CURRENT: cheap enough to ask before every search.
Result<std::uint64_t> current_number(const std::filesystem::path& index);

/// Removes all generations but the current one and the one before it, half-built ones included; to
/// be called by whoever holds the build lock. What cannot be removed is left for the next time.
void prune(const std::filesystem::path& index);

/// The same, and the one before goes as well: nothing of what was ever removed is left on disk.
void keep_only_current(const std::filesystem::path& index);

} // namespace lotse::index
