#include "searchd/http/config_values.h"

#include <charconv>
#include <optional>

#include "indexer/base/text.h"

namespace lotse::http {
namespace {

/// The digits at the start and what follows them.
struct Quantity {
    std::size_t number = 0;
    std::string_view unit;
};

std::optional<Quantity> parse_quantity(std::string_view text) {
    text = trimmed(text);
    Quantity quantity;
    const auto [end, fault] =
        std::from_chars(text.data(), text.data() + text.size(), quantity.number);
    if (fault != std::errc{} || quantity.number > 1'000'000'000'000)
        return std::nullopt;
    quantity.unit = trimmed(text.substr(static_cast<std::size_t>(end - text.data())));
    return quantity;
}

Error fault(std::string_view text, std::string hint) {
    return {Code::invalid_argument, "'" + std::string(text) + "'", std::move(hint)};
}

} // namespace

Result<Milliseconds> parse_duration(std::string_view text) {
    const auto quantity = parse_quantity(text);
    const auto amount = quantity ? static_cast<Milliseconds::rep>(quantity->number) : 0;
    if (quantity && quantity->unit == "ms")
        return Milliseconds{amount};
    if (quantity && quantity->unit == "s")
        return Milliseconds{std::chrono::seconds{amount}};
    if (quantity && quantity->unit == "min")
        return Milliseconds{std::chrono::minutes{amount}};
    if (quantity && quantity->unit == "h")
        return Milliseconds{std::chrono::hours{amount}};
    return fault(text, "500ms, 5s, 2min, 12h");
}

Result<std::size_t> parse_bytes(std::string_view text) {
    const auto quantity = parse_quantity(text);
    if (quantity && (quantity->unit.empty() || quantity->unit == "B"))
        return quantity->number;
    if (quantity && quantity->unit == "KiB")
        return quantity->number * 1024;
    if (quantity && quantity->unit == "MiB")
        return quantity->number * 1024 * 1024;
    return fault(text, "4096, 16KiB, 1MiB");
}

Result<std::size_t> parse_count(std::string_view text, std::size_t least, std::size_t most) {
    const auto quantity = parse_quantity(text);
    if (!quantity || !quantity->unit.empty() || quantity->number < least || quantity->number > most)
        return fault(text, std::to_string(least) + " – " + std::to_string(most));
    return quantity->number;
}

Result<double> parse_fraction(std::string_view text) {
    double value = 0;
    const auto digits = trimmed(text);
    const auto [end, wrong] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (wrong != std::errc{} || end != digits.data() + digits.size() || !(value >= 0) || value > 1)
        return fault(text, "0.0 – 1.0");
    return value;
}

Result<std::string> parse_base_url(std::string_view text) {
    std::string url(trimmed(text));
    if (url.ends_with('/'))
        url.pop_back();
    if (url.empty())
        return url;
    const auto scheme = url.find("://");
    const bool known = url.starts_with("http://") || url.starts_with("https://");
    if (!known || scheme + 3 == url.size() ||
        url.find_first_of("/?#@\" <>\\", scheme + 3) != std::string::npos)
        return fault(text, "https://hilfe.example.org");
    return url;
}

std::vector<std::string> parse_list(std::string_view text) {
    std::vector<std::string> parts;
    for (const auto part : split(text, '|'))
        if (const auto entry = trimmed(part); !entry.empty())
            parts.emplace_back(entry);
    return parts;
}

} // namespace lotse::http
