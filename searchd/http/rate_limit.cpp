#include "searchd/http/rate_limit.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <iterator>
#include <optional>

#include "indexer/base/text.h"

namespace lotse::http {
namespace {

constexpr std::size_t max_buckets = 100'000;

std::optional<double> number(std::string_view text) {
    double value = 0;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (fault != std::errc{} || end != text.data() + text.size() || !(value >= 0) || value > 1e6)
        return std::nullopt;
    return value;
}

std::optional<Milliseconds> unit(std::string_view text) {
    if (text == "s")
        return std::chrono::seconds{1};
    if (text == "min")
        return std::chrono::minutes{1};
    if (text == "h")
        return std::chrono::hours{1};
    return std::nullopt;
}

} // namespace

Result<Rate> parse_rate(std::string_view text) {
    const Error fault{Code::invalid_argument, "no rate: " + std::string(text),
                      "write for example 5/s, 30/min, 5/h, 20/s burst 40, or 0 for no limit"};
    const auto words = split(trimmed(text), ' ');
    if (words.size() == 1 && words[0] == "0")
        return Rate{};
    if (words.size() != 1 && (words.size() != 3 || words[1] != "burst"))
        return fault;
    const auto slash = words[0].find('/');
    if (slash == std::string_view::npos)
        return fault;
    const auto count = number(words[0].substr(0, slash));
    const auto per = unit(words[0].substr(slash + 1));
    const auto burst = words.size() == 3 ? number(words[2]) : count;
    if (!count || !per || !burst || (*count > 0 && *burst < 1))
        return fault;
    return Rate{*count, *per, *burst};
}

double RateLimiter::refilled(const Bucket& bucket, const Rate& rate, Point now) const {
    const std::chrono::duration<double, std::milli> passed = now - bucket.at;
    const double gained = passed.count() * rate.count / static_cast<double>(rate.per.count());
    return std::min(rate.burst, bucket.tokens + gained);
}

Milliseconds RateLimiter::take(RateClass rate_class, std::string_view source) {
    const std::scoped_lock lock(mutex_);
    const Rate& rate = rates_[static_cast<std::size_t>(rate_class)];
    if (rate.count <= 0)
        return Milliseconds{0};
    const auto now = clock_.steady();
    if (buckets_.size() >= max_buckets)
        forget_full(now);
    std::string key(1, static_cast<char>('0' + static_cast<int>(rate_class)));
    key += source;
    auto [found, fresh] = buckets_.try_emplace(std::move(key), Bucket{rate.burst, now});
    Bucket& bucket = found->second;
    bucket.tokens = refilled(bucket, rate, now);
    bucket.at = now;
    if (bucket.tokens >= 1) {
        bucket.tokens -= 1;
        return Milliseconds{0};
    }
    const double wait = (1 - bucket.tokens) * static_cast<double>(rate.per.count()) / rate.count;
    return Milliseconds{static_cast<Milliseconds::rep>(std::ceil(wait))};
}

void RateLimiter::change(const RateTable& rates) {
    const std::scoped_lock lock(mutex_);
    rates_ = rates;
}

void RateLimiter::forget_full(Point now) {
    std::erase_if(buckets_, [&](const auto& entry) {
        const Rate& rate = rates_[static_cast<std::size_t>(entry.first[0] - '0')];
        return rate.count <= 0 || refilled(entry.second, rate, now) >= rate.burst;
    });
    // All of them in use: whoever has waited longest is nobody's business; start over.
    if (buckets_.size() >= max_buckets)
        buckets_.clear();
}

} // namespace lotse::http
