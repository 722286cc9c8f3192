#pragma once
// cmark-gfm behind a small door: a parsed document that frees itself. Internal to this room.

#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "indexer/base/result.h"

struct cmark_node;
struct cmark_parser;

namespace lotse::content {

inline constexpr std::size_t max_markdown_bytes = 256 * 1024;
inline constexpr std::size_t max_table_columns = 64;
inline constexpr std::size_t max_nesting = 32;

class MarkdownDocument {
  public:
    /// GitHub's dialect: tables, strikethrough, bare links. Fails with too_large as render.h says.
    static Result<MarkdownDocument> parse(std::string_view markdown);

    cmark_node* root() const { return root_.get(); }

    /// Calls `visit` for every node, entering and leaving.
    void walk(const std::function<void(cmark_node*, bool entering)>& visit) const;

    /// Safe HTML: raw HTML and dangerous link schemes are left out by the renderer.
    std::string html() const;

  private:
    struct FreeNode {
        void operator()(cmark_node* node) const;
    };
    struct FreeParser {
        void operator()(cmark_parser* parser) const;
    };
    // The parser owns the list of extensions that the renderer needs.
    std::unique_ptr<cmark_parser, FreeParser> parser_;
    std::unique_ptr<cmark_node, FreeNode> root_;
};

/// The words of a node and all below it, without markup.
std::string text_of(cmark_node* node);

} // namespace lotse::content
