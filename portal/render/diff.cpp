#include "portal/render/diff.h"

#include <algorithm>

#include "indexer/base/text.h"

namespace lotse::portal {

namespace {

using Lines = std::vector<std::string_view>;

constexpr int most_steps = 2000;

/// Split at line ends; a last line end makes no line.
Lines lines_of(std::string_view text) {
    if (text.ends_with('\n'))
        text.remove_suffix(1);
    return text.empty() ? Lines{} : split(text, '\n');
}

/// For each number of steps, how far each diagonal got.
using Trace = std::vector<std::vector<int>>;

/// The trace of the shortest way; empty when it takes more than most_steps.
Trace shortest_way(const Lines& a, const Lines& b) {
    const int n = static_cast<int>(a.size());
    const int m = static_cast<int>(b.size());
    const int most = std::min(n + m, most_steps);
    const auto width = static_cast<std::size_t>(2 * most + 3);
    const int middle = most + 1;
    std::vector<int> reached(width, 0);
    const auto at = [&](int diagonal) -> int& {
        return reached[static_cast<std::size_t>(middle + diagonal)];
    };
    Trace trace;
    for (int steps = 0; steps <= most; ++steps) {
        trace.push_back(reached);
        for (int k = -steps; k <= steps; k += 2) {
            const bool down = k == -steps || (k != steps && at(k - 1) < at(k + 1));
            int x = down ? at(k + 1) : at(k - 1) + 1;
            int y = x - k;
            while (x < n && y < m &&
                   a[static_cast<std::size_t>(x)] == b[static_cast<std::size_t>(y)]) {
                ++x;
                ++y;
            }
            at(k) = x;
            if (x >= n && y >= m)
                return trace;
        }
    }
    return {};
}

std::vector<DiffLine> replaced(const Lines& a, const Lines& b) {
    std::vector<DiffLine> lines;
    for (const auto line : a)
        lines.push_back({LineFate::removed, std::string(line)});
    for (const auto line : b)
        lines.push_back({LineFate::added, std::string(line)});
    return lines;
}

} // namespace

std::vector<DiffLine> line_diff(std::string_view before, std::string_view after) {
    const Lines a = lines_of(before);
    const Lines b = lines_of(after);
    const Trace trace = shortest_way(a, b);
    if (trace.empty())
        return replaced(a, b);
    std::vector<DiffLine> lines; // from the end
    int x = static_cast<int>(a.size());
    int y = static_cast<int>(b.size());
    const int middle = static_cast<int>(trace.front().size() / 2);
    for (int steps = static_cast<int>(trace.size()) - 1; steps >= 0; --steps) {
        const auto at = [&](int diagonal) {
            return trace[static_cast<std::size_t>(steps)]
                        [static_cast<std::size_t>(middle + diagonal)];
        };
        const int k = x - y;
        const bool down = k == -steps || (k != steps && at(k - 1) < at(k + 1));
        const int from_k = down ? k + 1 : k - 1;
        const int from_x = steps == 0 ? 0 : at(from_k);
        const int from_y = steps == 0 ? 0 : from_x - from_k;
        const int run_x = steps == 0 ? 0 : (down ? from_x : from_x + 1);
        while (x > run_x && y > (steps == 0 ? 0 : run_x - k)) {
            lines.push_back({LineFate::kept, std::string(a[static_cast<std::size_t>(--x)])});
            --y;
        }
        if (steps == 0)
            break;
        if (down)
            lines.push_back({LineFate::added, std::string(b[static_cast<std::size_t>(--y)])});
        else
            lines.push_back({LineFate::removed, std::string(a[static_cast<std::size_t>(--x)])});
        x = from_x;
        y = from_y;
    }
    std::ranges::reverse(lines);
    return lines;
}

} // namespace lotse::portal
