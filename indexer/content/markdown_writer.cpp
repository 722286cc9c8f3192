#include "indexer/content/markdown_writer.h"

#include <algorithm>

#include "indexer/base/text.h"

namespace lotse::content {

std::string escaped_markdown(std::string_view text) {
    static constexpr std::string_view special = "\\`*_[]<>|~";
    std::string out;
    bool blank = false;
    for (const char c : text) {
        if (c == ' ' || c == '\n' || c == '\t' || c == '\r') {
            if (!blank)
                out += ' ';
            blank = true;
            continue;
        }
        blank = false;
        if (special.find(c) != std::string_view::npos)
            out += '\\';
        out += c;
    }
    return out;
}

std::string code_span(std::string_view text) {
    std::string fence = "`";
    while (text.find(fence) != std::string_view::npos)
        fence += '`';
    const bool pad = text.starts_with('`') || text.ends_with('`');
    const std::string space = pad ? " " : "";
    return text.empty() ? std::string() : fence + space + std::string(text) + space + fence;
}

void MarkdownWriter::line(std::string_view text) {
    std::string prefix;
    for (Level& level : levels_) {
        prefix += level.used ? level.indent : level.marker;
        level.used = true;
    }
    text_ += prefix;
    text_ += text;
    while (text_.ends_with(' '))
        text_.pop_back();
    text_ += '\n';
}

void MarkdownWriter::block(std::string_view text, std::string_view first) {
    const std::string_view content = trimmed(text);
    if (content.empty())
        return;
    std::string start(first);
    // What would begin a heading, a list or a rule stays a paragraph.
    if (first.empty() && (content.starts_with('#') || content.starts_with("- ") ||
                          content.starts_with("+ ") || content.starts_with("---")))
        start = "\\";
    bool is_first = true;
    for (const auto part : split(content, '\n')) {
        line(is_first ? start + std::string(part) : std::string(trimmed(part)));
        is_first = false;
    }
    line("");
}

void MarkdownWriter::heading(int level, std::string_view text) {
    block(text, std::string(static_cast<std::size_t>(std::clamp(level, 1, 6)), '#') + " ");
}

void MarkdownWriter::code_block(std::string_view text) {
    std::string fence = "```";
    while (text.find(fence) != std::string_view::npos)
        fence += '`';
    line(fence);
    while (text.starts_with('\n'))
        text.remove_prefix(1);
    while (text.ends_with('\n'))
        text.remove_suffix(1);
    for (const auto part : split(text, '\n'))
        line(part);
    line(fence);
    line("");
}

void MarkdownWriter::table(const std::vector<std::vector<std::string>>& rows) {
    std::size_t columns = 0;
    for (const auto& row : rows)
        columns = std::max(columns, row.size());
    if (columns == 0)
        return;
    bool header = true;
    for (const auto& row : rows) {
        std::string text = "|";
        for (std::size_t i = 0; i < columns; ++i)
            text += " " + (i < row.size() ? row[i] : std::string()) + " |";
        line(text);
        if (header) {
            std::string rule = "|";
            for (std::size_t i = 0; i < columns; ++i)
                rule += " --- |";
            line(rule);
        }
        header = false;
    }
    line("");
}

void MarkdownWriter::enter(std::string_view marker) {
    const std::string indent =
        marker.starts_with('>') ? std::string(marker) : std::string(marker.size(), ' ');
    levels_.push_back({std::string(marker), indent, false});
}

void MarkdownWriter::leave() {
    levels_.pop_back();
}

} // namespace lotse::content
