#pragma once
// Completions from past searches: the engine offers what at least three different visitors have
// asked and search has answered, to those who may search where they did. Neither staff nor the
// public ever see the other's questions, nor anybody one that a single person asked.

#include <chrono>
#include <cstdint>
#include <optional>

#include "indexer/base/clock.h"
#include "indexer/base/result.h"
#include "searchd/search/engine.h"
#include "tickets/database.h"

namespace lotse::deflect {

/// For one thread, between rounds of the loop.
class AskedBefore {
  public:
    /// Both must outlive the object.
    AskedBefore(tickets::Database& database, search::Engine& engine);

    /// Hands the engine what is in the search log now; what was erased or has grown old is no
    /// longer offered. Does nothing while nothing was written, and takes no more than one fiftieth
    /// of the time: call it as often as you like.
    Status refresh();

  private:
    tickets::Database& database_;
    search::Engine& engine_;
    std::optional<std::int64_t> mark_; // of the database, when it was read last
    std::chrono::steady_clock::time_point next_{};
    std::chrono::steady_clock::time_point at_latest_{};
};

} // namespace lotse::deflect
