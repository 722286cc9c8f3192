#pragma once
// Tens or hundreds of things, found by their hashes among tens of thousands that are not there: one
// look tells nearly all of those.

#include <algorithm>
#include <array>
#include <cstdint>
#include <span>
#include <vector>

namespace lotse::search {

/// `Thing` has a `hash`, evenly spread. Thread-safe once made.
template <class Thing>
class ByHash {
  public:
    /// Of at most 65,535; what comes after them in order of the hashes is not found.
    explicit ByHash(std::vector<Thing> things = {}) : things_(std::move(things)) {
        std::sort(things_.begin(), things_.end(),
                  [](const Thing& a, const Thing& b) { return a.hash < b.hash; });
        things_.resize(std::min<std::size_t>(things_.size(), 0xFFFF));
        for (const Thing& one : things_)
            ++ends_[drawer_of(one.hash)];
        for (std::size_t drawer = 1; drawer < ends_.size(); ++drawer)
            ends_[drawer] = static_cast<std::uint16_t>(ends_[drawer] + ends_[drawer - 1]);
    }

    /// In order of their hashes.
    const std::vector<Thing>& all() const { return things_; }

    /// All of this hash.
    std::span<const Thing> find(std::uint32_t hash) const {
        const std::size_t drawer = drawer_of(hash);
        std::size_t first = ends_[drawer - 1];
        const std::size_t end = ends_[drawer];
        while (first < end && things_[first].hash != hash)
            ++first;
        std::size_t behind = first;
        while (behind < end && things_[behind].hash == hash)
            ++behind;
        return std::span(things_).subspan(first, behind - first);
    }

  private:
    static constexpr unsigned bits = 12; // of the hash name its drawer: eight kilobytes of them

    /// In the order of the hashes, from 1 on.
    static std::size_t drawer_of(std::uint32_t hash) { return (hash >> (32 - bits)) + 1; }

    std::vector<Thing> things_;
    std::array<std::uint16_t, (std::size_t{1} << bits) + 1> ends_{}; // of each drawer
};

} // namespace lotse::search
