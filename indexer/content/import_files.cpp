#include "indexer/content/import_files.h"

#include <algorithm>

#include "indexer/base/file.h"
#include "indexer/base/text.h"
#include "indexer/content/files.h"

namespace lotse::content {

namespace fs = std::filesystem;

Result<std::vector<fs::path>> files_below(const fs::path& folder,
                                          const std::vector<std::string>& endings) {
    auto files = walk_files(
        folder, [](const fs::path&) { return true; },
        [&](const fs::path& path) {
            return std::ranges::find(endings, path.extension().string()) != endings.end();
        });
    if (files && files->empty())
        return Error{Code::not_found, "there is no file to import in " + folder.string(),
                     "name a folder with files that end in " + endings.front()};
    return files;
}

std::string language_of_path(const fs::path& path) {
    std::string found;
    for (const auto& part : path) {
        const std::string name = part.string();
        const std::string lower = ascii_lower(name);
        if (name == "C" || lower == "en" || lower.starts_with("en-") || lower.starts_with("en_"))
            found = "en";
        else if (lower == "de" || lower.starts_with("de-") || lower.starts_with("de_"))
            found = "de";
    }
    for (const std::string_view lang : {"de", "en"})
        if (path.stem().extension() == "." + std::string(lang))
            found = lang;
    return found;
}

std::string one_line(std::string_view text) {
    std::string out;
    for (const char c : text) {
        const bool blank = c == ' ' || c == '\t' || c == '\n' || c == '\r';
        if (!blank)
            out += c;
        else if (!out.empty() && out.back() != ' ')
            out += ' ';
    }
    return std::string(trimmed(out));
}

Finding left_out(const fs::path& path, const std::string& what, std::string remedy) {
    return {Severity::warning, path, 0, "left-out", "left out: " + what, std::move(remedy)};
}

Status write_imported(const fs::path& out, Article article, ImportReport& report) {
    article.path = fs::path(article.lang) / (article.id + ".md");
    const std::string bytes = format_article(article);
    if (const auto parsed = parse_article(bytes, article.path); !parsed) {
        report.findings.push_back(
            left_out(article.path, parsed.error().message, parsed.error().hint));
        return Done{};
    }
    std::error_code failed;
    fs::create_directories(out / article.lang, failed);
    if (failed)
        return file_error(failed.value(), "cannot make", out / article.lang);
    if (auto written = write_file(out / article.path, bytes); !written)
        return written;
    ++report.written;
    return Done{};
}

} // namespace lotse::content
