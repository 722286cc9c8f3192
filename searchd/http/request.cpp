#include "searchd/http/request.h"

#include <algorithm>
#include <charconv>

#include "indexer/base/text.h"

namespace lotse::http {
namespace {

constexpr std::size_t max_fields = 100;

int hex_value(char c) {
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/// The q-value of "de-DE;q=0.8"; 1 without one, 0 when it cannot be read.
double quality(std::string_view range) {
    const auto q = range.find("q=");
    if (q == std::string_view::npos)
        return 1;
    double value = 0;
    const auto digits = trimmed(range.substr(q + 2));
    std::from_chars(digits.data(), digits.data() + digits.size(), value);
    return value;
}

std::string_view value_of(const std::vector<std::pair<std::string, std::string>>& pairs,
                          std::string_view name) {
    const auto found =
        std::ranges::find_if(pairs, [&](const auto& pair) { return pair.first == name; });
    return found == pairs.end() ? std::string_view() : std::string_view(found->second);
}

} // namespace

std::optional<Tongue> parse_tongue(std::string_view text) {
    if (text == "de")
        return Tongue::de;
    if (text == "en")
        return Tongue::en;
    return std::nullopt;
}

std::optional<Tongue> tongue_of_header(std::string_view accept_language) {
    std::optional<Tongue> best;
    double best_quality = 0;
    for (const auto part : split(accept_language, ',')) {
        const std::string range = ascii_lower(trimmed(part));
        const auto end = std::min(range.find_first_of("-;_ "), range.size());
        const auto tongue = parse_tongue(std::string_view(range).substr(0, end));
        if (tongue && quality(range) > best_quality) {
            best = tongue;
            best_quality = quality(range);
        }
    }
    return best;
}

Result<Fields> Fields::parse(std::string_view encoded) {
    Fields fields;
    if (encoded.empty())
        return fields;
    for (const auto part : split(encoded, '&')) {
        if (part.empty())
            continue;
        const auto equals = std::min(part.find('='), part.size());
        auto name = percent_decoded(part.substr(0, equals), true);
        auto value = percent_decoded(equals < part.size() ? part.substr(equals + 1) : "", true);
        if (!name || !is_utf8(*name) || name->find('\0') != std::string::npos)
            return Error{Code::invalid_argument, "?", {}};
        if (!value || !is_utf8(*value) || value->find('\0') != std::string::npos ||
            fields.all_.size() == max_fields)
            return Error{Code::invalid_argument, *name, {}};
        fields.all_.emplace_back(std::move(*name), std::move(*value));
    }
    return fields;
}

std::string_view Fields::get(std::string_view name) const {
    return value_of(all_, name);
}

bool Fields::has(std::string_view name) const {
    return std::ranges::any_of(all_, [&](const auto& pair) { return pair.first == name; });
}

std::string_view Request::header(std::string_view name) const {
    return value_of(headers, name);
}

std::string_view Request::cookie(std::string_view name) const {
    for (const auto part : split(header("cookie"), ';')) {
        const auto pair = trimmed(part);
        if (pair.size() > name.size() && pair.starts_with(name) && pair[name.size()] == '=')
            return pair.substr(name.size() + 1);
    }
    return {};
}

void Response::set(std::string_view name, std::string_view value) {
    const bool control = std::ranges::any_of(
        value, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
    if (!control)
        headers.emplace_back(name, value);
}

std::string_view Response::get(std::string_view name) const {
    return value_of(headers, name);
}

std::optional<std::string> percent_decoded(std::string_view text, bool plus_is_space) {
    std::string decoded;
    decoded.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '+' && plus_is_space) {
            decoded += ' ';
        } else if (text[i] != '%') {
            decoded += text[i];
        } else {
            const int high = i + 2 < text.size() ? hex_value(text[i + 1]) : -1;
            const int low = high >= 0 ? hex_value(text[i + 2]) : -1;
            if (low < 0)
                return std::nullopt;
            decoded += static_cast<char>(high * 16 + low);
            i += 2;
        }
    }
    return decoded;
}

std::string percent_encoded(std::string_view text) {
    constexpr std::string_view plain = "-._~";
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string encoded;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
            plain.find(c) != std::string_view::npos) {
            encoded += c;
        } else {
            encoded += '%';
            encoded += digits[byte >> 4];
            encoded += digits[byte & 15];
        }
    }
    return encoded;
}

} // namespace lotse::http
