#pragma once
// Builds Markdown from the pieces of another format. Internal to this room.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace lotse::content {

/// Text with what Markdown would read as markup escaped, and runs of white space as one blank.
std::string escaped_markdown(std::string_view text);

/// A code span whose fence is longer than any in `text`.
std::string code_span(std::string_view text);

class MarkdownWriter {
  public:
    /// Starts a block at the current indentation: `first` before its first line (e.g. "1. ").
    void block(std::string_view text, std::string_view first = "");
    void heading(int level, std::string_view text);
    void code_block(std::string_view text);
    /// Rows of escaped cells; the first is the header.
    void table(const std::vector<std::vector<std::string>>& rows);

    /// Everything until leave() belongs to a list item or a quote; "- ", "3. " or "> ".
    void enter(std::string_view marker);
    void leave();

    const std::string& text() const { return text_; }

  private:
    struct Level {
        std::string marker; // written once, before the first line
        std::string indent; // before every further line
        bool used = false;
    };

    void line(std::string_view text);

    std::string text_;
    std::vector<Level> levels_;
};

} // namespace lotse::content
