#include "indexer/content/render.h"

#include <array>
#include <map>

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm.h>

#include "indexer/content/article.h"
#include "indexer/content/markdown.h"

namespace lotse::content {

namespace {

bool has_allowed_scheme(std::string_view url) {
    for (const std::string_view scheme : {"http://", "https://", "mailto:", "tel:"})
        if (url.starts_with(scheme))
            return true;
    return false;
}

// A link keeps its text when its target is dropped: it is unlinked in place.
void unlink_keeping_text(cmark_node* link) {
    while (cmark_node* child = cmark_node_first_child(link))
        cmark_node_insert_before(link, child);
    cmark_node_unlink(link);
    cmark_node_free(link);
}

void resolve_links(const MarkdownDocument& document, const LinkResolver& resolve) {
    std::vector<cmark_node*> links;
    document.walk([&](cmark_node* node, bool entering) {
        const auto type = cmark_node_get_type(node);
        if (entering && (type == CMARK_NODE_LINK || type == CMARK_NODE_IMAGE))
            links.push_back(node);
    });
    for (cmark_node* link : links) {
        const std::string_view target = cmark_node_get_url(link);
        const bool image = cmark_node_get_type(link) == CMARK_NODE_IMAGE;
        if (!image && (has_allowed_scheme(target) || target.starts_with('#')))
            continue;
        const std::string address =
            has_allowed_scheme(target) ? std::string() : resolve(std::string(target));
        if (address.empty())
            unlink_keeping_text(link);
        else
            cmark_node_set_url(link, address.c_str());
    }
}

std::vector<Heading> headings_of(const MarkdownDocument& document) {
    std::vector<Heading> headings;
    std::map<std::string, int> used;
    document.walk([&](cmark_node* node, bool entering) {
        if (!entering || cmark_node_get_type(node) != CMARK_NODE_HEADING)
            return;
        Heading heading;
        heading.level = cmark_node_get_heading_level(node);
        heading.text = text_of(node);
        heading.anchor = slug(heading.text);
        if (heading.anchor.empty())
            heading.anchor = "abschnitt";
        if (const int count = used[heading.anchor]++; count > 0)
            heading.anchor += "-" + std::to_string(count + 1);
        headings.push_back(std::move(heading));
    });
    return headings;
}

// The page's own title is the h1, so an article that starts at '#' moves down by one.
void lower_headings(const MarkdownDocument& document) {
    bool has_h1 = false;
    document.walk([&](cmark_node* node, bool) {
        has_h1 = has_h1 || (cmark_node_get_type(node) == CMARK_NODE_HEADING &&
                            cmark_node_get_heading_level(node) == 1);
    });
    if (!has_h1)
        return;
    document.walk([](cmark_node* node, bool entering) {
        if (entering && cmark_node_get_type(node) == CMARK_NODE_HEADING)
            cmark_node_set_heading_level(node, std::min(6, cmark_node_get_heading_level(node) + 1));
    });
}

// Raw HTML never passes the renderer, so every "<h2>" or "<th>" in its output is its own.
std::string with_attributes(const std::string& html, const std::vector<Heading>& headings) {
    std::string out;
    out.reserve(html.size() + 64 * headings.size());
    std::size_t next = 0;
    for (std::size_t i = 0; i < html.size(); ++i) {
        const std::string_view rest = std::string_view(html).substr(i);
        if (next < headings.size() && rest.size() > 3 && rest.starts_with("<h") && rest[3] == '>' &&
            rest[2] >= '1' && rest[2] <= '6') {
            out += rest.substr(0, 3);
            out += " id=\"" + headings[next++].anchor + "\">";
            i += 3;
        } else if (rest.starts_with("<th>") || rest.starts_with("<th ")) {
            out += "<th scope=\"col\"";
            i += 2;
        } else {
            out += html[i];
        }
    }
    return out;
}

// Where a reader sees a new line.
bool ends_line(cmark_node* node) {
    switch (cmark_node_get_type(node)) {
    case CMARK_NODE_PARAGRAPH:
    case CMARK_NODE_HEADING:
    case CMARK_NODE_CODE_BLOCK:
        return true;
    default:
        return std::string_view(cmark_node_get_type_string(node)) == "table_row" ||
               std::string_view(cmark_node_get_type_string(node)) == "table_header";
    }
}

} // namespace

Result<Rendered> to_html(std::string_view markdown, const LinkResolver& resolve) {
    const auto document = MarkdownDocument::parse(markdown);
    if (!document)
        return document.error();
    resolve_links(*document, resolve);
    lower_headings(*document);
    Rendered out;
    out.headings = headings_of(*document);
    out.html = with_attributes(document->html(), out.headings);
    return out;
}

Result<std::string> to_plain_text(std::string_view markdown) {
    const auto document = MarkdownDocument::parse(markdown);
    if (!document)
        return document.error();
    std::string text;
    document->walk([&](cmark_node* node, bool entering) {
        const cmark_node_type type = cmark_node_get_type(node);
        if (entering &&
            (type == CMARK_NODE_TEXT || type == CMARK_NODE_CODE || type == CMARK_NODE_CODE_BLOCK))
            text += cmark_node_get_literal(node);
        else if (entering && (type == CMARK_NODE_SOFTBREAK || type == CMARK_NODE_LINEBREAK))
            text += ' ';
        else if (!entering && std::string_view(cmark_node_get_type_string(node)) == "table_cell" &&
                 cmark_node_next(node) != nullptr)
            text += ", ";
        if ((!entering || type == CMARK_NODE_CODE_BLOCK) && ends_line(node) &&
            !text.ends_with('\n') && !text.empty())
            text += '\n';
    });
    while (text.ends_with('\n'))
        text.pop_back();
    return text;
}

} // namespace lotse::content
