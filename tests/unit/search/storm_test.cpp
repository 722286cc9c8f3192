// Many ask while the index changes: every answer is of one state of the index, and right.

#include "tests/unit/search/library.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <thread>

#include "indexer/index/updater.h"

using namespace lotse;
using analysis::Lang;
using lotse::testing::article;
using lotse::testing::Library;

namespace {

constexpr std::size_t askers = 4;

/// What one asker saw; counted, as Catch's checks are for one thread.
struct Seen {
    std::atomic<std::size_t> rounds{0};
    std::size_t failed = 0;
    std::size_t wrong = 0;
};

bool holds(const std::vector<search::Hit>& hits, const std::string& id) {
    return std::any_of(hits.begin(), hits.end(), [&](const auto& hit) { return hit.id == id; });
}

/// The printer's article is in every state of the index; the visitor's in some.
void ask_once(const search::Engine& engine, Seen& seen) {
    constexpr Milliseconds patient{60'000};
    const auto found =
        engine.search({.query = "Drucker offline", .deadline = patient, .abstain = false});
    const auto draft = engine.for_draft(
        {.subject = "Drucker", .body = "Der Drucker ist offline.", .deadline = patient});
    const auto suggested = engine.suggest({.query = "Druck", .deadline = patient});
    if (!found || !draft || !suggested) {
        ++seen.failed;
        return;
    }
    const bool right = holds(found->hits, "drucker-offline") &&
                       holds(draft->hits, "drucker-offline") && !suggested->hits.empty();
    seen.wrong += right ? 0 : 1;
    double sum = 0;
    for (const auto& part : found->hits.front().score_parts)
        sum += part.value;
    seen.wrong += sum == found->hits.front().score ? 0 : 1;
}

Status build_again(const std::filesystem::path& index) {
    index::BuildOptions options;
    options.index = index;
    options.threads = 1;
    options.dictionary = index / "no-such-list";
    const SystemClock clock;
    const auto built =
        index::build(index::VectorSource(lotse::testing::help_desk()), options, clock);
    return built ? Status(Done{}) : Status(built.error());
}

/// Puts an article in and out and, in between, switches to a generation built anew.
Status change(const std::filesystem::path& index, int round) {
    const auto visitor =
        article("besuch", Lang::de, "Ein Drucker zu Besuch", "Der Drucker ist nur kurz da.");
    index::Updater updater(index);
    if (const auto put = updater.apply({{visitor.key, visitor}}); !put)
        return put.error();
    if (round % 4 == 3)
        if (auto built = build_again(index); !built)
            return built;
    index::Updater after(index);
    if (const auto removed = after.apply({{visitor.key, std::nullopt}}); !removed)
        return removed.error();
    return Done{};
}

/// Until every asker has asked once more, so that each state of the index is met; a writer that
/// never paused would overtake every retry.
void wait_for_askers(const std::array<Seen, askers>& seen) {
    std::array<std::size_t, askers> before{};
    for (std::size_t i = 0; i < askers; ++i)
        before[i] = seen[i].rounds;
    for (std::size_t i = 0; i < askers; ++i)
        while (seen[i].rounds == before[i])
            std::this_thread::yield();
}

} // namespace

TEST_CASE("askers in many threads get right answers while the index changes", "[search][threads]") {
    const Library library(lotse::testing::help_desk());
    constexpr int changes = 12;
    std::atomic<bool> changing{true};
    std::array<Seen, askers> seen;
    std::vector<std::thread> threads;
    for (std::size_t i = 0; i < askers; ++i)
        threads.emplace_back([&, i] {
            do {
                ask_once(library.engine(), seen[i]);
                ++seen[i].rounds;
            } while (changing);
        });
    std::vector<Status> done;
    for (int round = 0; round < changes; ++round) {
        done.push_back(change(library.folder() / "index", round));
        wait_for_askers(seen);
    }
    changing = false;
    for (std::thread& thread : threads)
        thread.join();
    for (const Status& status : done)
        CHECK(status.ok());
    for (const Seen& one : seen) {
        CHECK(one.rounds > 0);
        CHECK(one.failed == 0);
        CHECK(one.wrong == 0);
    }
    const auto at_last =
        library.ask(search::SearchRequest{.query = "Drucker zu Besuch", .abstain = false});
    CHECK_FALSE(holds(at_last.hits, "besuch"));
}
