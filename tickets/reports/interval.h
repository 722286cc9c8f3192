#pragma once
// How sure a share is that was counted in a sample, and the difference of two such shares.
//
// Wilson's score interval: E. B. Wilson, Probable inference, the law of succession, and statistical
// inference, Journal of the American Statistical Association 22 (1927). The difference: R. G.
// Newcombe, Interval estimation for the difference between independent proportions: comparison of
// eleven methods, Statistics in Medicine 17 (1998), method 10, the hybrid of two score intervals.
// Both keep their promise for small samples and rare events, where the textbook's formula does not.

#include <cstdint>
#include <optional>

namespace lotse::tickets {

/// `hits` of `total`; 0 <= hits <= total.
struct Proportion {
    std::int64_t hits = 0;
    std::int64_t total = 0;

    bool operator==(const Proportion&) const = default;
};

/// Of a share: within 0 and 1. Of a difference: within -1 and 1.
struct Interval {
    double low = 0;
    double high = 0;

    bool operator==(const Interval&) const = default;
};

/// Quantile of the normal distribution that belongs to 95 %.
inline constexpr double ninety_five_percent = 1.959963984540054;

/// nullopt of an empty sample.
std::optional<double> share(const Proportion& counted);
std::optional<Interval> wilson(const Proportion& counted, double z = ninety_five_percent);

/// Of `a` less that of `b`; nullopt when either is empty.
std::optional<double> difference(const Proportion& a, const Proportion& b);
std::optional<Interval> newcombe(const Proportion& a, const Proportion& b,
                                 double z = ninety_five_percent);

} // namespace lotse::tickets
