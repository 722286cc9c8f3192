#pragma once
// Beginnings of sorted texts: which start with what was typed, which nearly so, and which of those
// cost least. Nothing here grows with how many texts share a beginning: a beginning is two binary
// searches, the cheapest of a range come out of a tree of minima, one typing error is a few hundred
// binary searches.

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
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

/// The first eight bytes of a text as a number: numbers compare as the texts do. Shorter texts end
/// in zeros, which no text holds.
inline std::uint64_t head_of(std::string_view text) {
    std::uint64_t head = 0;
    for (std::size_t i = 0; i < sizeof head; ++i)
        head = head << 8U | (i < text.size() ? static_cast<unsigned char>(text[i]) : 0U);
    return head;
}

/// Texts in sorted order. `texts` says of a place at(place), its text, and head(place), the head of
/// that, which tells most of them apart.
template <class Texts>
class Beginnings {
  public:
    Beginnings(std::size_t count, Texts texts) : count_(count), texts_(std::move(texts)) {}

    Range starting(std::string_view prefix) const { return starting({0, count_}, prefix); }

    struct Nearly {
        std::string meant; // the beginning that was meant
        Range range;
    };

    /// Beginnings that are one edit away from `typed`: another letter, one too few, one too many,
    /// two swapped. None with `typed` itself; none that reaches into the next word. The first
    /// `right_letters` letters must be right.
    std::vector<Nearly> nearly(std::string_view typed, std::size_t right_letters) const {
        std::vector<Nearly> found;
        std::string meant;
        const auto follow = [&](Range within, std::size_t right,
                                std::initializer_list<std::string_view> rest) {
            meant.assign(typed, 0, right);
            for (const std::string_view piece : rest)
                meant += piece;
            const Range range = starting(within, meant);
            if (!range.empty() && !std::string_view(meant).starts_with(typed))
                found.push_back({meant, range});
        };
        Range within{0, count_};
        for (std::size_t i = 0; i < typed.size() && !within.empty(); ++i) {
            const std::string_view after = typed.substr(i + 1);
            if (i >= right_letters) {
                each_next(within, i, [&](char c, Range range) {
                    if (c == typed[i] || c == ' ')
                        return;
                    follow(range, i, {{&c, 1}, after});
                    follow(range, i, {{&c, 1}, typed.substr(i)});
                });
                if (!after.empty() && after.front() != typed[i])
                    follow(within, i, {after.substr(0, 1), typed.substr(i, 1), after.substr(1)});
                if (after.empty() || after.front() != typed[i])
                    follow(within, i, {after});
            }
            within = starting(within, typed.substr(0, i + 1));
        }
        return found;
    }

  private:
    static constexpr std::size_t head_size = sizeof(std::uint64_t);

    /// The greatest head of texts that share so many bytes with this one.
    static std::uint64_t last_head(std::uint64_t head, std::size_t bytes) {
        return bytes < head_size ? head | ~std::uint64_t{0} >> (8 * bytes) : head;
    }

    std::string_view from(std::size_t place, std::size_t depth) const {
        const std::string_view text = texts_.at(place);
        return text.substr(std::min(depth, text.size()));
    }

    /// The first place of a range that is not before what is sought.
    template <class IsBefore>
    static std::size_t first(Range within, const IsBefore& is_before) {
        std::size_t low = within.begin;
        for (std::size_t count = within.size(); count > 0;) {
            const std::size_t half = count / 2;
            if (is_before(low + half)) {
                low += half + 1;
                count -= half + 1;
            } else {
                count = half;
            }
        }
        return low;
    }
    /// The same where it is near the beginning of the range.
    template <class IsBefore>
    static std::size_t first_near(Range within, const IsBefore& is_before) {
        std::size_t step = 1;
        while (step < within.size() && is_before(within.begin + step - 1)) {
            within.begin += step;
            step *= 2;
        }
        return first({within.begin, std::min(within.begin + step, within.end)}, is_before);
    }

    Range starting(Range within, std::string_view prefix) const {
        if (within.empty())
            return {};
        const std::uint64_t head = head_of(prefix);
        const std::uint64_t last = last_head(head, prefix.size());
        Range range;
        range.begin = first(within, [&](std::size_t place) { return texts_.head(place) < head; });
        range.end = first_near({range.begin, within.end},
                               [&](std::size_t place) { return texts_.head(place) <= last; });
        if (prefix.size() <= head_size || range.empty())
            return range;
        const std::string_view rest = prefix.substr(head_size);
        range.begin =
            first(range, [&](std::size_t place) { return from(place, head_size) < rest; });
        range.end = first_near(range, [&](std::size_t place) {
            return from(place, head_size).substr(0, rest.size()) <= rest;
        });
        return range;
    }

    /// The letters that texts of a range go on with after `depth` bytes, which they share.
    template <class Visit>
    void each_next(Range within, std::size_t depth, Visit visit) const {
        for (Range range = within; range.begin < within.end; range.begin = range.end) {
            range.end = range.begin + 1; // where the text ends here; few texts are the same
            if (const char next = letter(range.begin, depth); next != 0) {
                range.end = end_of_letter({range.end, within.end}, depth, range.begin);
                visit(next, range);
            }
        }
    }

    /// 0 at the end of the text.
    char letter(std::size_t place, std::size_t depth) const {
        if (depth < head_size)
            return static_cast<char>(texts_.head(place) >> (8 * (head_size - 1 - depth)) & 0xFFU);
        const std::string_view rest = from(place, depth);
        return rest.empty() ? '\0' : rest.front();
    }

    /// Where texts end that have the letter that `place` has there.
    std::size_t end_of_letter(Range within, std::size_t depth, std::size_t place) const {
        const std::uint64_t last = last_head(texts_.head(place), depth + 1);
        if (depth < head_size)
            return first_near(within,
                              [&](std::size_t other) { return texts_.head(other) <= last; });
        const auto next = static_cast<unsigned char>(letter(place, depth));
        return first_near(within, [&](std::size_t other) {
            return static_cast<unsigned char>(letter(other, depth)) <= next;
        });
    }

    std::size_t count_;
    Texts texts_;
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
