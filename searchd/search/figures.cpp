// What an Engine keeps for each kind of caller: gathered when somebody first asks, and anew in the
// background after live updates.

#include <algorithm>
#include <chrono>

#include "indexer/index/xapian_internal.h"
#include "searchd/search/impl.h"

namespace lotse::search {

namespace {

constexpr std::chrono::seconds gather_every{2};
constexpr std::size_t soon_gathered = 20'000; // words
constexpr const char* not_settled = "-";      // the revision of no index
constexpr int gather_share = 20; // of the time at most one part in so many goes into gathering

using ByLang = std::array<std::vector<Lexicon::Entry>, 2>;

ByLang words_of_build(const index::Snapshot& snapshot) {
    ByLang words;
    for (const Lang lang : analysis::all_langs)
        snapshot.vocabulary()->each(lang, [&](std::string_view word, std::uint32_t documents) {
            words[static_cast<std::size_t>(lang)].push_back({std::string(word), documents});
        });
    return words;
}

std::shared_ptr<const Lexicon> lexicon_of(const index::Snapshot& snapshot) {
    ByLang words;
    for (const Lang lang : analysis::all_langs)
        for (index::Word& word : index::words(snapshot, lang))
            words[static_cast<std::size_t>(lang)].push_back({std::move(word.text), word.documents});
    return std::make_shared<const Lexicon>(std::move(words));
}

/// Null where nothing has changed, or where what has cannot be read just now.
std::shared_ptr<const index::Names> changed_names_of(const index::Snapshot& snapshot) {
    auto changed = snapshot.changed_names();
    if (!changed || changed->empty())
        return nullptr;
    auto names = index::Names::from_bytes(
        index::Names::to_bytes(std::move(*changed), *snapshot.analyzer(), *snapshot.vocabulary()));
    return names ? std::move(*names) : nullptr;
}

} // namespace

Kept Engine::Impl::gather(const index::Snapshot& snapshot) const {
    const auto begun = clock.steady();
    Kept kept{snapshot.revision(),       snapshot.generation().number, {},
              sample_lengths(snapshot),  index::gram_rarity(snapshot), lexicon_of(snapshot),
              changed_names_of(snapshot)};
    const auto now = clock.steady();
    kept.good_until = now + std::max<std::chrono::steady_clock::duration>(
                                gather_every, gather_share * (now - begun));
    return kept;
}

/// The same from what was written with the generation, which takes a tenth of the time.
Kept Engine::Impl::of_build(const index::Snapshot& snapshot) const {
    return {.revision = snapshot.is_as_built() ? snapshot.revision() : not_settled,
            .generation = snapshot.generation().number,
            .good_until = clock.steady(),
            .lengths = sample_lengths(snapshot),
            .grams = snapshot.built_grams(),
            .lexicon = std::make_shared<const Lexicon>(words_of_build(snapshot)),
            .changed = changed_names_of(snapshot)};
}

/// What has changed in a large index before anybody asked is gathered beside, too.
Kept Engine::Impl::gather_first(const index::Snapshot& snapshot) const {
    const std::size_t words =
        snapshot.vocabulary()->size(Lang::de) + snapshot.vocabulary()->size(Lang::en);
    return snapshot.is_as_built() || words > soon_gathered ? of_build(snapshot) : gather(snapshot);
}

Kept Engine::Impl::kept(const index::Snapshot& snapshot) const {
    const auto caller = static_cast<std::size_t>(snapshot.caller());
    const std::string revision = snapshot.revision();
    {
        const std::lock_guard lock(mutex);
        const Kept& known = kept_by_caller[caller];
        if (known.revision == revision)
            return known;
        // After a live update the old figures serve on for a moment: gathering takes time in
        // proportion to the words of the index, which no asker shall wait for.
        if (!known.revision.empty() && known.generation == snapshot.generation().number) {
            if (clock.steady() >= known.good_until)
                gather_beside(snapshot.caller());
            return known;
        }
    }
    Kept fresh = gather_first(snapshot);
    const std::lock_guard lock(mutex);
    kept_by_caller[caller] = fresh;
    return fresh;
}

/// With the mutex held.
void Engine::Impl::gather_beside(Visibility caller) const {
    auto& running = gathering[static_cast<std::size_t>(caller)];
    if (running.valid() && running.wait_for(std::chrono::seconds{0}) != std::future_status::ready)
        return;
    running = std::async(std::launch::async, [this, caller] {
        auto snapshot = snapshots.acquire(caller);
        if (!snapshot)
            return; // whoever asks next meets the same trouble and reports it
        const auto gathered =
            index::with_retry(*snapshot, [&]() -> Result<Kept> { return gather(*snapshot); });
        if (!gathered)
            return;
        const std::lock_guard lock(mutex);
        kept_by_caller[static_cast<std::size_t>(caller)] = *gathered;
    });
}

std::shared_ptr<const Lexicon> Engine::Impl::lexicon(const index::Snapshot& snapshot) const {
    return kept(snapshot).lexicon;
}

bool Engine::Impl::is_settled(const index::Snapshot& snapshot) const {
    const std::lock_guard lock(mutex);
    return kept_by_caller[static_cast<std::size_t>(snapshot.caller())].revision ==
           snapshot.revision();
}

} // namespace lotse::search
