#include "tickets/reports/csv.h"

#include <array>
#include <charconv>
#include <cmath>

namespace lotse::tickets {

namespace {

bool looks_like_formula(std::string_view cell) {
    return !cell.empty() && std::string_view("=+-@\t\r\n").find(cell.front()) != std::string::npos;
}

} // namespace

Csv& Csv::raw(std::string_view cell) {
    if (line_begun_)
        written_ += ',';
    written_ += cell;
    line_begun_ = true;
    return *this;
}

Csv& Csv::text(std::string_view cell) {
    std::string safe = looks_like_formula(cell) ? "'" : "";
    safe += cell;
    if (safe.find_first_of(",\"\r\n") == std::string::npos)
        return raw(safe);
    std::string quoted = "\"";
    for (const char c : safe) {
        if (c == '"')
            quoted += '"';
        quoted += c;
    }
    return raw(quoted + '"');
}

Csv& Csv::number(std::int64_t cell) {
    return raw(std::to_string(cell));
}

Csv& Csv::number(double cell) {
    if (!std::isfinite(cell))
        return raw("");
    std::array<char, 512> digits{};
    const auto [end, fault] =
        std::to_chars(digits.data(), digits.data() + digits.size(), cell, std::chars_format::fixed);
    return raw(fault == std::errc{} ? std::string_view(digits.data(), end) : std::string_view());
}

void Csv::end_line() {
    written_ += "\r\n";
    line_begun_ = false;
}

} // namespace lotse::tickets
