#include "tickets/files/file_type.h"

#include <algorithm>
#include <array>

#include "indexer/base/text.h"

namespace lotse::tickets {

namespace {

using namespace std::string_view_literals;

constexpr std::string_view text_type = "text/plain; charset=utf-8";
constexpr std::string_view unknown_type = "application/octet-stream";

struct Signature {
    std::string_view start;
    std::size_t second_at = 0; // where a second part of the signature stands; 0: none
    std::string_view second;
    FileType type;
};

constexpr auto signatures = std::to_array<Signature>({
    {"\x89PNG\r\n\x1a\n"sv, 12, "IHDR"sv, {"image/png", true}},
    {"\xff\xd8\xff"sv, 0, ""sv, {"image/jpeg", true}},
    {"GIF87a"sv, 0, ""sv, {"image/gif", true}},
    {"GIF89a"sv, 0, ""sv, {"image/gif", true}},
    {"RIFF"sv, 8, "WEBPVP8"sv, {"image/webp", true}},
    {"%PDF-"sv, 0, ""sv, {"application/pdf", false}},
    {"PK\x03\x04"sv, 0, ""sv, {"application/zip", false}},
});

bool fits(const Signature& signature, std::string_view bytes) {
    return bytes.starts_with(signature.start) &&
           (signature.second_at == 0 ||
            (bytes.size() > signature.second_at &&
             bytes.substr(signature.second_at).starts_with(signature.second)));
}

} // namespace

FileType sniffed(std::string_view bytes) {
    for (const Signature& signature : signatures)
        if (fits(signature, bytes))
            return signature.type;
    const bool text = bytes.find('\0') == std::string_view::npos && is_utf8(bytes);
    return {text ? text_type : unknown_type, false};
}

bool may_be_inline(std::string_view type) {
    return std::ranges::any_of(signatures, [&](const Signature& signature) {
        return signature.type.inline_image && signature.type.name == type;
    });
}

} // namespace lotse::tickets
