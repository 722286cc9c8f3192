#pragma once
// In how many documents terms stand, as far as that was asked of late: questions ask for the same
// terms again and again, and each answer is a walk through the tree of each database. A table of
// fixed size, where a newer term takes the place of an older one. One thread at a time.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace lotse::index {

class FrequencyMemo {
  public:
    void clear() { slots_.clear(); }

    std::optional<std::uint32_t> find(std::string_view term) const {
        if (slots_.empty())
            return std::nullopt;
        const std::uint64_t hash = hash_of(term);
        const Slot& slot = slots_[hash % size];
        return slot.hash == hash ? std::optional(slot.documents) : std::nullopt;
    }
    void keep(std::string_view term, std::uint32_t documents) {
        slots_.resize(size);
        const std::uint64_t hash = hash_of(term);
        slots_[hash % size] = {hash, documents};
    }

  private:
    struct Slot {
        std::uint64_t hash = 0; // of the term, which it stands for
        std::uint32_t documents = 0;
    };
    static constexpr std::size_t size = std::size_t{1} << 17U; // two megabytes

    /// FNV-1a, 64 bits; never 0, which is an empty slot's.
    static std::uint64_t hash_of(std::string_view term) {
        std::uint64_t hash = 14695981039346656037ULL;
        for (const char c : term)
            hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
        return hash | 1U << 31U;
    }

    std::vector<Slot> slots_;
};

} // namespace lotse::index
