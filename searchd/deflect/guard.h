#pragma once
// The regression guard: every question that a solved ticket has once verified is asked of a new
// generation of the index before anybody is served from it. What fell out of the first three is
// named with its cause.

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "indexer/base/clock.h"
#include "indexer/base/result.h"
#include "indexer/index/builder.h"
#include "searchd/deflect/miss.h"
#include "searchd/search/engine.h"
#include "tickets/verified_pairs.h"

namespace lotse::deflect {

/// off: nothing is asked. report: losses are told and the generation goes live. block: it stays
/// beside, unserved, until somebody decides.
enum class GuardMode : std::uint8_t { off, report, block };
std::string_view name(GuardMode mode);
Result<GuardMode> guard_mode_of(std::string_view word);

enum class LossCause : std::uint8_t {
    answer_gone,      // archived or deleted
    answer_hidden,    // a draft again, or for others' eyes only
    answer_changed,   // it no longer holds some words of the question
    synonyms_changed, // the editors' lists are others than when it was found
    overtaken,        // others stand before it
    held_back,        // found, but no longer surely enough to be shown
};
std::string_view name(LossCause cause);

struct Loss {
    tickets::VerifiedPair pair;
    std::optional<int> rank; // now; empty: not shown at all
    LossCause cause = LossCause::overtaken;
    std::vector<std::string> missing;       // words of the question that the answer lacks now
    std::optional<search::Before> overtook; // what stands first instead
    std::optional<search::Reason> by;       // the word and rule by which it does
};

/// "„Internet ohne Kabel“ (de) … article:satellit: rank 1 → 5, overtaken by …": one line.
std::string describe(const Loss& loss);

struct GuardReport {
    std::uint64_t generation = 0;
    std::size_t asked = 0;
    std::vector<Loss> lost;

    bool clean() const { return lost.empty(); }
};

/// Asks all verified pairs of the generation that `engine` reads.
Result<GuardReport> ask_verified(tickets::Database& database, const search::Engine& engine,
                                 std::uint64_t generation);

struct Guarding {
    GuardMode mode = GuardMode::report;
    search::EngineOptions engine; // as the daemon's; index and generation are set by the build
};

/// index::build() with the guard before the switch. In mode block a generation with losses is not
/// switched to: conflict, with its number in the message; `report` is filled all the same.
Result<index::BuildReport> build_guarded(const index::Source& source, index::BuildOptions options,
                                         tickets::Database& database, const Guarding& guarding,
                                         GuardReport& report);

} // namespace lotse::deflect
