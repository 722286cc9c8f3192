// HTML pages: the main part of each, as Markdown.

#include <algorithm>
#include <array>
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

struct Page {
    fs::path file; // absolute or as given
    fs::path key;  // relative path without language, the same for translations
    std::string lang;
    std::string id;
    XmlDocument document;
};

// Absolute path of a page's file → its article id, for links between pages.
using Ids = std::map<std::string, std::string>;

std::string path_key(const fs::path& path) {
    return path.lexically_normal().generic_string();
}

template <std::size_t N>
bool one_of(const std::string& name, const std::array<std::string_view, N>& names) {
    return std::ranges::find(names, name) != names.end();
}

bool is_furniture(const XmlNode* node) {
    static constexpr std::array<std::string_view, 12> names{"script", "style",  "nav",  "header",
                                                            "footer", "aside",  "form", "noscript",
                                                            "iframe", "button", "svg",  "title"};
    return one_of(name_of(node), names) || !attribute(node, "hidden").empty() ||
           attribute(node, "role") == "navigation";
}

const XmlNode* find_first(const XmlNode* node, const auto& fits) {
    if (is_element(node) && fits(node))
        return node;
    for (const XmlNode* at : children(node))
        if (is_element(at))
            if (const XmlNode* found = find_first(at, fits))
                return found;
    return nullptr;
}

const XmlNode* main_part(const XmlNode* root) {
    for (const char* name : {"main", "article"})
        if (const auto* found =
                find_first(root, [&](const XmlNode* n) { return name_of(n) == name; }))
            return found;
    if (const auto* found =
            find_first(root, [](const XmlNode* n) { return attribute(n, "id") == "DisplayArea"; }))
        return found; // LibreOffice's help
    if (const auto* body = find_first(root, [](const XmlNode* n) { return name_of(n) == "body"; }))
        return body;
    return root;
}

class PageWriter {
  public:
    PageWriter(const Page& page, const Ids& ids) : page_(page), ids_(ids) {}

    std::string markdown(const XmlNode* main) {
        flow(main);
        return out_.text();
    }

  private:
    static bool is_block(const XmlNode* node) {
        static constexpr std::array<std::string_view, 24> names{
            "p",  "div", "section", "article", "main", "ul",     "ol",         "dl",
            "li", "h1",  "h2",      "h3",      "h4",   "h5",     "h6",         "table",
            "dt", "dd",  "pre",     "hr",      "body", "figure", "blockquote", "details"};
        return one_of(name_of(node), names);
    }
    // Blocks one after another; loose text between them is a paragraph.
    void flow(const XmlNode* node) {
        std::string loose;
        for (const XmlNode* at : children(node)) {
            if (is_element(at) && is_block(at)) {
                out_.block(loose);
                loose.clear();
                if (!is_furniture(at))
                    block(at);
            } else {
                loose += inline_node(at);
            }
        }
        out_.block(loose);
    }
    void block(const XmlNode* node) {
        const std::string name = name_of(node);
        if (name.size() == 2 && name[0] == 'h' && name[1] >= '2' && name[1] <= '6')
            out_.heading(name[1] - '0', inline_text(node));
        else if (name == "h1")
            return; // the title
        else if (name == "ul" || name == "ol")
            list(node, name == "ol");
        else if (name == "pre")
            out_.code_block(text_below(node));
        else if (name == "table")
            table(node);
        else if (name == "blockquote")
            nested("> ", node);
        else
            flow(node);
    }
    void nested(const std::string& marker, const XmlNode* node) {
        out_.enter(marker);
        flow(node);
        out_.leave();
    }
    void list(const XmlNode* node, bool numbered) {
        int number = 0;
        for (const XmlNode* at : children(node))
            if (name_of(at) == "li")
                nested(numbered ? std::to_string(++number) + ". " : "- ", at);
    }
    void rows(const XmlNode* node, std::vector<std::vector<std::string>>& out) const {
        for (const XmlNode* at : children(node)) {
            const std::string name = name_of(at);
            if (name == "thead" || name == "tbody" || name == "tfoot")
                rows(at, out);
            if (name != "tr")
                continue;
            out.emplace_back();
            for (const XmlNode* cell : children(at))
                if (name_of(cell) == "td" || name_of(cell) == "th")
                    out.back().push_back(one_line(inline_text(cell)));
        }
    }
    void table(const XmlNode* node) {
        std::vector<std::vector<std::string>> cells;
        rows(node, cells);
        out_.table(cells);
    }

    std::string inline_text(const XmlNode* node) const {
        std::string text;
        for (const XmlNode* at : children(node))
            text += inline_node(at);
        return text;
    }
    std::string inline_node(const XmlNode* node) const {
        if (is_text(node))
            return escaped_markdown(text_below(node));
        if (!is_element(node) || is_furniture(node))
            return {};
        const std::string name = name_of(node);
        if (name == "br")
            return " ";
        if (name == "code" || name == "kbd" || name == "samp" || name == "tt")
            return code_span(one_line(text_below(node)));
        if (name == "strong" || name == "b")
            return wrapped(node, "**");
        if (name == "em" || name == "i")
            return wrapped(node, "*");
        if (name == "a")
            return link(node);
        return inline_text(node);
    }
    std::string wrapped(const XmlNode* node, const std::string& mark) const {
        const std::string text = one_line(inline_text(node));
        return text.empty() || text.find('*') != std::string::npos ? text : mark + text + mark;
    }
    std::string link(const XmlNode* node) const {
        const std::string text = one_line(inline_text(node));
        const std::string href = attribute(node, "href");
        if (text.empty() || text.find('[') != std::string::npos)
            return text;
        if (href.starts_with("http://") || href.starts_with("https://") ||
            href.starts_with("mailto:"))
            return "[" + text + "](" + href + ")";
        const std::string file = href.substr(0, href.find_first_of("#?"));
        const auto id = ids_.find(path_key(page_.file.parent_path() / file));
        return id == ids_.end() ? text : "[" + text + "](" + id->second + ".md)";
    }

    const Page& page_;
    const Ids& ids_;
    MarkdownWriter out_;
};

std::string title_of(const XmlNode* root) {
    for (const char* name : {"h1", "title"})
        if (const auto* found =
                find_first(root, [&](const XmlNode* n) { return name_of(n) == name; }))
            if (const std::string text = one_line(text_below(found)); !text.empty())
                return text;
    return {};
}

std::vector<std::string> keywords_of(const XmlNode* root) {
    const auto* meta = find_first(root, [](const XmlNode* n) {
        return name_of(n) == "meta" &&
               (attribute(n, "name") == "keywords" || attribute(n, "itemprop") == "keywords");
    });
    std::vector<std::string> words;
    if (meta == nullptr)
        return words;
    const std::string text = attribute(meta, "content");
    for (const auto part : split(text, text.find(',') == std::string::npos ? ';' : ','))
        if (const std::string word = one_line(part); !word.empty() && words.size() < 8)
            words.push_back(word);
    return words;
}

Page open_page(const fs::path& source, const fs::path& file, const std::string& bytes) {
    Page page{source / file, file, "", "", XmlDocument::parse_html(bytes)};
    page.key.replace_extension();
    if (page.key.extension() == ".de" || page.key.extension() == ".en")
        page.key.replace_extension();
    if (const XmlNode* root = page.document.root())
        page.lang = ascii_lower(language_attribute(root)).substr(0, 2);
    if (page.lang != "de" && page.lang != "en")
        page.lang = language_of_path(page.file);
    page.id = slug(page.key.generic_string());
    page.id = utf8_prefix(page.id, 93);
    page.id += "-" + page.lang;
    return page;
}

// All pages of the sources, and what links and pairs need to know of them.
struct Site {
    std::vector<Page> pages;
    Ids ids;
    std::map<std::string, int> languages_of_key;

    void add(Page page) {
        ids[path_key(page.file)] = page.id;
        ++languages_of_key[page.key.generic_string()];
        pages.push_back(std::move(page));
    }
};

Status read_source(const fs::path& source, Site& site, ImportReport& report) {
    const auto files = files_below(source, {".html", ".htm"});
    if (!files)
        return files.error();
    for (const fs::path& file : *files) {
        const auto bytes = read_file(source / file, max_article_bytes);
        if (!bytes) {
            report.findings.push_back(left_out(file, bytes.error().message, bytes.error().hint));
            continue;
        }
        Page page = open_page(source, file, *bytes);
        if (page.document.root() == nullptr)
            report.findings.push_back(left_out(file, "no HTML", ""));
        else if (page.lang.empty())
            report.findings.push_back(
                left_out(file, "its language is not known",
                         "say <html lang=\"de\"> or put it into a folder named de or en"));
        else
            site.add(std::move(page));
    }
    return Done{};
}

Article to_article(const Page& page, const Site& site) {
    const XmlNode* root = page.document.root();
    const std::string key = page.key.generic_string();
    Article article;
    article.id = page.id;
    article.lang = page.lang;
    article.title = title_of(root);
    article.aliases = keywords_of(root);
    article.body = PageWriter(page, site.ids).markdown(main_part(root));
    if (site.languages_of_key.at(key) > 1)
        article.translation_key = slug(key);
    if (page.key.has_parent_path())
        article.category = slug(page.key.parent_path().filename().string());
    return article;
}

} // namespace

Result<ImportReport> import_html(const std::vector<fs::path>& sources, const fs::path& out) {
    ImportReport report;
    Site site;
    for (const fs::path& source : sources)
        if (auto read = read_source(source, site, report); !read)
            return read.error();
    for (const Page& page : site.pages) {
        Article article = to_article(page, site);
        if (article.title.empty() || trimmed(article.body).empty()) {
            report.findings.push_back(left_out(page.file.filename(), "a page without text", ""));
            continue;
        }
        if (auto written = write_imported(out, std::move(article), report); !written)
            return written.error();
    }
    return report;
}

} // namespace lotse::content
