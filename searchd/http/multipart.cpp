#include "searchd/http/multipart.h"

#include <algorithm>
#include <optional>

#include "indexer/base/text.h"

namespace lotse::http {
namespace {

constexpr std::size_t longest_boundary = 70; // RFC 2046, 5.1.1
constexpr std::size_t most_parts = 100;
constexpr std::size_t most_head = 8 * 1024; // of one part
constexpr std::string_view crlf = "\r\n";

Error broken(const std::string& why) {
    return {Code::invalid_argument, "the form cannot be read: " + why, "send it again"};
}

/// A parameter of a header's value: token, or a string in quotes. In such a string browsers write a
/// quote as %22; older programs escape it with a backslash, but the backslash of a path stands for
/// itself.
std::optional<std::string> parameter(std::string_view header, std::string_view name) {
    std::size_t at = header.find(';');
    while (at < header.size()) {
        at = std::min(header.find_first_not_of("; \t", at), header.size());
        const auto equals = std::min(header.find_first_of("=;", at), header.size());
        const bool wanted = ascii_lower(trimmed(header.substr(at, equals - at))) == name;
        if (equals == header.size() || header[equals] == ';') {
            at = equals;
            continue;
        }
        at = equals + 1;
        std::string value;
        if (at < header.size() && header[at] == '"') {
            for (++at; at < header.size() && header[at] != '"'; ++at) {
                if (header.substr(at, 2) == "\\\"")
                    ++at;
                value += header[at];
            }
            ++at;
        } else {
            const auto end = std::min(header.find(';', at), header.size());
            value = trimmed(header.substr(at, end - at));
            at = end;
        }
        if (wanted)
            return value;
    }
    return std::nullopt;
}

std::string unescaped(std::string text) {
    for (const auto& [escape, plain] :
         {std::pair<std::string_view, char>{"%22", '"'}, {"%0D", '\r'}, {"%0A", '\n'}})
        for (auto at = text.find(escape); at != std::string::npos; at = text.find(escape, at + 1))
            text.replace(at, escape.size(), 1, plain);
    return text;
}

Result<FormPart> part_of(std::string_view head, std::string_view bytes) {
    for (auto line : split(head, '\n')) {
        if (line.ends_with('\r'))
            line.remove_suffix(1);
        const auto colon = line.find(':');
        if (colon == std::string_view::npos ||
            ascii_lower(trimmed(line.substr(0, colon))) != "content-disposition")
            continue;
        const auto value = line.substr(colon + 1);
        const auto field = parameter(value, "name");
        if (!field || ascii_lower(trimmed(value.substr(0, value.find(';')))) != "form-data")
            break;
        const auto file = parameter(value, "filename");
        return FormPart{unescaped(*field), file ? unescaped(*file) : std::string(),
                        file.has_value(), bytes};
    }
    return broken("a part has no name");
}

} // namespace

std::string boundary_of(std::string_view content_type) {
    const auto type = content_type.substr(0, content_type.find(';'));
    if (ascii_lower(trimmed(type)) != "multipart/form-data")
        return {};
    auto boundary = parameter(content_type, "boundary").value_or("");
    return boundary.size() > longest_boundary ? std::string() : boundary;
}

Result<std::vector<FormPart>> parse_multipart(std::string_view body, std::string_view boundary) {
    const std::string delimiter = "\r\n--" + std::string(boundary);
    // The first one stands at the very beginning, without the line end before it.
    if (!body.starts_with(std::string_view(delimiter).substr(crlf.size())))
        return broken("it does not begin with its boundary");
    std::size_t at = delimiter.size() - crlf.size();
    std::vector<FormPart> parts;
    while (!body.substr(at).starts_with("--")) {
        if (parts.size() == most_parts)
            return broken("it has too many parts");
        if (!body.substr(at).starts_with(crlf))
            return broken("a boundary is not a line of its own");
        // A part may have no header lines at all; then its empty line follows at once.
        const auto head_end = body.substr(at, most_head).find("\r\n\r\n");
        if (head_end == std::string_view::npos)
            return broken("a part has no end of its head");
        const auto begin = at + head_end + 2 * crlf.size();
        // An empty part's end may share the line end with its head.
        const auto end = body.find(delimiter, begin - crlf.size());
        if (end == std::string_view::npos)
            return broken("it was cut off");
        auto part =
            part_of(body.substr(at, head_end), body.substr(begin, end < begin ? 0 : end - begin));
        if (!part)
            return part.error();
        parts.push_back(std::move(*part));
        at = end + delimiter.size();
    }
    return parts;
}

} // namespace lotse::http
