#include "searchd/mail/letter.h"

#include <algorithm>
#include <array>
#include <chrono>

#include "indexer/base/text.h"

#include <fmt/format.h>

namespace lotse::mail {
namespace {

constexpr std::size_t longest_line = 76;
constexpr std::size_t longest_address = 254;
constexpr std::size_t encoded_chunk = 39; // bytes; "=?UTF-8?B?" and 52 characters fit into 75
constexpr std::string_view line_end = "\r\n";

bool is_plain(std::string_view text) {
    return std::ranges::all_of(text, [](char c) { return c >= ' ' && c <= '~'; });
}

bool has_control(std::string_view text) {
    return std::ranges::any_of(
        text, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
}

std::string base64(std::string_view bytes) {
    constexpr std::string_view digits =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string out;
    for (std::size_t i = 0; i < bytes.size(); i += 3) {
        const std::size_t have = std::min<std::size_t>(3, bytes.size() - i);
        std::uint32_t three = 0;
        for (std::size_t k = 0; k < 3; ++k)
            three = three << 8 | (k < have ? static_cast<unsigned char>(bytes[i + k]) : 0U);
        for (std::size_t k = 0; k < 4; ++k)
            out += k <= have ? digits[three >> (18 - 6 * k) & 0x3f] : '=';
    }
    return out;
}

/// RFC 5322, 3.3, in UTC.
std::string date_text(TimePoint at) {
    using namespace std::chrono;
    constexpr std::array<std::string_view, 7> weekdays{"Sun", "Mon", "Tue", "Wed",
                                                       "Thu", "Fri", "Sat"};
    constexpr std::array<std::string_view, 12> months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                      "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const auto date = floor<days>(at);
    const year_month_day ymd{date};
    const hh_mm_ss time{floor<seconds>(at - date)};
    return fmt::format("{}, {:02} {} {} {:02}:{:02}:{:02} +0000",
                       weekdays[weekday{date}.c_encoding()], static_cast<unsigned>(ymd.day()),
                       months[static_cast<unsigned>(ymd.month()) - 1], static_cast<int>(ymd.year()),
                       time.hours().count(), time.minutes().count(), time.seconds().count());
}

Status check(const Letter& letter) {
    for (const auto& [field, text] : {std::pair<const char*, const std::string&>{"id", letter.id},
                                      {"from_name", letter.from_name},
                                      {"subject", letter.subject},
                                      {"lang", letter.lang}})
        if (has_control(text) || !is_utf8(text))
            return Error{Code::invalid_argument,
                         std::string("the letter's ") + field + " cannot stand in a header",
                         "one line of UTF-8"};
    for (const auto& [field, text] :
         {std::pair<const char*, const std::string&>{"sender", letter.from},
          {"recipient", letter.to}})
        if (!is_address(text))
            return Error{Code::invalid_argument,
                         std::string("the letter's ") + field + " is no e-mail address",
                         "somebody@example.org"};
    return Done{};
}

/// RFC 5322, 3.4: a name is a quoted string, or encoded.
std::string mailbox(const std::string& name, const std::string& address) {
    if (name.empty())
        return address;
    if (!is_plain(name))
        return encoded_words(name) + " <" + address + ">";
    std::string quoted;
    for (const char c : name) {
        if (c == '"' || c == '\\')
            quoted += '\\';
        quoted += c;
    }
    return '"' + quoted + "\" <" + address + ">";
}

/// How a byte of a body is written; white space at the end of a line cannot stand as it is.
std::string quoted(char c, bool ends_line) {
    const bool white = c == ' ' || c == '\t';
    if (white ? !ends_line : c > ' ' && c <= '~' && c != '=')
        return {c};
    return fmt::format("={:02X}", static_cast<unsigned char>(c));
}

} // namespace

bool is_address(std::string_view text) {
    const auto at = text.rfind('@');
    return text.size() <= longest_address && at != std::string_view::npos && at > 0 &&
           at + 1 < text.size() && is_plain(text) && text.find('@') == at &&
           text.find_first_of(" <>()[]:;,\\\"") == std::string_view::npos;
}

std::string encoded_words(std::string_view text) {
    if (is_plain(text) && text.find("=?") == std::string_view::npos)
        return std::string(text);
    std::string out;
    while (!text.empty()) {
        const auto chunk = utf8_prefix(text, encoded_chunk);
        out.append(out.empty() ? "" : "\r\n ").append("=?UTF-8?B?" + base64(chunk) + "?=");
        text.remove_prefix(chunk.size());
    }
    return out;
}

std::string quoted_printable(std::string_view text) {
    std::string out;
    for (const auto line : split(text, '\n')) {
        std::size_t width = 0;
        for (std::size_t i = 0; i < line.size(); ++i) {
            const std::string piece = quoted(line[i], i + 1 == line.size());
            if (width + piece.size() >= longest_line) {
                out.append("=").append(line_end);
                width = 0;
            }
            out += piece;
            width += piece.size();
        }
        out += line_end;
    }
    return out;
}

Result<std::string> to_message(const Letter& letter) {
    if (Status fine = check(letter); !fine)
        return fine.error();
    std::string out;
    const auto header = [&](std::string_view name, std::string_view value) {
        out.append(name).append(": ").append(value).append(line_end);
    };
    header("Date", date_text(letter.date));
    header("From", mailbox(letter.from_name, letter.from));
    header("To", letter.to);
    header("Subject", encoded_words(letter.subject));
    header("Message-ID", "<" + letter.id + ">");
    header("Auto-Submitted", letter.is_reply ? "auto-replied" : "auto-generated");
    header("X-Auto-Response-Suppress", "All");
    header("MIME-Version", "1.0");
    header("Content-Type", "text/plain; charset=UTF-8");
    header("Content-Transfer-Encoding", "quoted-printable");
    header("Content-Language", letter.lang);
    return out.append(line_end).append(quoted_printable(letter.text));
}

} // namespace lotse::mail
