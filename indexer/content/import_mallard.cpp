// Mallard 1.0/1.1 (http://projectmallard.org/1.0/): pages of topics, as GNOME writes its help.

#include <algorithm>
#include <map>

#include "indexer/base/file.h"
#include "indexer/base/text.h"
#include "indexer/content/import.h"
#include "indexer/content/import_files.h"
#include "indexer/content/markdown_writer.h"
#include "indexer/content/xml.h"

namespace lotse::content {

namespace {

namespace fs = std::filesystem;

struct MallardPage {
    fs::path file;
    std::string id;
    std::string lang;
    XmlDocument document;
};

// page id + language → the title, for links without words of their own.
using Titles = std::map<std::pair<std::string, std::string>, std::string>;

std::string article_id(const std::string& page, const std::string& lang) {
    return slug(page) + "-" + lang;
}

// One page's body as Markdown. Elements it does not know are read through to their text.
class MallardWriter {
  public:
    MallardWriter(const MallardPage& page, const Titles& titles) : page_(page), titles_(titles) {}

    std::string markdown() {
        blocks(page_.document.root(), 2);
        return out_.text();
    }
    std::string inline_text(const XmlNode* node) const {
        std::string text;
        for (const XmlNode* at : children(node))
            text += inline_node(at);
        return text;
    }

  private:
    std::string inline_node(const XmlNode* node) const {
        if (is_text(node))
            return escaped_markdown(text_below(node));
        if (!is_element(node))
            return {};
        const std::string name = name_of(node);
        if (name == "code" || name == "cmd" || name == "file" || name == "input" ||
            name == "output" || name == "sys")
            return code_span(trimmed(text_below(node)));
        if (name == "gui" || name == "key" || name == "em")
            return wrapped(node, name == "em" ? "*" : "**");
        if (name == "guiseq" || name == "keyseq")
            return sequence(node, name == "guiseq" ? " ▸ " : "+");
        if (name == "link")
            return link(node);
        if (name == "media" || name == "desc" || qualified_name_of(node).starts_with("if:"))
            return name == "choose" || name == "if" || name == "when" ? inline_choice(node) : "";
        return inline_text(node);
    }
    std::string wrapped(const XmlNode* node, const std::string& mark) const {
        const std::string text(trimmed(inline_text(node)));
        return text.empty() || text.find('*') != std::string::npos ? text : mark + text + mark;
    }
    std::string sequence(const XmlNode* node, const std::string& separator) const {
        std::string text;
        for (const XmlNode* at : children(node))
            if (is_element(at))
                text += (text.empty() ? "" : separator) + inline_node(at);
        return text;
    }
    std::string link(const XmlNode* node) const {
        const std::string href = attribute(node, "href");
        std::string text(trimmed(inline_text(node)));
        if (!href.empty())
            return "[" + (text.empty() ? escaped_markdown(href) : text) + "](" + href + ")";
        std::string target = attribute(node, "xref");
        target = target.substr(0, target.find('#'));
        const auto title = titles_.find({target, page_.lang});
        if (title == titles_.end())
            return text;
        if (text.empty())
            text = escaped_markdown(title->second);
        return "[" + text + "](" + article_id(target, page_.lang) + ".md)";
    }
    // Conditional text: the first alternative is as good as any.
    std::string inline_choice(const XmlNode* node) const {
        for (const XmlNode* at : children(node))
            if (is_element(at))
                return name_of(at) == "when" || name_of(at) == "else" ? inline_text(at)
                                                                      : inline_text(node);
        return {};
    }

    void blocks(const XmlNode* node, int level) {
        for (const XmlNode* at : children(node))
            if (is_element(at))
                block(at, level);
    }
    void block(const XmlNode* node, int level) {
        const std::string name = name_of(node);
        if (name == "info" || name == "links" || name == "media" || name == "title" ||
            name == "subtitle")
            return;
        if (name == "p")
            out_.block(inline_text(node));
        else if (name == "section")
            section(node, level);
        else if (name == "steps" || name == "list")
            list(node, level, name == "steps" || attribute(node, "type") == "numbered");
        else if (name == "terms")
            terms(node, level);
        else if (name == "note")
            quote(node, level);
        else if (name == "screen" || name == "code")
            out_.code_block(text_below(node));
        else if (name == "table")
            table(node);
        else if (name == "choose")
            choice(node, level);
        else
            blocks(node, level);
    }
    void section(const XmlNode* node, int level) {
        if (const XmlNode* title = child(node, "title"))
            out_.heading(level, inline_text(title));
        blocks(node, level + 1);
    }
    void list(const XmlNode* node, int level, bool numbered) {
        if (const XmlNode* title = child(node, "title"))
            out_.block(wrapped(title, "**"));
        int number = 0;
        for (const XmlNode* at : children(node)) {
            if (name_of(at) != "item")
                continue;
            out_.enter(numbered ? std::to_string(++number) + ". " : "- ");
            blocks(at, level);
            out_.leave();
        }
    }
    void terms(const XmlNode* node, int level) {
        for (const XmlNode* at : children(node)) {
            if (name_of(at) != "item")
                continue;
            if (const XmlNode* title = child(at, "title"))
                out_.block(wrapped(title, "**"));
            blocks(at, level);
        }
    }
    void quote(const XmlNode* node, int level) {
        out_.enter("> ");
        if (const XmlNode* title = child(node, "title"))
            out_.block(wrapped(title, "**"));
        blocks(node, level);
        out_.leave();
    }
    void choice(const XmlNode* node, int level) {
        for (const XmlNode* at : children(node)) {
            if (!is_element(at))
                continue;
            blocks(at, level);
            return;
        }
    }
    void rows(const XmlNode* node, std::vector<std::vector<std::string>>& out) const {
        for (const XmlNode* at : children(node)) {
            const std::string name = name_of(at);
            if (name == "tr") {
                out.emplace_back();
                for (const XmlNode* cell : children(at))
                    if (name_of(cell) == "td" || name_of(cell) == "th")
                        out.back().emplace_back(trimmed(inline_text(cell)));
            } else if (name == "thead" || name == "tbody" || name == "tfoot") {
                rows(at, out);
            }
        }
    }
    void table(const XmlNode* node) {
        std::vector<std::vector<std::string>> cells;
        rows(node, cells);
        out_.table(cells);
    }

    const MallardPage& page_;
    const Titles& titles_;
    MarkdownWriter out_;
};

std::string plain(const XmlNode* node) {
    return node == nullptr ? std::string() : one_line(text_below(node));
}

std::string language_of(const XmlNode* root, const fs::path& file) {
    const std::string lang = ascii_lower(language_attribute(root)).substr(0, 2);
    if (lang == "de" || lang == "en")
        return lang;
    const std::string from_folder = language_of_path(file);
    return from_folder.empty() ? "en" : from_folder;
}

std::string category_of(const XmlNode* info) {
    if (info == nullptr)
        return {};
    for (const XmlNode* at : children(info)) {
        if (name_of(at) != "link" || attribute(at, "type") != "guide")
            continue;
        const std::string guide = attribute(at, "xref");
        if (!guide.empty() && guide != "index" && !guide.starts_with('#'))
            return slug(guide.substr(0, guide.find('#')));
    }
    return {};
}

Article to_article(const MallardPage& page, const Titles& titles) {
    const XmlNode* root = page.document.root();
    const XmlNode* info = child(root, "info");
    Article article;
    article.id = article_id(page.id, page.lang);
    article.lang = page.lang;
    article.title = plain(child(root, "title"));
    article.translation_key = slug(page.id);
    article.category = category_of(info);
    article.body = MallardWriter(page, titles).markdown();
    if (info != nullptr)
        article.summary = plain(child(info, "desc"));
    return article;
}

} // namespace

Result<ImportReport> import_mallard(const std::vector<fs::path>& sources, const fs::path& out) {
    ImportReport report;
    std::vector<MallardPage> pages;
    Titles titles;
    for (const fs::path& source : sources) {
        const auto files = files_below(source, {".page"});
        if (!files)
            return files.error();
        for (const fs::path& file : *files) {
            const auto bytes = read_file(source / file, max_article_bytes);
            MallardPage page{source / file, file.stem().string(), "", {}};
            if (bytes)
                page.document = XmlDocument::parse_xml(*bytes);
            if (page.document.root() == nullptr) {
                report.findings.push_back(left_out(file, "not well-formed XML", "repair the file"));
                continue;
            }
            if (const auto id = attribute(page.document.root(), "id"); !id.empty())
                page.id = id;
            page.lang = language_of(page.document.root(), page.file);
            titles[{page.id, page.lang}] = plain(child(page.document.root(), "title"));
            pages.push_back(std::move(page));
        }
    }
    for (const MallardPage& page : pages) {
        Article article = to_article(page, titles);
        if (trimmed(article.body).empty() || article.title.empty()) {
            report.findings.push_back(left_out(page.file.filename(), "a page of links only", ""));
            continue;
        }
        if (auto written = write_imported(out, std::move(article), report); !written)
            return written.error();
    }
    return report;
}

} // namespace lotse::content
