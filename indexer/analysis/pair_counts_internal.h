#pragma once
// Weights added up for pairs of small numbers: a table without pointers, because a word list has
// millions of pairs and each must cost one look into memory. One thread.

#include <cstddef>
#include <cstdint>
#include <vector>

namespace lotse::analysis {

class PairCounts {
  public:
    void add(std::uint32_t left, std::uint32_t right, double weight) {
        if ((used_ + 1) * 2 > slots_.size())
            grow();
        Slot& slot = slots_[place(key(left, right))];
        used_ += slot.key == none ? 1 : 0;
        slot.key = key(left, right);
        slot.weight += weight;
    }
    double count(std::uint32_t left, std::uint32_t right) const {
        return slots_.empty() ? 0 : slots_[place(key(left, right))].weight;
    }
    void add(const PairCounts& others) {
        others.each([this](std::uint32_t left, std::uint32_t right, double weight) {
            add(left, right, weight);
        });
    }
    /// In no order, but always the same for the same additions.
    template <class Visit>
    void each(Visit visit) const {
        for (const Slot& slot : slots_)
            if (slot.key != none)
                visit(static_cast<std::uint32_t>(slot.key >> 32U),
                      static_cast<std::uint32_t>(slot.key), slot.weight);
    }

  private:
    static constexpr std::uint64_t none = ~std::uint64_t{0};
    struct Slot {
        std::uint64_t key = none;
        double weight = 0;
    };

    static std::uint64_t key(std::uint32_t left, std::uint32_t right) {
        return std::uint64_t{left} << 32U | right;
    }
    std::size_t place(std::uint64_t key) const {
        std::uint64_t mixed = key * 0x9E3779B97F4A7C15ULL;
        mixed ^= mixed >> 32U;
        std::size_t i = mixed & (slots_.size() - 1);
        while (slots_[i].key != none && slots_[i].key != key)
            i = (i + 1) & (slots_.size() - 1);
        return i;
    }
    void grow() {
        std::vector<Slot> old(slots_.empty() ? 1024 : slots_.size() * 2);
        old.swap(slots_);
        for (const Slot& slot : old)
            if (slot.key != none)
                slots_[place(slot.key)] = slot;
    }

    std::vector<Slot> slots_; // a power of two of them, at most half in use
    std::size_t used_ = 0;
};

} // namespace lotse::analysis
