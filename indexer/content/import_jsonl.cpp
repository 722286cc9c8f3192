// One JSON object a line.

#include <nlohmann/json.hpp>

#include "indexer/base/file.h"
#include "indexer/base/text.h"
#include "indexer/content/import.h"
#include "indexer/content/import_files.h"

namespace lotse::content {

namespace {

using nlohmann::json;

constexpr std::size_t max_import_bytes = std::size_t{1} << 30;

std::string text_in(const json& object, const char* key) {
    const auto found = object.find(key);
    if (found == object.end() || found->is_null())
        return {};
    if (found->is_number_integer())
        return std::to_string(found->get<long long>());
    return found->get<std::string>();
}

std::vector<std::string> list_in(const json& object, const char* key) {
    const auto found = object.find(key);
    return found == object.end() ? std::vector<std::string>()
                                 : found->get<std::vector<std::string>>();
}

template <class Value>
void set_known(Value& target, const std::optional<Value>& known) {
    if (known)
        target = *known;
}

Article to_article(const json& object) {
    Article article;
    const std::string id = text_in(object, "id");
    article.id = is_article_id(id) ? id : slug(id);
    article.lang = text_in(object, "lang");
    article.body = text_in(object, "body");
    article.title = one_line(text_in(object, "title"));
    if (article.title.empty())
        article.title = one_line(utf8_prefix(article.body, 80));
    article.summary = text_in(object, "summary");
    article.category = text_in(object, "category");
    article.tags = list_in(object, "tags");
    article.aliases = list_in(object, "aliases");
    article.translation_key = text_in(object, "translation_key");
    set_known(article.audience, parse_audience(text_in(object, "audience")));
    set_known(article.state, parse_state(text_in(object, "state")));
    if (const auto updated = parse_iso8601(text_in(object, "updated")))
        article.updated = *updated;
    return article;
}

} // namespace

Result<ImportReport> import_jsonl(const std::filesystem::path& source,
                                  const std::filesystem::path& out) {
    const auto bytes = read_file(source, max_import_bytes);
    if (!bytes)
        return bytes.error();
    ImportReport report;
    std::size_t number = 0;
    for (const auto line : split(*bytes, '\n')) {
        ++number;
        if (trimmed(line).empty())
            continue;
        const auto refuse = [&](const std::string& what) {
            Finding finding =
                left_out(source.filename(), what, R"(write {"id", "lang", "title", "body"})");
            finding.line = number;
            report.findings.push_back(std::move(finding));
        };
        const json object = json::parse(line, nullptr, false);
        if (!object.is_object()) {
            refuse("no JSON object");
            continue;
        }
        try {
            if (auto written = write_imported(out, to_article(object), report); !written)
                return written.error();
        } catch (const json::exception&) {
            refuse("a value has the wrong type");
        }
    }
    return report;
}

} // namespace lotse::content
