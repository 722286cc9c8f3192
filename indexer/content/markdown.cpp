#include "indexer/content/markdown.h"

#include <algorithm>
#include <cstdlib>
#include <mutex>
#include <shared_mutex>
#include <vector>

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm-extension_api.h>
#include <cmark-gfm.h>

#include "indexer/base/text.h"

namespace lotse::content {

namespace {

Error too_much(std::size_t line, const std::string& what) {
    return {Code::too_large, "line " + std::to_string(line) + ": " + what,
            "split the article or write it more simply"};
}

bool is_delimiter_row(std::string_view line) {
    return line.find('|') != std::string_view::npos &&
           line.find_first_not_of(" \t|:->") == std::string_view::npos;
}

// How deeply quotes and lists are nested in front of a line's text, at most.
std::size_t nesting_of(std::string_view line) {
    std::size_t blanks = 0;
    std::size_t markers = 0;
    for (const char c : line) {
        if (c == ' ')
            ++blanks;
        else if (c == '\t')
            blanks += 4;
        else if (c == '>' || c == '-' || c == '+' || c == '*')
            ++markers;
        else
            break;
    }
    // A line of dashes alone is a rule or an underline, not a list.
    if (blanks == 0 && line.find('>') == std::string_view::npos)
        return 0;
    return std::max(markers, blanks / 2);
}

// The parser takes quadratic time on what is refused here (tables) or deep recursion (nesting).
Status bounded(std::string_view markdown) {
    if (markdown.size() > max_markdown_bytes)
        return too_much(1,
                        "the text is longer than " + std::to_string(max_markdown_bytes) + " bytes");
    std::size_t number = 0;
    for (const auto line : split(markdown, '\n')) {
        ++number;
        const auto pipes = static_cast<std::size_t>(std::ranges::count(line, '|'));
        if (pipes > max_table_columns + 1 && is_delimiter_row(line))
            return too_much(number, "a table with more than " + std::to_string(max_table_columns) +
                                        " columns");
        if (nesting_of(line) > max_nesting &&
            trimmed(line).find_first_not_of(">-+* \t") != std::string_view::npos &&
            line.find('>') != std::string_view::npos)
            return too_much(number, "quotes or lists nested more than " +
                                        std::to_string(max_nesting) + " deep");
    }
    return Done{};
}

Status bounded_tree(cmark_node* root) {
    std::size_t depth = 0;
    cmark_iter* iter = cmark_iter_new(root);
    bool deep = false;
    while (!deep) {
        const cmark_event_type event = cmark_iter_next(iter);
        if (event == CMARK_EVENT_DONE)
            break;
        cmark_node* node = cmark_iter_get_node(iter);
        if (cmark_node_first_child(node) == nullptr)
            continue;
        depth = event == CMARK_EVENT_ENTER ? depth + 1 : depth - 1;
        deep = depth > 2 * max_nesting + 4; // a list and its item are two nodes
    }
    const auto line = static_cast<std::size_t>(
        deep ? std::max(1, cmark_node_get_start_line(cmark_iter_get_node(iter))) : 1);
    cmark_iter_free(iter);
    if (deep)
        return too_much(line, "blocks nested more than " + std::to_string(max_nesting) + " deep");
    return Done{};
}

/// Those that find something. All but tables look at letters, one by one, and cost more than what
/// they do is worth where there is nothing for them.
std::vector<const char*> extensions_for(std::string_view markdown) {
    const auto holds = [&](std::string_view what) {
        return markdown.find(what) != std::string_view::npos;
    };
    std::vector<const char*> names{"table"};
    if (holds("~"))
        names.push_back("strikethrough");
    if (holds("://") || holds("www.") || holds("@"))
        names.push_back("autolink");
    return names;
}

/// Such extensions' parsers add their letters to a table of the whole process, read the text, and
/// take them out again, which nobody else must see.
cmark_node* finish(cmark_parser* parser, bool looks_at_letters) {
    static std::shared_mutex table;
    if (!looks_at_letters) {
        const std::shared_lock lock(table);
        return cmark_parser_finish(parser);
    }
    const std::unique_lock lock(table);
    return cmark_parser_finish(parser);
}

} // namespace

void MarkdownDocument::FreeNode::operator()(cmark_node* node) const {
    cmark_node_free(node);
}
void MarkdownDocument::FreeParser::operator()(cmark_parser* parser) const {
    cmark_parser_free(parser);
}

Result<MarkdownDocument> MarkdownDocument::parse(std::string_view markdown) {
    static std::once_flag registered;
    std::call_once(registered, cmark_gfm_core_extensions_ensure_registered);
    if (auto fine = bounded(markdown); !fine)
        return fine.error();
    MarkdownDocument document;
    document.parser_.reset(cmark_parser_new(CMARK_OPT_VALIDATE_UTF8));
    const auto extensions = extensions_for(markdown);
    for (const char* name : extensions)
        if (cmark_syntax_extension* extension = cmark_find_syntax_extension(name))
            cmark_parser_attach_syntax_extension(document.parser_.get(), extension);
    cmark_parser_feed(document.parser_.get(), markdown.data(), markdown.size());
    document.root_.reset(finish(document.parser_.get(), extensions.size() > 1));
    if (auto fine = bounded_tree(document.root()); !fine)
        return fine.error();
    return document;
}

void MarkdownDocument::walk(const std::function<void(cmark_node*, bool)>& visit) const {
    cmark_iter* iter = cmark_iter_new(root_.get());
    for (cmark_event_type event = cmark_iter_next(iter); event != CMARK_EVENT_DONE;
         event = cmark_iter_next(iter))
        visit(cmark_iter_get_node(iter), event == CMARK_EVENT_ENTER);
    cmark_iter_free(iter);
}

std::string MarkdownDocument::html() const {
    char* raw = cmark_render_html(root_.get(), CMARK_OPT_DEFAULT,
                                  cmark_parser_get_syntax_extensions(parser_.get()));
    std::string html(raw);
    std::free(raw); // NOLINT: cmark's default allocator is malloc
    return html;
}

std::string text_of(cmark_node* node) {
    std::string text;
    cmark_iter* iter = cmark_iter_new(node);
    for (cmark_event_type event = cmark_iter_next(iter); event != CMARK_EVENT_DONE;
         event = cmark_iter_next(iter)) {
        if (event != CMARK_EVENT_ENTER)
            continue;
        cmark_node* at = cmark_iter_get_node(iter);
        const cmark_node_type type = cmark_node_get_type(at);
        if (type == CMARK_NODE_TEXT || type == CMARK_NODE_CODE)
            text += cmark_node_get_literal(at);
        else if (type == CMARK_NODE_SOFTBREAK || type == CMARK_NODE_LINEBREAK)
            text += ' ';
    }
    cmark_iter_free(iter);
    return text;
}

} // namespace lotse::content
