#include "tickets/reports/interval.h"

#include <algorithm>
#include <cmath>

namespace lotse::tickets {

std::optional<double> share(const Proportion& counted) {
    if (counted.total <= 0)
        return std::nullopt;
    return static_cast<double>(counted.hits) / static_cast<double>(counted.total);
}

std::optional<Interval> wilson(const Proportion& counted, double z) {
    const auto p = share(counted);
    if (!p)
        return std::nullopt;
    const double n = static_cast<double>(counted.total);
    const double middle = (*p + z * z / (2 * n)) / (1 + z * z / n);
    const double half = z / (1 + z * z / n) * std::sqrt(*p * (1 - *p) / n + z * z / (4 * n * n));
    return Interval{std::max(0.0, middle - half), std::min(1.0, middle + half)};
}

std::optional<double> difference(const Proportion& a, const Proportion& b) {
    const auto p = share(a);
    const auto q = share(b);
    if (!p || !q)
        return std::nullopt;
    return *p - *q;
}

std::optional<Interval> newcombe(const Proportion& a, const Proportion& b, double z) {
    const auto p = share(a);
    const auto q = share(b);
    if (!p || !q)
        return std::nullopt;
    const Interval of_a = *wilson(a, z);
    const Interval of_b = *wilson(b, z);
    return Interval{*p - *q - std::hypot(*p - of_a.low, of_b.high - *q),
                    *p - *q + std::hypot(of_a.high - *p, *q - of_b.low)};
}

} // namespace lotse::tickets
