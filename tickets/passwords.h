#pragma once
// Secrets at rest: argon2id for passwords (parameters kept in each hash, renewed at sign-in),
// SHA-256 for tokens, which are random enough not to need more.

#include <string>
#include <string_view>

#include "indexer/base/result.h"

namespace lotse::tickets {

/// How costly a hash is made. 46 MiB once; staff pay twice.
enum class PasswordStrength : std::uint8_t { customer, staff };

/// Too short, too long or not UTF-8 is invalid_argument; unavailable when too many hashes are being
/// computed at once (each takes tens of megabytes).
Result<std::string> hash_password(std::string_view password, PasswordStrength strength);

/// unauthenticated when it does not fit, unavailable as above.
Status verify_password(std::string_view password, const std::string& hash);

bool needs_rehash(const std::string& hash, PasswordStrength strength);

/// SHA-256 as 64 hexadecimal digits.
std::string sha256_hex(std::string_view bytes);

} // namespace lotse::tickets
