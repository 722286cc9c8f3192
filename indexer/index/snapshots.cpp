// Snapshots: who hands them out, and keeps what they read with until the next one.

#include "indexer/index/snapshot.h"

#include "indexer/index/snapshot_handle_internal.h"

#include <array>
#include <mutex>
#include <optional>

namespace lotse::index {

namespace fs = std::filesystem;

// Handles nobody uses at the moment, one list for each caller. Lives as long as any Snapshot of it.
struct Snapshots::Pool {
    Pool(fs::path folder, std::uint64_t number, std::optional<Document> on_top = std::nullopt)
        : index(std::move(folder)), current_file((index / "CURRENT").string()), pinned(number),
          laid_over(std::move(on_top)) {}

    const fs::path index;
    const std::string current_file;
    const std::uint64_t pinned; // 0: the current generation
    const std::optional<Document> laid_over;
    std::mutex mutex;
    std::shared_ptr<const Opened> opened;
    std::optional<FileSign> current; // of CURRENT when it named `opened`
    std::array<std::vector<std::unique_ptr<Snapshot::Handle>>, all_visibilities.size()> idle;

    auto& idle_for(Visibility caller) { return idle[static_cast<std::size_t>(caller)]; }

    // The pinned generation or the one that CURRENT names now; opens it the first time it is seen.
    Result<std::shared_ptr<const Opened>> newest() {
        const auto sign = settled_sign(current_file);
        if (sign) {
            const std::lock_guard lock(mutex);
            if (opened && sign == current)
                return opened;
        }
        const auto number = pinned != 0 ? Result<std::uint64_t>(pinned) : current_number(index);
        if (!number)
            return number.error();
        const std::lock_guard lock(mutex);
        if (opened && opened->generation.number == *number) {
            current = sign;
            return opened;
        }
        auto fresh = open_generation(index, *number);
        if (!fresh)
            return fresh.error();
        opened = std::move(*fresh);
        current = sign;
        for (auto& list : idle)
            list.clear();
        return opened;
    }

    std::unique_ptr<Snapshot::Handle> take(Visibility caller,
                                           const std::shared_ptr<const Opened>& of) {
        const std::lock_guard lock(mutex);
        auto& list = idle_for(caller);
        if (of != opened || list.empty())
            return nullptr;
        auto handle = std::move(list.back());
        list.pop_back();
        return handle;
    }

    void give_back(std::unique_ptr<Snapshot::Handle> handle) {
        const std::lock_guard lock(mutex);
        if (handle->opened == opened)
            idle_for(handle->caller).push_back(std::move(handle));
    }
};

Snapshots::Snapshots(const Snapshots& live, Document laid_over)
    : pool_(std::make_shared<Pool>(live.pool_->index, live.pool_->pinned, std::move(laid_over))) {
    const std::lock_guard lock(live.pool_->mutex);
    pool_->opened = live.pool_->opened;
}

Snapshots::Snapshots(fs::path index, std::uint64_t generation)
    : pool_(std::make_shared<Pool>(std::move(index), generation)) {}
Snapshots::~Snapshots() = default;

Result<Snapshot> Snapshots::acquire(Visibility caller) {
    const auto attempt = [&]() -> Result<Snapshot> {
        auto opened = pool_->newest();
        if (!opened)
            return opened.error();
        auto handle = pool_->take(caller, *opened);
        if (!handle)
            handle = Snapshot::Handle::open(*opened, caller, pool_->laid_over);
        handle->bring_up_to_date();
        return Snapshot(std::shared_ptr<Snapshot::Handle>(
            handle.release(), [pool = pool_](Snapshot::Handle* used) {
                pool->give_back(std::unique_ptr<Snapshot::Handle>(used));
            }));
    };
    auto snapshot = guarded(attempt);
    // Between reading CURRENT and opening what it names, a build may have replaced and pruned it; a
    // handle that went bad is dropped by the first attempt.
    return snapshot ? std::move(snapshot) : guarded(attempt);
}

} // namespace lotse::index
