#pragma once
// Addresses of callers as text: what a source is, for limits; and who stands behind a proxy.

#include <string>
#include <string_view>
#include <vector>

#include "indexer/base/result.h"

namespace lotse::http {

/// The network that an address belongs to, e.g. source_of("203.0.113.77", 24, 48) ==
/// "203.0.113.0/24". IPv4 written as IPv6 counts as IPv4; what is no address stays as it is (a Unix
/// socket).
std::string source_of(std::string_view address, int v4_bits, int v6_bits);

/// Proxies whose word about the caller is believed: addresses or networks ("10.0.0.0/8").
class TrustedProxies {
  public:
    static Result<TrustedProxies> parse(std::string_view comma_separated);

    bool trusts(std::string_view address) const;

    /// The caller: `remote` itself unless it is a trusted proxy, else the rightmost address in
    /// X-Forwarded-For that is none. Rubbish in the header ends the walk.
    std::string caller(std::string_view remote, std::string_view forwarded_for) const;

  private:
    struct Network {
        std::string bytes; // 16, IPv4 mapped
        int bits = 128;
    };
    std::vector<Network> networks_;
};

} // namespace lotse::http
