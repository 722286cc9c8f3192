#pragma once
// Takes personal data out of text, in German and English: e-mail addresses, phone numbers, IBANs,
// card numbers, customer numbers and other long numbers, licence plates, street addresses, dates of
// birth, names, passwords. Error codes, IP addresses, versions, ports, prices and dates stay. What
// is taken out becomes "[…]", which is no word and so can never be searched for.
//
// Every scan is hand-written and takes time proportional to the text: no backtracking on what
// strangers send.

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace lotse::tickets {

enum class Personal : std::uint8_t {
    email,
    phone,
    iban,
    card,
    number, // customer numbers and other runs of at least six digits
    plate,
    address,
    birthday,
    name,
    secret,
};

std::string_view name(Personal kind);

/// Bytes [begin, end) of the text.
struct Finding {
    std::size_t begin = 0;
    std::size_t end = 0;
    Personal kind = Personal::number;

    bool operator==(const Finding&) const = default;
};

struct RedactionContext {
    std::vector<std::string> names{};        // of the participants, as they write them
    std::vector<std::string> own_contacts{}; // our hotline and addresses, which stay
};

constexpr std::string_view redacted_mark = "[…]";

/// What would be taken out: in order, without overlaps.
std::vector<Finding> find_personal(std::string_view text, const RedactionContext& context = {});

/// The text without it. Malformed UTF-8 is repaired first.
std::string redact(std::string_view text, const RedactionContext& context = {});

/// A mail body without quoted history and without signature and closing formula.
std::string without_quotes_and_signature(std::string_view body);

} // namespace lotse::tickets
