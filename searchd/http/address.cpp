#include "searchd/http/address.h"

#include <arpa/inet.h>

#include <array>
#include <charconv>
#include <optional>

#include "indexer/base/text.h"

namespace lotse::http {
namespace {

constexpr int v4_prefix_bits = 96; // ::ffff:0:0/96 holds IPv4

/// 16 bytes in network order, IPv4 mapped into IPv6.
std::optional<std::string> parse_address(std::string_view text) {
    std::string bytes(16, '\0');
    const std::string zero_ended(text);
    if (::inet_pton(AF_INET6, zero_ended.c_str(), bytes.data()) == 1)
        return bytes;
    if (::inet_pton(AF_INET, zero_ended.c_str(), bytes.data() + 12) != 1)
        return std::nullopt;
    bytes[10] = bytes[11] = '\xff';
    return bytes;
}

bool is_v4(const std::string& bytes) {
    return bytes.starts_with(std::string(10, '\0') + "\xff\xff");
}

void keep_bits(std::string& bytes, int bits) {
    for (int i = 0; i < 16; ++i) {
        const int kept = std::min(8, std::max(0, bits - 8 * i));
        const auto mask = static_cast<unsigned char>(0xff << (8 - kept));
        auto& byte = bytes[static_cast<std::size_t>(i)];
        byte = static_cast<char>(static_cast<unsigned char>(byte) & mask);
    }
}

std::string to_text(const std::string& bytes) {
    std::array<char, INET6_ADDRSTRLEN> text{};
    if (is_v4(bytes))
        ::inet_ntop(AF_INET, bytes.data() + 12, text.data(), text.size());
    else
        ::inet_ntop(AF_INET6, bytes.data(), text.data(), text.size());
    return text.data();
}

} // namespace

std::string source_of(std::string_view address, int v4_bits, int v6_bits) {
    auto bytes = parse_address(address);
    if (!bytes)
        return std::string(address);
    const bool v4 = is_v4(*bytes);
    keep_bits(*bytes, v4 ? v4_prefix_bits + v4_bits : v6_bits);
    return to_text(*bytes) + "/" + std::to_string(v4 ? v4_bits : v6_bits);
}

Result<TrustedProxies> TrustedProxies::parse(std::string_view comma_separated) {
    TrustedProxies proxies;
    for (const auto part : split(comma_separated, ',')) {
        const auto entry = trimmed(part);
        if (entry.empty())
            continue;
        const auto slash = entry.find('/');
        const auto bytes = parse_address(entry.substr(0, slash));
        const int most = bytes && is_v4(*bytes) ? 32 : 128;
        int bits = most;
        bool valid = bytes.has_value();
        if (valid && slash != std::string_view::npos) {
            const auto digits = entry.substr(slash + 1);
            const auto [end, fault] =
                std::from_chars(digits.data(), digits.data() + digits.size(), bits);
            valid = fault == std::errc{} && end == digits.data() + digits.size() && bits >= 0 &&
                    bits <= most;
        }
        if (!valid)
            return Error{Code::invalid_argument, "no address or network: " + std::string(entry),
                         "write for example 10.0.0.5 or 10.0.0.0/8"};
        Network network{*bytes, most == 32 ? bits + v4_prefix_bits : bits};
        keep_bits(network.bytes, network.bits);
        proxies.networks_.push_back(network);
    }
    return proxies;
}

bool TrustedProxies::trusts(std::string_view address) const {
    const auto bytes = parse_address(address);
    if (!bytes)
        return false;
    for (const auto& network : networks_) {
        std::string masked = *bytes;
        keep_bits(masked, network.bits);
        if (masked == network.bytes)
            return true;
    }
    return false;
}

std::string TrustedProxies::caller(std::string_view remote, std::string_view forwarded_for) const {
    std::string caller(remote);
    if (!trusts(remote))
        return caller;
    const auto hops = split(forwarded_for, ',');
    for (auto hop = hops.rbegin(); hop != hops.rend(); ++hop) {
        const auto address = trimmed(*hop);
        if (!parse_address(address))
            break;
        caller = address;
        if (!trusts(address))
            break;
    }
    return caller;
}

} // namespace lotse::http
