// How far apart two spellings are, counted in edits and weighed by what fingers do.

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <vector>

#include "searchd/search/keyboard.h"
#include "searchd/search/lexicon.h"

namespace lotse::search {
namespace {

constexpr double swapped = 0.75;
constexpr double neighbour = 0.75;
constexpr double same_sound = 0.85;
constexpr double doubled = 0.65; // a letter twice instead of once, or once instead of twice
constexpr double dropped = 0.85;
constexpr double added = 0.9;
constexpr double first_letter = 0.15; // more
constexpr double per_edit = 4;        // natural logarithms of likelihood

bool sound_alike(char a, char b) {
    constexpr std::array pairs{"bp", "dt", "gk", "ck", "fv", "iy", "sz", "vw", "ae", "ei", "ou"};
    return std::any_of(pairs.begin(), pairs.end(), [&](std::string_view pair) {
        return (pair[0] == a && pair[1] == b) || (pair[0] == b && pair[1] == a);
    });
}

double changed(char typed, char meant) {
    if (typed == meant)
        return 0;
    if (neighbouring_keys(typed, meant))
        return neighbour;
    return sound_alike(typed, meant) ? same_sound : 1;
}

bool twice(std::string_view word, std::size_t at) {
    return (at > 0 && word[at - 1] == word[at]) ||
           (at + 1 < word.size() && word[at + 1] == word[at]);
}

} // namespace

int edits_between(std::string_view left, std::string_view right, int most) {
    const auto n = static_cast<int>(left.size());
    const auto m = static_cast<int>(right.size());
    if (std::abs(n - m) > most)
        return most + 1;
    thread_local std::array<std::vector<int>, 3> rows; // asked thousands of times for one word
    for (auto& row : rows)
        row.resize(std::max(row.size(), static_cast<std::size_t>(m) + 1));
    int* before2 = rows[0].data();
    int* before = rows[1].data();
    int* now = rows[2].data();
    std::iota(now, now + m + 1, 0);
    for (int i = 1; i <= n; ++i) {
        std::swap(before2, before);
        std::swap(before, now);
        now[0] = i;
        int least = i;
        for (int j = 1; j <= m; ++j) {
            const auto a = static_cast<std::size_t>(i - 1);
            const auto b = static_cast<std::size_t>(j - 1);
            const int change = left[a] == right[b] ? 0 : 1;
            int best = std::min({before[b] + change, before[b + 1] + 1, now[b] + 1});
            if (i > 1 && j > 1 && left[a] == right[b - 1] && left[a - 1] == right[b])
                best = std::min(best, before2[b - 1] + 1);
            now[b + 1] = best;
            least = std::min(least, best);
        }
        if (least > most)
            return most + 1;
    }
    return std::min(now[m], most + 1);
}

double typing_cost(std::string_view typed, std::string_view meant) {
    std::vector<double> before2(meant.size() + 1);
    std::vector<double> before(before2.size());
    std::vector<double> now(before2.size());
    const auto at = [](std::size_t place, double cost) {
        return place == 0 && cost > 0 ? cost + first_letter : cost;
    };
    const auto drop = [&](std::size_t b) { return at(b, twice(meant, b) ? doubled : dropped); };
    const auto extra = [&](std::size_t a) { return at(a, twice(typed, a) ? doubled : added); };
    for (std::size_t b = 0; b < meant.size(); ++b)
        now[b + 1] = now[b] + drop(b);
    for (std::size_t a = 0; a < typed.size(); ++a) {
        std::swap(before2, before);
        std::swap(before, now);
        now[0] = before[0] + extra(a);
        for (std::size_t b = 0; b < meant.size(); ++b) {
            double best = std::min({before[b] + at(b, changed(typed[a], meant[b])),
                                    before[b + 1] + extra(a), now[b] + drop(b)});
            if (a > 0 && b > 0 && typed[a] == meant[b - 1] && typed[a - 1] == meant[b])
                best = std::min(best, before2[b - 1] + at(b - 1, swapped));
            now[b + 1] = best;
        }
    }
    return now.back();
}

double unlikeliness(double cost, std::uint32_t documents) {
    return per_edit * cost - std::log1p(documents);
}

} // namespace lotse::search
