#pragma once
// What was found out of a word at an earlier time: questions bring the same words again and again.
// A table of fixed size, where a newer one takes the place of an older; thread-safe.

#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <string_view>
#include <vector>

namespace lotse::search {

template <class Value>
class Memo {
  public:
    explicit Memo(std::size_t slots) : slots_(slots) {}

    /// What `find_out` says, now or at an earlier time for the same `key`: all that it depends on.
    template <class FindOut>
    std::shared_ptr<const Value> find(std::string_view key, FindOut&& find_out) {
        const std::uint64_t hash = std::hash<std::string_view>()(key) | 1U; // 0 is an empty slot's
        Slot& slot = slots_[hash / 2 % slots_.size()];
        {
            const std::lock_guard lock(mutex_);
            if (slot.hash == hash)
                return slot.value;
        }
        auto value = std::make_shared<const Value>(find_out());
        const std::lock_guard lock(mutex_);
        slot = {hash, value};
        return value;
    }

  private:
    struct Slot {
        std::uint64_t hash = 0; // of the key, which it stands for
        std::shared_ptr<const Value> value;
    };

    std::mutex mutex_;
    std::vector<Slot> slots_; // guarded by mutex_
};

} // namespace lotse::search
