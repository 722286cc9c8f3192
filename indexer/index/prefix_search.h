#pragma once
// Beginnings of sorted texts: which start with what was typed, which nearly so, and which of those
// cost least. Nothing here grows with how many texts share a beginning: a beginning is two binary
// searches, the cheapest of a range come out of a tree of minima, one typing error is a few hundred
// binary searches.

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <queue>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

namespace lotse::index {

/// Places [begin, end) of a sorted array.
struct Range {
    std::size_t begin = 0;
    std::size_t end = 0;

    bool empty() const { return begin >= end; }
    std::size_t size() const { return empty() ? 0 : end - begin; }
    bool operator==(const Range&) const = default;
};

/// Texts in sorted order, given as a function from place to text.
template <class TextAt>
class Beginnings {
  public:
    Beginnings(std::size_t count, TextAt text_at) : count_(count), text_at_(std::move(text_at)) {}

    Range starting(std::string_view prefix) const { return starting({0, count_}, 0, prefix); }

    struct Nearly {
        std::string meant; // the beginning that was meant
        Range range;
    };

    /// Beginnings that are one edit away from `typed`: another letter, one too few, one too many,
    /// two swapped. None with `typed` itself; none that reaches into the next word. The first
    /// `right_letters` letters must be right.
    std::vector<Nearly> nearly(std::string_view typed, std::size_t right_letters) const {
        std::vector<Nearly> found;
        const auto follow = [&](Range within, std::size_t depth, std::string meant) {
            const Range range = starting(within, depth, std::string_view(meant).substr(depth));
            if (!range.empty() && !std::string_view(meant).starts_with(typed))
                found.push_back({std::move(meant), range});
        };
        Range within{0, count_};
        for (std::size_t i = 0; i < typed.size() && !within.empty(); ++i) {
            const std::string before(typed.substr(0, i));
            const std::string_view after = typed.substr(i + 1);
            if (i >= right_letters) {
                each_next(within, i, [&](char c, Range range) {
                    if (c == typed[i] || c == ' ')
                        return;
                    follow(range, i + 1, before + c + std::string(after));
                    follow(range, i + 1, before + c + std::string(typed.substr(i)));
                });
                if (!after.empty() && after.front() != typed[i])
                    follow(within, i,
                           before + after.front() + typed[i] + std::string(after.substr(1)));
                if (after.empty() || after.front() != typed[i])
                    follow(within, i, before + std::string(after));
            }
            within = starting(within, i, typed.substr(i, 1));
        }
        return found;
    }

  private:
    std::string_view from(std::size_t place, std::size_t depth) const {
        const std::string_view text = text_at_(place);
        return text.substr(std::min(depth, text.size()));
    }

    /// Of texts that share their first `depth` bytes, those that go on with `rest`.
    Range starting(Range within, std::size_t depth, std::string_view rest) const {
        const auto first = [&](std::size_t low, const auto& is_before) {
            std::size_t count = within.end - low;
            while (count > 0) {
                const std::size_t half = count / 2;
                if (is_before(from(low + half, depth))) {
                    low += half + 1;
                    count -= half + 1;
                } else {
                    count = half;
                }
            }
            return low;
        };
        if (within.empty())
            return {};
        const std::size_t begin =
            first(within.begin, [&](std::string_view text) { return text < rest; });
        return {begin, first(begin, [&](std::string_view text) {
                    return text.substr(0, rest.size()) <= rest;
                })};
    }

    template <class Visit>
    void each_next(Range within, std::size_t depth, Visit visit) const {
        for (std::size_t at = within.begin; at < within.end;) {
            const std::string_view rest = from(at, depth);
            if (rest.empty()) {
                ++at; // ends here; few texts are the same
                continue;
            }
            const char next[2] = {rest.front(), 0};
            const Range range = starting({at, within.end}, depth, std::string_view(next, 1));
            visit(rest.front(), range);
            at = range.end;
        }
    }

    std::size_t count_;
    TextAt text_at_;
};

/// Least costs over blocks of 64, over blocks of those, and so on, one level behind the other.
inline std::vector<std::uint16_t> minima_of(std::span<const std::uint16_t> costs) {
    std::vector<std::uint16_t> minima;
    std::vector<std::uint16_t> level(costs.begin(), costs.end());
    while (level.size() > 64) {
        std::vector<std::uint16_t> above;
        for (std::size_t i = 0; i < level.size(); i += 64)
            above.push_back(*std::min_element(
                level.begin() + static_cast<std::ptrdiff_t>(i),
                level.begin() + static_cast<std::ptrdiff_t>(std::min(i + 64, level.size()))));
        minima.insert(minima.end(), above.begin(), above.end());
        level = std::move(above);
    }
    return minima;
}

/// The cheapest places of a range, by costs and their minima_of().
class Cheapest {
  public:
    Cheapest(std::span<const std::uint16_t> costs, std::span<const std::uint16_t> minima) {
        levels_.push_back(costs);
        while (levels_.back().size() > 64) {
            const std::size_t size = (levels_.back().size() + 63) / 64;
            if (size > minima.size())
                break; // damaged: the lower levels do, only slower
            levels_.push_back(minima.first(size));
            minima = minima.subspan(size);
        }
    }

    /// At most `limit`, cheapest first.
    std::vector<std::size_t> in(Range range, std::size_t limit) const {
        Queue queue;
        cover({range.begin, std::min(range.end, levels_.front().size())}, queue);
        std::vector<std::size_t> found;
        while (!queue.empty() && found.size() < limit) {
            const auto [cost, level, place] = queue.top();
            queue.pop();
            if (level == 0) {
                found.push_back(place);
                continue;
            }
            const std::size_t end = std::min((place + 1) * 64, levels_[level - 1].size());
            for (std::size_t i = place * 64; i < end; ++i)
                queue.emplace(levels_[level - 1][i], level - 1, i);
        }
        return found;
    }

  private:
    using Node = std::tuple<std::uint16_t, std::size_t, std::size_t>; // cost, level, place
    using Queue = std::priority_queue<Node, std::vector<Node>, std::greater<>>;

    void cover(Range range, Queue& queue) const {
        for (std::size_t level = 0; !range.empty(); ++level) {
            const bool top = level + 1 == levels_.size() || range.size() <= 128;
            while (!range.empty() && (top || range.begin % 64 != 0)) {
                queue.emplace(levels_[level][range.begin], level, range.begin);
                ++range.begin;
            }
            while (!range.empty() && range.end % 64 != 0) {
                --range.end;
                queue.emplace(levels_[level][range.end], level, range.end);
            }
            range = {range.begin / 64, range.end / 64};
        }
    }

    std::vector<std::span<const std::uint16_t>> levels_; // the first: every place
};

} // namespace lotse::index
