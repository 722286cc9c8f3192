// An Article → its file, and the hash that tells two revisions apart.

#include <algorithm>
#include <array>

#include <sodium.h>
#include <yaml-cpp/emitter.h>
#include <yaml-cpp/yaml.h>

#include "indexer/content/store.h"

namespace lotse::content {

namespace {

void emit_list(YAML::Emitter& out, const char* key, const std::vector<std::string>& values) {
    if (values.empty())
        return;
    out << YAML::Key << key << YAML::Value << YAML::Flow << YAML::BeginSeq;
    for (const auto& value : values)
        out << value;
    out << YAML::EndSeq;
}

void emit_text(YAML::Emitter& out, const char* key, const std::string& value) {
    if (!value.empty())
        out << YAML::Key << key << YAML::Value << value;
}

std::string date_or_time(TimePoint time) {
    const std::string text = to_iso8601(time);
    return text.ends_with("T00:00:00Z") ? text.substr(0, text.find('T')) : text;
}

} // namespace

std::string content_hash(std::string_view bytes) {
    std::array<unsigned char, 16> digest{};
    crypto_generichash(digest.data(), digest.size(),
                       reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(), nullptr,
                       0);
    std::string hex(2 * digest.size() + 1, '\0');
    sodium_bin2hex(hex.data(), hex.size(), digest.data(), digest.size());
    hex.pop_back(); // the NUL that libsodium writes
    return hex;
}

std::string format_body(std::string_view body) {
    std::string text;
    text.reserve(body.size() + 1);
    for (std::size_t i = 0; i < body.size(); ++i) {
        if (body[i] != '\r')
            text += body[i];
        else if (i + 1 == body.size() || body[i + 1] != '\n')
            text += '\n';
    }
    text.erase(0, std::min(text.find_first_not_of('\n'), text.size()));
    if (!text.ends_with('\n'))
        text += '\n';
    return text;
}

std::string format_article(const Article& article) {
    YAML::Emitter out;
    out << YAML::BeginMap;
    emit_text(out, "id", article.id);
    emit_text(out, "lang", article.lang);
    emit_text(out, "title", article.title);
    emit_text(out, "summary", article.summary);
    emit_text(out, "category", article.category);
    emit_list(out, "tags", article.tags);
    emit_list(out, "aliases", article.aliases);
    emit_text(out, "audience", std::string(name(article.audience)));
    emit_text(out, "state", std::string(name(article.state)));
    emit_text(out, "translation_key", article.translation_key);
    emit_list(out, "former_ids", article.former_ids);
    emit_text(out, "replaced_by", article.replaced_by);
    if (article.updated)
        emit_text(out, "updated", date_or_time(*article.updated));
    out << YAML::EndMap;
    std::string text = "---\n" + std::string(out.c_str()) + "\n";
    for (const auto& [key, value] : article.extra)
        text += key + ": " + value + "\n";
    return text + "---\n\n" + format_body(article.body);
}

} // namespace lotse::content
