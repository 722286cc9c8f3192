#include "indexer/index/reading_index.h"

#include <algorithm>
#include <bit>
#include <vector>

#include "indexer/index/bytes_internal.h"
#include "indexer/index/spans_internal.h"

namespace lotse::index {

namespace {

constexpr std::uint64_t mark = 0x3153484752414552ULL; // "REARGHS1"
constexpr std::size_t for_a_drawer = 4; // readings, with two or three hashes of their own each
constexpr unsigned fewest_low = 8;      // bits
constexpr unsigned most_low = 31;

struct Pair {
    std::uint32_t hash = 0;
    std::uint32_t number = 0;

    auto operator<=>(const Pair&) const = default;
};

/// Drawer after drawer, sorted within each.
std::vector<Pair> pairs_of(const Readings& readings, unsigned low) {
    std::vector<std::uint32_t> begins((std::size_t{1} << (32 - low)) + 1);
    const auto each = [&](const auto& see) {
        for (std::uint32_t number = 0; number < readings.size(); ++number) {
            const Reading reading = readings.at(number);
            for (const std::uint32_t hash : reading.terms)
                see(hash, number);
            for (const std::uint32_t hash : reading.grams)
                see(hash, number);
        }
    };
    each([&](std::uint32_t hash, std::uint32_t) { ++begins[(hash >> low) + 1U]; });
    for (std::size_t i = 1; i < begins.size(); ++i)
        begins[i] += begins[i - 1];
    std::vector<Pair> pairs(begins.back());
    auto next = begins;
    each([&](std::uint32_t hash, std::uint32_t number) {
        pairs[next[hash >> low]++] = {hash, number};
    });
    for (std::size_t i = 0; i + 1 < begins.size(); ++i)
        std::sort(pairs.begin() + begins[i], pairs.begin() + begins[i + 1]);
    pairs.erase(std::unique(pairs.begin(), pairs.end()), pairs.end());
    return pairs;
}

} // namespace

std::string ReadingIndex::to_bytes(const Readings& readings) {
    const auto wanted = static_cast<unsigned>(
        std::bit_width(std::max<std::size_t>(readings.size() / for_a_drawer, 1)));
    const unsigned low = std::clamp(32 - wanted, fewest_low, most_low);
    const auto pairs = pairs_of(readings, low);

    ByteWriter drawers;
    std::vector<std::uint32_t> ends;
    std::size_t next = 0;
    for (std::uint64_t drawer = 0; drawer < std::uint64_t{1} << (32 - low); ++drawer) {
        std::uint32_t before = static_cast<std::uint32_t>(drawer << low);
        while (next < pairs.size() && pairs[next].hash >> low == drawer) {
            const std::uint32_t hash = pairs[next].hash;
            ByteWriter list;
            std::uint32_t last = 0;
            for (; next < pairs.size() && pairs[next].hash == hash; ++next) {
                list.number(pairs[next].number - last);
                last = pairs[next].number;
            }
            drawers.number(hash - before);
            drawers.text(list.take());
            before = hash;
        }
        ends.push_back(static_cast<std::uint32_t>(drawers.size()));
    }
    const std::uint64_t head[] = {mark, readings.size(), low};
    std::string bytes;
    append_values(bytes, head, 3);
    append_values(bytes, ends.data(), ends.size());
    return bytes + drawers.take();
}

std::optional<ReadingIndex> ReadingIndex::view(std::string_view bytes) {
    const auto head = take<std::uint64_t>(bytes, 3);
    if (!head || (*head)[0] != mark || (*head)[1] > 0xFFFFFFFFU || (*head)[2] < fewest_low ||
        (*head)[2] > most_low)
        return std::nullopt;
    ReadingIndex index;
    index.readings_ = static_cast<std::uint32_t>((*head)[1]);
    index.low_ = static_cast<unsigned>((*head)[2]);
    const auto ends = take<std::uint32_t>(bytes, std::uint64_t{1} << (32 - index.low_));
    if (!ends || ends->back() != bytes.size())
        return std::nullopt;
    index.ends_ = *ends;
    index.drawers_ = bytes;
    return index;
}

std::string_view ReadingIndex::drawer(std::uint32_t hash) const {
    const std::size_t drawer = hash >> low_;
    if (drawer >= ends_.size())
        return {};
    const std::uint32_t begin = drawer == 0 ? 0 : ends_[drawer - 1];
    if (begin > ends_[drawer] || ends_[drawer] > drawers_.size())
        return {};
    return drawers_.substr(begin, ends_[drawer] - begin);
}

} // namespace lotse::index
