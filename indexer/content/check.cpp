// Faults that only show when all articles are looked at together.

#include <algorithm>
#include <map>

#include <cmark-gfm.h>

#include "indexer/content/markdown.h"
#include "indexer/content/store.h"

namespace lotse::content {

namespace {

namespace fs = std::filesystem;

using ByPath = std::map<std::string, const Article*>;

class Checker {
  public:
    explicit Checker(const KnowledgeBase& base) : base_(base), findings_(base.findings) {
        for (const Article& article : base.articles)
            by_path_[article.path.lexically_normal().generic_string()] = &article;
    }

    std::vector<Finding> run(const fs::path& folder) {
        ids();
        addresses();
        translations();
        for (const Article& article : base_.articles)
            body(article, folder);
        std::ranges::stable_sort(findings_, [](const Finding& a, const Finding& b) {
            return std::tie(a.path, a.line) < std::tie(b.path, b.line);
        });
        return std::move(findings_);
    }

  private:
    void add(Severity severity, const Article& article, std::size_t line, const char* code,
             std::string message, std::string remedy) {
        findings_.push_back(
            {severity, article.path, line, code, std::move(message), std::move(remedy)});
    }

    void ids() {
        std::map<std::string, const Article*> first;
        for (const Article& article : base_.articles) {
            const auto [known, is_new] = first.emplace(article.id, &article);
            if (!is_new)
                add(Severity::error, article, 1, "duplicate-id",
                    "the id '" + article.id + "' is taken by " +
                        known->second->path.generic_string(),
                    "give one of the two another id");
        }
    }

    void addresses() {
        std::map<std::string, const Article*> by_id;
        std::map<std::string, const Article*> by_former;
        for (const Article& article : base_.articles)
            by_id.emplace(article.id, &article);
        for (const Article& article : base_.articles) {
            for (const std::string& id : article.former_ids)
                if (by_id.contains(id) || !by_former.emplace(id, &article).second)
                    add(Severity::error, article, 1, "former-id-taken",
                        "the former id '" + id + "' belongs to another article, too",
                        "keep it at the one that its address is to lead to");
            if (!article.replaced_by.empty() &&
                (!by_id.contains(article.replaced_by) || article.replaced_by == article.id))
                add(Severity::error, article, 1, "broken-replacement",
                    "replaced_by names '" + article.replaced_by + "', which is no other article",
                    "give the id of the article to read instead");
        }
    }

    void translations() {
        std::map<std::string, std::map<std::string, std::vector<const Article*>>> groups;
        for (const Article& article : base_.articles)
            if (!article.translation_key.empty())
                groups[article.translation_key][article.lang].push_back(&article);
        for (const auto& [key, languages] : groups) {
            for (const auto& [lang, articles] : languages)
                for (std::size_t i = 1; i < articles.size(); ++i)
                    add(Severity::error, *articles[i], 1, "broken-translation",
                        "translation_key '" + key + "' stands in two articles of language " + lang +
                            ": " + articles[0]->path.generic_string(),
                        "each language has one article under a key; change one of the two");
            if (languages.size() == 1)
                add(Severity::warning, *languages.begin()->second.front(), 1, "missing-translation",
                    "no article in the other language has translation_key '" + key + "'",
                    "write the translation, or remove the key");
        }
    }

    void body(const Article& article, const fs::path& folder) {
        const auto document = MarkdownDocument::parse(article.body);
        if (!document) {
            add(Severity::error, article, article.body_line, "too-complex",
                document.error().message, document.error().hint);
            return;
        }
        if (text_of(document->root()).empty())
            add(Severity::warning, article, article.body_line, "empty-body",
                "the article has no text", "write it, or set 'state: draft'");
        document->walk([&](cmark_node* node, bool entering) {
            const auto type = cmark_node_get_type(node);
            if (!entering || (type != CMARK_NODE_LINK && type != CMARK_NODE_IMAGE))
                return;
            // Inline nodes have no line of their own in this parser; their block has.
            cmark_node* block = node;
            while (block != nullptr && cmark_node_get_start_line(block) == 0)
                block = cmark_node_parent(block);
            const int line = block == nullptr ? 1 : cmark_node_get_start_line(block);
            target(article, folder, article.body_line + static_cast<std::size_t>(line) - 1,
                   cmark_node_get_url(node), type == CMARK_NODE_IMAGE);
            if (type == CMARK_NODE_IMAGE && text_of(node).empty())
                add(Severity::warning, article,
                    article.body_line + static_cast<std::size_t>(line) - 1, "missing-alt-text",
                    "an image without a description", "write ![what it shows](file)");
        });
    }

    void target(const Article& from, const fs::path& folder, std::size_t line, std::string url,
                bool image) {
        url = url.substr(0, url.find_first_of("#?"));
        if (url.empty() || url.find(':') != std::string::npos || url.starts_with("//"))
            return; // an anchor on the same page, or an address outside
        const fs::path base = url.starts_with('/') ? fs::path() : from.path.parent_path();
        const fs::path path = (base / fs::path(url).relative_path()).lexically_normal();
        if (image || path.extension() != ".md") {
            std::error_code failed;
            if (path.generic_string().starts_with("..") || !fs::exists(folder / path, failed))
                add(Severity::error, from, line, "broken-link", "there is no file '" + url + "'",
                    "correct the link or add the file");
            return;
        }
        const auto found = by_path_.find(path.generic_string());
        if (found == by_path_.end()) {
            add(Severity::error, from, line, "broken-link",
                "the link to '" + url + "' leads to no article", "correct or remove the link");
        } else if (hidden_from_readers(from, *found->second)) {
            add(Severity::warning, from, line, "link-to-hidden",
                "the link to '" + url + "' leads to an article that its readers may not see",
                "publish that article or remove the link");
        }
    }

    static bool hidden_from_readers(const Article& from, const Article& to) {
        if (from.state != State::published)
            return false;
        return to.state != State::published || to.audience > from.audience;
    }

    const KnowledgeBase& base_;
    std::vector<Finding> findings_;
    ByPath by_path_;
};

} // namespace

std::vector<Finding> check(const KnowledgeBase& base, const fs::path& folder) {
    return Checker(base).run(folder);
}

} // namespace lotse::content
