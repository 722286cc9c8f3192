#include "searchd/deflect/visitors.h"

#include <arpa/inet.h>
#include <sodium.h>

#include <cstring>
#include <optional>
#include <span>
#include <stdexcept>

namespace lotse::deflect {

namespace {

constexpr std::size_t key_bytes = 16;
constexpr std::size_t v4_bytes_kept = 3; // /24
constexpr std::size_t v6_bytes_kept = 6; // /48: what one customer of a provider is given at most

void use_sodium() {
    if (sodium_init() < 0)
        throw std::runtime_error("libsodium cannot be initialised");
}

/// The address with all bits after the prefix zero; nullopt when it is none of this family.
template <std::size_t Size>
std::optional<std::string> prefix_of(int family, const std::string& address, std::size_t kept) {
    std::array<unsigned char, Size> bytes{};
    if (inet_pton(family, address.c_str(), bytes.data()) != 1)
        return std::nullopt;
    std::memset(bytes.data() + kept, 0, Size - kept);
    std::array<char, INET6_ADDRSTRLEN> text{};
    inet_ntop(family, bytes.data(), text.data(), text.size());
    return std::string(text.data()) + "/" + std::to_string(kept * 8);
}

} // namespace

std::string address_prefix(std::string_view address) {
    constexpr std::string_view mapped = "::ffff:"; // IPv4 as a dual-stack socket names it
    const std::string plain(address.starts_with(mapped) &&
                                    address.find('.') != std::string_view::npos
                                ? address.substr(mapped.size())
                                : address);
    if (auto v4 = prefix_of<4>(AF_INET, plain, v4_bytes_kept))
        return *v4;
    if (auto v6 = prefix_of<16>(AF_INET6, plain, v6_bytes_kept))
        return *v6;
    return std::string(address);
}

VisitorKeys::VisitorKeys(const Clock& clock, Random& random) : clock_(clock), random_(random) {
    use_sodium();
}

std::array<unsigned char, 32> VisitorKeys::secret_of_today() {
    const auto today =
        std::chrono::floor<std::chrono::days>(clock_.now()).time_since_epoch().count();
    const std::lock_guard lock(mutex_);
    if (today != day_) {
        random_.fill(std::as_writable_bytes(std::span(secret_)));
        day_ = today;
    }
    return secret_;
}

std::string VisitorKeys::key(const Visitor& visitor) {
    const auto secret = secret_of_today();
    const std::string who = address_prefix(visitor.address) + '\n' + visitor.user_agent;
    std::array<unsigned char, key_bytes> hash{};
    crypto_generichash(hash.data(), hash.size(), reinterpret_cast<const unsigned char*>(who.data()),
                       who.size(), secret.data(), secret.size());
    std::array<char, sodium_base64_ENCODED_LEN(key_bytes, sodium_base64_VARIANT_URLSAFE_NO_PADDING)>
        text{};
    sodium_bin2base64(text.data(), text.size(), hash.data(), hash.size(),
                      sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    return text.data();
}

} // namespace lotse::deflect
