#include "indexer/base/log.h"

namespace lotse {

namespace {

std::string in_quotes(std::string_view value) {
    bool plain = !value.empty();
    for (const char c : value)
        plain = plain && c != ' ' && c != '"' && c != '=' && c != '\\' &&
                static_cast<unsigned char>(c) >= 0x20;
    if (plain)
        return std::string(value);
    static constexpr char hex[] = "0123456789abcdef";
    std::string out = "\"";
    for (const char c : value) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\') {
            out += '\\';
            out += c;
        } else if (byte < 0x20 || byte == 0x7F) {
            out += "\\x";
            out += hex[byte >> 4];
            out += hex[byte & 15];
        } else {
            out += c;
        }
    }
    return out + "\"";
}

} // namespace

const char* name(LogLevel level) {
    switch (level) {
    case LogLevel::debug:
        return "debug";
    case LogLevel::info:
        return "info";
    case LogLevel::warning:
        return "warning";
    case LogLevel::error:
        return "error";
    }
    return "error";
}

std::string format_event(std::string_view event, std::initializer_list<LogField> fields) {
    std::string line(event);
    for (const LogField& field : fields) {
        line += ' ';
        line += field.key;
        line += '=';
        line += in_quotes(field.value);
    }
    return line;
}

} // namespace lotse
