#include "searchd/http/framer.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "indexer/base/text.h"

namespace lotse::http {
namespace {

constexpr std::string_view line_end = "\r\n";
constexpr std::string_view head_end = "\r\n\r\n";
constexpr std::array<std::string_view, 7> methods{"GET",   "HEAD",   "POST",   "PUT",
                                                  "PATCH", "DELETE", "OPTIONS"};
// A chunk's size line: hexadecimal digits without extensions, which nobody sends and which readers
// disagree about.
constexpr std::size_t max_size_digits = 8;

bool is_token(std::string_view text) {
    constexpr std::string_view marks = "!#$%&'*+-.^_`|~";
    return !text.empty() && std::ranges::all_of(text, [&](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               marks.find(c) != std::string_view::npos;
    });
}

bool has_control(std::string_view text) {
    return std::ranges::any_of(text, [](char c) {
        return (static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == 0x7f;
    });
}

std::optional<Refusal> check_request_line(std::string_view line) {
    const auto parts = split(line, ' ');
    if (parts.size() != 3 || !is_token(parts[0]) || parts[1].empty() || has_control(line))
        return Refusal::malformed;
    if (parts[2] != "HTTP/1.1" && parts[2] != "HTTP/1.0")
        return Refusal::malformed;
    if (parts[1][0] != '/')
        return Refusal::malformed;
    if (std::ranges::find(methods, parts[0]) == methods.end())
        return Refusal::unknown_method;
    return std::nullopt;
}

} // namespace

Framing RequestFramer::refuse(Refusal why) {
    refusal_ = why;
    return Framing::refused;
}

Framing RequestFramer::look_at(std::string_view buffer) {
    if (head_size_ == 0) {
        const Framing head = look_for_head(buffer);
        if (head != Framing::complete)
            return head;
    }
    return chunked_ ? look_for_chunks(buffer) : look_for_body(buffer);
}

Framing RequestFramer::look_for_head(std::string_view buffer) {
    // The end may have begun in bytes that were looked at before.
    const std::size_t from = scanned_ < head_end.size() ? 0 : scanned_ - head_end.size();
    const auto end = buffer.find(head_end, from);
    scanned_ = buffer.size();
    if (end == std::string_view::npos) {
        const auto first_line = buffer.substr(0, limits_->line_bytes + 2).find(line_end);
        if (first_line == std::string_view::npos && buffer.size() > limits_->line_bytes)
            return refuse(Refusal::line_too_long);
        return buffer.size() > limits_->header_bytes ? refuse(Refusal::header_too_large)
                                                     : Framing::incomplete;
    }
    if (end + head_end.size() > limits_->header_bytes)
        return refuse(Refusal::header_too_large);
    if (const auto why = read_head(buffer.substr(0, end)))
        return refuse(*why);
    head_size_ = end + head_end.size();
    scanned_ = head_size_;
    return Framing::complete;
}

std::optional<Refusal> RequestFramer::read_head(std::string_view head) {
    most_body_ = is_upload(head.substr(0, head.find(line_end))) ? limits_->upload_bytes
                                                                : limits_->body_bytes;
    std::size_t fields = 0;
    for (std::size_t start = 0; start <= head.size(); ++fields) {
        const auto end = std::min(head.find(line_end, start), head.size());
        const auto line = head.substr(start, end - start);
        start = end + line_end.size();
        if (line.size() > limits_->line_bytes)
            return fields == 0 ? Refusal::line_too_long : Refusal::header_too_large;
        if (fields > limits_->header_fields)
            return Refusal::header_too_large;
        if (const auto why = fields == 0 ? check_request_line(line) : read_field(line))
            return why;
    }
    const bool needs_host = head.substr(0, head.find(line_end)).ends_with("1.1");
    if (hosts_ > 1 || (needs_host && hosts_ == 0) || (chunked_ && has_length_))
        return Refusal::malformed;
    return std::nullopt;
}

std::optional<Refusal> RequestFramer::read_field(std::string_view line) {
    const auto colon = line.find(':');
    if (colon == std::string_view::npos || !is_token(line.substr(0, colon)) || has_control(line))
        return Refusal::malformed;
    const std::string field = ascii_lower(line.substr(0, colon));
    const auto value = trimmed(line.substr(colon + 1));
    if (field == "host")
        ++hosts_;
    else if (field == "content-length")
        return read_length(value);
    else if (field == "transfer-encoding") {
        if (chunked_ || ascii_lower(value) != "chunked")
            return Refusal::malformed;
        chunked_ = true;
    } else if (field == "content-encoding" && ascii_lower(value) != "identity")
        return Refusal::encoded_body;
    else if (field == "expect") {
        if (ascii_lower(value) != "100-continue")
            return Refusal::malformed;
        expects_continue_ = true;
    }
    return std::nullopt;
}

std::optional<Refusal> RequestFramer::read_length(std::string_view value) {
    const bool digits = !value.empty() && value.size() <= 18 &&
                        std::ranges::all_of(value, [](char c) { return c >= '0' && c <= '9'; });
    if (has_length_ || !digits)
        return Refusal::malformed;
    has_length_ = true;
    std::from_chars(value.data(), value.data() + value.size(), length_);
    if (length_ > most_body_)
        return Refusal::body_too_large;
    return std::nullopt;
}

Framing RequestFramer::look_for_body(std::string_view buffer) {
    size_ = head_size_ + length_;
    return buffer.size() >= size_ ? Framing::complete : Framing::incomplete;
}

Framing RequestFramer::look_for_chunks(std::string_view buffer) {
    for (;;) {
        const auto rest = buffer.substr(std::min(scanned_, buffer.size()));
        const auto end = rest.substr(0, max_size_digits + 2).find(line_end);
        if (end == std::string_view::npos)
            return rest.size() > max_size_digits + 1 ? refuse(Refusal::malformed)
                                                     : Framing::incomplete;
        std::size_t size = 0;
        const auto [stop, fault] = std::from_chars(rest.data(), rest.data() + end, size, 16);
        if (end == 0 || fault != std::errc{} || stop != rest.data() + end)
            return refuse(Refusal::malformed);
        if (size > most_body_ - decoded_)
            return refuse(Refusal::body_too_large);
        const std::size_t whole = end + line_end.size() + size + line_end.size();
        if (rest.size() < whole)
            return Framing::incomplete;
        // After the last chunk only an empty trailer is taken.
        if (rest.substr(whole - line_end.size(), line_end.size()) != line_end)
            return refuse(Refusal::malformed);
        scanned_ += whole;
        decoded_ += size;
        size_ = scanned_;
        // Many tiny chunks cost more on the wire than they carry.
        if (scanned_ - head_size_ > 2 * most_body_ + limits_->header_bytes)
            return refuse(Refusal::body_too_large);
        if (size == 0)
            return Framing::complete;
    }
}

std::optional<std::string_view> header_in(std::string_view head, std::string_view name) {
    for (const auto line : split(head, '\n')) {
        const auto colon = line.find(':');
        if (colon == name.size() && ascii_lower(line.substr(0, colon)) == ascii_lower(name))
            return trimmed(line.substr(colon + 1));
    }
    return std::nullopt;
}

} // namespace lotse::http
