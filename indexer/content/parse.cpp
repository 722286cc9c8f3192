// An article file → an Article.

#include <algorithm>

#include "indexer/base/text.h"
#include "indexer/content/front_matter.h"
#include "indexer/content/store.h"

namespace lotse::content {

namespace {

namespace fs = std::filesystem;

struct Parts {
    std::string_view front;
    std::string_view body;
    std::size_t body_line = 1;
};

constexpr std::size_t front_matter_line = 2; // it starts right below the first '---'

std::string with_plain_line_ends(std::string_view bytes) {
    if (bytes.starts_with("\xEF\xBB\xBF"))
        bytes.remove_prefix(3);
    std::string out;
    out.reserve(bytes.size());
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        if (bytes[i] != '\r')
            out += bytes[i];
        else if (i + 1 == bytes.size() || bytes[i + 1] != '\n')
            out += '\n';
    }
    return out;
}

Error fault(std::size_t line, const std::string& what, const std::string& hint) {
    return {Code::invalid_argument, "line " + std::to_string(line) + ": " + what, hint};
}

Result<Parts> split_front_matter(std::string_view text) {
    if (!text.starts_with("---\n"))
        return fault(1, "front matter is missing",
                     "start the file with a line '---', then 'title: …', then a line '---'");
    for (std::size_t at = 4; at < text.size();) {
        const std::size_t end = std::min(text.find('\n', at), text.size());
        const std::string_view line = trimmed(text.substr(at, end - at));
        if (line == "---" || line == "...") {
            Parts parts;
            parts.front = text.substr(4, at - 4);
            parts.body = end < text.size() ? text.substr(end + 1) : std::string_view();
            parts.body_line = line_of(text, end) + 1;
            while (parts.body.starts_with('\n')) {
                parts.body.remove_prefix(1);
                ++parts.body_line;
            }
            return parts;
        }
        at = end + 1;
    }
    return fault(1, "front matter has no end", "close it with a line '---'");
}

// A key, and the names that Hugo, Jekyll and Docusaurus use for it.
struct KnownKey {
    std::string_view key;
    std::vector<std::string_view> others;
};

const std::vector<KnownKey>& known_keys() {
    static const std::vector<KnownKey> keys{
        {"id", {"slug"}},
        {"lang", {"language", "locale"}},
        {"title", {}},
        {"summary", {"description", "excerpt"}},
        {"category", {"categories"}},
        {"tags", {"tag"}},
        {"aliases", {"keywords"}},
        {"audience", {"visibility"}},
        {"state", {"status"}},
        {"translation_key", {"translationKey"}},
        {"former_ids", {"redirect_from"}},
        {"replaced_by", {}},
        {"updated", {"lastmod", "last_update", "last_modified_at", "date"}},
        {"draft", {}},
    };
    return keys;
}

// The front matter under our own names, with lines counted in the file.
class Fields {
  public:
    Fields(const YamlValue& yaml, const fs::path& path) : yaml_(yaml), path_(path) {}

    const YamlValue* value(std::string_view key) const {
        const auto known = std::ranges::find(known_keys(), key, &KnownKey::key);
        if (const YamlValue* found = yaml_.find(key))
            return found;
        for (const auto other : known->others)
            if (const YamlValue* found = yaml_.find(other))
                return found;
        return nullptr;
    }
    std::string text(std::string_view key) const {
        const YamlValue* found = value(key);
        if (found == nullptr)
            return {};
        if (found->kind == YamlValue::Kind::list)
            return found->items.empty() ? std::string() : found->items.front().scalar;
        return std::string(trimmed(found->scalar));
    }
    std::vector<std::string> list(std::string_view key) const {
        const YamlValue* found = value(key);
        return found == nullptr ? std::vector<std::string>() : found->strings();
    }
    std::size_t line(std::string_view key) const {
        const YamlValue* found = value(key);
        return found == nullptr ? 1 : found->line + front_matter_line - 1;
    }
    Finding warning(std::size_t at, std::string code, std::string message,
                    std::string remedy) const {
        return {Severity::warning, path_, at, std::move(code), std::move(message),
                std::move(remedy)};
    }
    void keep_unknown(ParsedArticle& out) const {
        for (std::size_t i = 0; i < yaml_.keys.size(); ++i) {
            const std::string& key = yaml_.keys[i];
            const auto names = [&](const KnownKey& known) {
                return known.key == key ||
                       std::ranges::find(known.others, key) != known.others.end();
            };
            if (std::ranges::any_of(known_keys(), names))
                continue;
            out.article.extra[key] = to_flow_yaml(yaml_.items[i]);
            out.findings.push_back(warning(yaml_.items[i].line + front_matter_line - 1,
                                           "unknown-key", "unknown key '" + key + "'",
                                           "it is kept but has no effect; check its spelling"));
        }
    }

  private:
    const YamlValue& yaml_;
    const fs::path& path_;
};

Status read_identity(const Fields& in, const fs::path& path, Article& article) {
    article.id = in.text("id");
    while (article.id.starts_with('/')) // Docusaurus and Jekyll write slugs as paths
        article.id.erase(0, 1);
    if (article.id.empty())
        article.id = slug(path.stem().string());
    if (!is_article_id(article.id)) {
        const std::string better = slug(article.id);
        return fault(in.line("id"), "'" + article.id + "' is no usable id",
                     better.empty() ? "use a-z, 0-9 and '-'" : "write 'id: " + better + "'");
    }
    article.title = in.text("title");
    if (article.title.empty())
        return fault(in.line("title"), "title is missing", "add a line 'title: …'");
    return Done{};
}

Status read_language(const Fields& in, const fs::path& path, ParsedArticle& out) {
    std::string lang = ascii_lower(in.text("lang"));
    if (lang.size() > 2 && (lang[2] == '-' || lang[2] == '_')) // de-AT, en_GB
        lang.resize(2);
    if (lang.empty()) {
        for (const auto& part : path.parent_path())
            if (part == "de" || part == "en")
                lang = part.string();
        if (lang.empty())
            return fault(1, "language is missing", "add a line 'lang: de' or 'lang: en'");
        out.findings.push_back(
            in.warning(1, "missing-language",
                       "language is missing; '" + lang + "' is taken from the name of the folder",
                       "add a line 'lang: " + lang + "'"));
    }
    if (lang != "de" && lang != "en")
        return fault(in.line("lang"), "language '" + lang + "' is not supported",
                     "write 'lang: de' or 'lang: en'");
    out.article.lang = lang;
    return Done{};
}

Status read_audience_and_state(const Fields& in, Article& article) {
    if (const std::string text = in.text("audience"); !text.empty()) {
        const auto audience = parse_audience(text);
        if (!audience)
            return fault(in.line("audience"), "audience '" + text + "' is unknown",
                         "write public, customer or internal");
        article.audience = *audience;
    }
    if (const std::string text = in.text("state"); !text.empty()) {
        const auto state = parse_state(text);
        if (!state)
            return fault(in.line("state"), "state '" + text + "' is unknown",
                         "write draft, published or archived");
        article.state = *state;
    }
    if (in.text("draft") == "true") // Hugo's and Docusaurus' way of saying it
        article.state = State::draft;
    return Done{};
}

Status read_updated(const Fields& in, Article& article) {
    const YamlValue* value = in.value("updated");
    if (value == nullptr)
        return Done{};
    const YamlValue* date = value->find("date"); // Docusaurus: last_update: {date: …}
    const std::string text = date != nullptr ? date->scalar : in.text("updated");
    if (text.empty())
        return Done{};
    const auto time = parse_iso8601(text);
    if (!time)
        return fault(in.line("updated"), time.error().message, time.error().hint);
    article.updated = *time;
    return Done{};
}

Status readable(std::string_view bytes) {
    if (bytes.size() > max_article_bytes)
        return Error{Code::too_large,
                     "line 1: the file is larger than " + std::to_string(max_article_bytes) +
                         " bytes",
                     "split the article"};
    if (const auto bad = invalid_utf8_at(bytes))
        return fault(line_of(bytes, *bad), "not UTF-8", "save the file in the encoding UTF-8");
    if (const auto nul = bytes.find('\0'); nul != std::string_view::npos)
        return fault(line_of(bytes, nul), "a NUL byte", "this is no text file; remove it");
    return Done{};
}

Status read_fields(const Fields& in, const fs::path& path, ParsedArticle& out) {
    Article& article = out.article;
    if (auto step = read_identity(in, path, article); !step)
        return step;
    if (auto step = read_language(in, path, out); !step)
        return step;
    if (auto step = read_audience_and_state(in, article); !step)
        return step;
    if (auto step = read_updated(in, article); !step)
        return step;
    article.summary = in.text("summary");
    article.category = in.text("category");
    article.tags = in.list("tags");
    article.aliases = in.list("aliases");
    article.translation_key = in.text("translation_key");
    article.former_ids = in.list("former_ids");
    article.replaced_by = in.text("replaced_by");
    in.keep_unknown(out);
    return Done{};
}

} // namespace

Result<ParsedArticle> parse_article(std::string_view bytes, const fs::path& path) {
    if (auto fine = readable(bytes); !fine)
        return fine.error();
    const std::string text = with_plain_line_ends(bytes);
    const auto parts = split_front_matter(text);
    if (!parts)
        return parts.error();
    const auto yaml = parse_front_matter(parts->front, front_matter_line);
    if (!yaml)
        return yaml.error();
    ParsedArticle out;
    if (auto read = read_fields(Fields(*yaml, path), path, out); !read)
        return read.error();
    out.article.body = parts->body;
    out.article.body_line = parts->body_line;
    out.article.path = path;
    out.article.content_hash = content_hash(bytes);
    return out;
}

} // namespace lotse::content
