#include "indexer/content/authoring.h"

#include <algorithm>
#include <array>

#include <cmark-gfm.h>

#include "indexer/base/text.h"
#include "indexer/content/markdown.h"

namespace lotse::content {

namespace {

constexpr std::size_t most_words = 35;
constexpr std::size_t most_quoted = 80;

/// What says nothing about where a link leads; either language may stand in any article.
constexpr std::array<std::string_view, 18> vague_words{
    "hier", "hier klicken", "klicken sie hier", "klick hier", "mehr",        "mehr erfahren",
    "link", "dieser link",  "weiterlesen",      "here",       "click here",  "this link",
    "more", "read more",    "learn more",       "this page",  "diese seite", "details"};

int line_of(cmark_node* node) {
    // Inline nodes have no line of their own in this parser; their block has.
    while (node != nullptr && cmark_node_get_start_line(node) == 0)
        node = cmark_node_parent(node);
    return node == nullptr ? 1 : cmark_node_get_start_line(node);
}

class Author {
  public:
    std::vector<AuthoringFault> run(std::string_view markdown) {
        const auto document = MarkdownDocument::parse(markdown);
        if (!document)
            return {{AuthoringRule::too_complex, 1, document.error().message}};
        document->walk([&](cmark_node* node, bool entering) {
            if (entering)
                look_at(node);
        });
        return std::move(faults_);
    }

  private:
    void add(AuthoringRule rule, cmark_node* node, std::string_view text) {
        faults_.push_back({rule, static_cast<std::size_t>(line_of(node)),
                           std::string(utf8_prefix(trimmed(text), most_quoted))});
    }

    void look_at(cmark_node* node) {
        switch (cmark_node_get_type(node)) {
        case CMARK_NODE_IMAGE:
            if (trimmed(text_of(node)).empty())
                add(AuthoringRule::image_without_description, node, cmark_node_get_url(node));
            break;
        case CMARK_NODE_HEADING:
            heading(node);
            break;
        case CMARK_NODE_LINK:
            link(node);
            break;
        case CMARK_NODE_PARAGRAPH:
            sentences(node);
            break;
        default:
            break;
        }
    }

    void heading(cmark_node* node) {
        const int level = cmark_node_get_heading_level(node);
        if (level == 1)
            add(AuthoringRule::heading_of_the_page, node, text_of(node));
        else if (level > last_level_ + 1)
            add(AuthoringRule::skipped_heading, node, text_of(node));
        last_level_ = std::max(level, 1);
    }

    void link(cmark_node* node) {
        const std::string text = text_of(node);
        std::string_view words = trimmed(text);
        while (!words.empty() && std::string_view(".:!»>").find(words.back()) != words.npos)
            words.remove_suffix(1);
        const std::string plain = ascii_lower(trimmed(words));
        if (plain.empty() || std::ranges::find(vague_words, plain) != vague_words.end())
            add(AuthoringRule::vague_link, node, text.empty() ? cmark_node_get_url(node) : text);
    }

    void sentences(cmark_node* node) {
        const std::string text = text_of(node);
        std::size_t words = 0;
        std::size_t begin = 0;
        for (std::size_t at = 0; at <= text.size(); ++at) {
            const bool end = at == text.size();
            const bool space = !end && (text[at] == ' ' || text[at] == '\n');
            if ((space || end) && at > 0 && text[at - 1] != ' ' && text[at - 1] != '\n')
                ++words;
            const bool stop =
                end || ((space) && at > 0 &&
                        std::string_view(".!?:;").find(text[at - 1]) != std::string_view::npos);
            if (!stop)
                continue;
            if (words > most_words)
                add(AuthoringRule::long_sentence, node,
                    std::string_view(text).substr(begin, at - begin));
            words = 0;
            begin = at;
        }
    }

    int last_level_ = 1; // the title
    std::vector<AuthoringFault> faults_;
};

} // namespace

std::string_view name(AuthoringRule rule) {
    constexpr std::array<std::string_view, 6> names{"image_without_description",
                                                    "skipped_heading",
                                                    "heading_of_the_page",
                                                    "vague_link",
                                                    "long_sentence",
                                                    "too_complex"};
    return names[static_cast<std::size_t>(rule)];
}

bool bars_publishing(AuthoringRule rule) {
    return rule != AuthoringRule::long_sentence;
}

std::vector<AuthoringFault> authoring_faults(std::string_view markdown) {
    return Author().run(markdown);
}

} // namespace lotse::content
