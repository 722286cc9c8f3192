#pragma once
// Values by text, for tables of a hundred thousand words that are asked a million times.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <deque>
#include <functional>
#include <memory>
#include <memory_resource>
#include <string_view>
#include <utility>
#include <vector>

namespace lotse {

/// A hash map whose keys lie one after the other in memory of its own, and which is asked without
/// making a string: most looks are for words that it does not have, and end at one number.
/// (std::unordered_map follows two pointers for that, and with a hash of one's own works out hashes
/// anew as it goes.) Values stay where they are until clear(). One thread, or many that only look.
template <class Value>
class TextMap {
  public:
    /// Null where there is none.
    const Value* find(std::string_view key) const {
        if (entries_.empty())
            return nullptr;
        const Slot& slot = slots_[place_of(key, hash_of(key))];
        return slot.entry == 0 ? nullptr : &entries_[slot.entry - 1].second;
    }
    /// Made where there is none.
    Value& operator[](std::string_view key) {
        if ((entries_.size() + 1) * 2 > slots_.size())
            grow();
        const std::uint32_t hash = hash_of(key);
        Slot& slot = slots_[place_of(key, hash)];
        if (slot.entry == 0) {
            entries_.emplace_back(kept(key), Value());
            slot = {hash, static_cast<std::uint32_t>(entries_.size())};
        }
        return entries_[slot.entry - 1].second;
    }

    std::size_t size() const { return entries_.size(); }
    auto begin() const { return entries_.begin(); } // pairs, in the order in which they came
    auto end() const { return entries_.end(); }

    void clear() {
        entries_.clear();
        slots_.clear();
        keys_->release();
    }

  private:
    struct Slot {
        std::uint32_t hash = 0;
        std::uint32_t entry = 0; // from 1; 0: none
    };

    static std::uint32_t hash_of(std::string_view key) {
        const std::uint64_t hash = std::hash<std::string_view>{}(key);
        return static_cast<std::uint32_t>(hash ^ hash >> 32U);
    }
    /// Where the key is, or may be put.
    std::size_t place_of(std::string_view key, std::uint32_t hash) const {
        std::size_t place = hash & (slots_.size() - 1);
        while (slots_[place].entry != 0 &&
               (slots_[place].hash != hash || entries_[slots_[place].entry - 1].first != key))
            place = (place + 1) & (slots_.size() - 1);
        return place;
    }
    void grow() {
        const std::vector<Slot> before(
            std::exchange(slots_, std::vector<Slot>(std::max<std::size_t>(64, slots_.size() * 2))));
        for (const Slot& slot : before) {
            std::size_t place = slot.hash & (slots_.size() - 1);
            while (slot.entry != 0 && slots_[place].entry != 0)
                place = (place + 1) & (slots_.size() - 1);
            if (slot.entry != 0)
                slots_[place] = slot;
        }
    }
    std::string_view kept(std::string_view key) {
        auto* const room = static_cast<char*>(keys_->allocate(key.size() + 1, 1));
        std::memcpy(room, key.data(), key.size());
        return {room, key.size()};
    }

    std::unique_ptr<std::pmr::monotonic_buffer_resource> keys_ =
        std::make_unique<std::pmr::monotonic_buffer_resource>();
    std::deque<std::pair<std::string_view, Value>> entries_;
    std::vector<Slot> slots_; // a power of two of them, at most half in use
};

} // namespace lotse
