#include "searchd/deflect/holdout.h"

#include <sodium.h>

#include <array>
#include <cstring>

namespace lotse::deflect {

namespace {

constexpr std::size_t most_seen = 100'000; // keys remembered, so that each is written once

/// Any fixed key will do: those of visitors are drawn from a secret already.
constexpr std::array<unsigned char, crypto_shorthash_KEYBYTES> lot{
    'L', 'o', 't', 's', 'e', ' ', 'h', 'o', 'l', 'd', 'o', 'u', 't'};

} // namespace

bool held_out(std::string_view visitor_key, double percent) {
    std::array<unsigned char, crypto_shorthash_BYTES> hash{};
    crypto_shorthash(hash.data(), reinterpret_cast<const unsigned char*>(visitor_key.data()),
                     visitor_key.size(), lot.data());
    std::uint64_t number = 0;
    static_assert(sizeof(number) == crypto_shorthash_BYTES);
    std::memcpy(&number, hash.data(), sizeof(number));
    constexpr double all = 18446744073709551616.0; // 2^64
    return static_cast<double>(number) / all < percent / 100;
}

Holdout::Holdout(tickets::Database& database, double percent, Log& log)
    : database_(database), percent_(percent), log_(log),
      keys_(database.clock(), database.random()) {}

bool Holdout::holds_out(const Arrival& arrival) {
    if (percent_ <= 0)
        return false;
    const std::string key = keys_.key(arrival.visitor);
    const bool held = held_out(key, percent_);
    if (first_of(key)) {
        const Status written = tickets::Exposures(database_).enrol(
            {.visitor = key, .held_out = held, .lang = arrival.lang, .channel = arrival.channel});
        if (!written)
            log_.warning("exposure_not_recorded", {{"reason", written.error().to_string()}});
    }
    return held;
}

void Holdout::wrote_ticket(const Visitor& visitor) {
    if (percent_ <= 0)
        return;
    const Status written = tickets::Exposures(database_).count_ticket(keys_.key(visitor));
    if (!written)
        log_.warning("exposure_not_recorded", {{"reason", written.error().to_string()}});
}

bool Holdout::first_of(const std::string& key) {
    const std::lock_guard lock(mutex_);
    if (seen_.size() >= most_seen)
        seen_.clear();
    return seen_.insert(key).second;
}

} // namespace lotse::deflect
