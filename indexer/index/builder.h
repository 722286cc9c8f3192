#pragma once
// The full build: all documents into a new generation, in parallel, switched to atomically at the
// end. The generation being served is never touched; after any failure it is still the current one
// and the partial one is gone.

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <string>

#include "indexer/base/clock.h"
#include "indexer/base/result.h"
#include "indexer/index/generation.h"
#include "indexer/index/source.h"

namespace lotse::index {

struct Progress {
    enum class Stage { preparing, reading, indexing, merging };
    Stage stage = Stage::preparing; // the dictionary, the analysis
    std::size_t done = 0;
    std::size_t total = 0;
    double per_second = 0;   // 0 when not known yet
    double seconds_left = 0; // of this stage; 0 when not known yet
};

/// The editors' words about compounds, by this name in the folder of their lists.
inline constexpr const char* splitting_file = "splitting.txt";

struct BuildOptions {
    std::filesystem::path index;
    /// Bilingual word list in Ding format; a file that is not there makes an empty dictionary.
    std::filesystem::path dictionary = "/usr/share/trans/de-en";
    /// Where it is kept compiled between builds; empty: in the index folder.
    std::filesystem::path dictionary_cache;
    /// The editors' own words about compounds (analysis/split_rules.h); a file that is not there
    /// says nothing. Kept in the generation, so that questions are read as the index was made.
    std::filesystem::path splitting;
    unsigned threads = 0;     // 0: as many as there are cores
    std::size_t batch = 1000; // documents of one small database before merging
    /// How far each stream of changes (e.g. the tickets' outbox) had got when the source was read.
    std::map<std::string, std::uint64_t> positions;
    /// Called from one thread at a time, at most about ten times a second and at each stage's end.
    std::function<void(const Progress&)> progress;
    /// Looked at between documents; true makes the build end with Code::unavailable.
    const std::atomic<bool>* stop = nullptr;
    /// Called with the complete generation before it is switched to. What it fails with is what the
    /// build fails with; the generation then stays beside, unserved, until the next build.
    std::function<Status(const Generation&)> before_switch;
    /// The generation served so far stays as the one before, for those who still read it and to go
    /// back to; false: it goes at once, with everything that was ever in it.
    bool keep_previous = true;
};

struct BuildReport {
    Generation generation;
    std::size_t documents = 0;
    std::size_t left_out = 0; // that the source did not want indexed
    std::map<Visibility, std::size_t> by_visibility;
    double seconds = 0;
};

/// Works in threads of low priority (base/priority.h), so that a machine that answers meanwhile
/// goes on doing so. Fails with locked when another build runs, no_space, io, or what the source
/// failed with.
Result<BuildReport> build(const Source& source, const BuildOptions& options, const Clock& clock);

} // namespace lotse::index
