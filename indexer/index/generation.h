#pragma once
// Generations: the index lives in numbered folders beside a CURRENT file that names the one being
// served. A build fills a new folder and then replaces CURRENT atomically; nothing served is
// touched.
//
//     index/CURRENT                          "000042\n"
//     index/000042/{public,customer,staff}/  one Xapian database for each visibility
//     index/000042/words/{public,…}.words    vocabulary at the time of the build
//     index/000042/dictionary                bilingual, compact, from the installed word list
//     index/000042/manifest                  fingerprint, time, counts; written last

#include <cstdint>
#include <filesystem>
#include <string>

#include "indexer/base/clock.h"
#include "indexer/base/result.h"
#include "indexer/index/document.h"

namespace lotse::index {

struct Manifest {
    std::string fingerprint; // fingerprint() of the program that built it
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
    std::filesystem::path dictionary() const;
};

/// What an index must have been made with to be readable here: schema, storage format, analysis.
std::string fingerprint();

/// The generation that CURRENT names. not_found when there is none yet; corrupt when CURRENT or the
/// manifest is damaged; mismatch when another analysis or schema made it. Each with a hint.
Result<Generation> current_generation(const std::filesystem::path& index);

/// Only the number in CURRENT: cheap enough to ask before every search.
Result<std::uint64_t> current_number(const std::filesystem::path& index);

/// Removes all generations but the current one and the one before it, half-built ones included; to
/// be called by whoever holds the build lock. What cannot be removed is left for the next time.
void prune(const std::filesystem::path& index);

} // namespace lotse::index
