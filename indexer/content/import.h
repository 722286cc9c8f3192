#pragma once
// Foreign knowledge bases → article files. Each importer reads whole folders or one file and writes
// Markdown files with front matter below `out`, in a folder for each language. What is already
// there under the same name is replaced. Nothing is fetched; entities and includes are not
// followed.

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

#include "indexer/base/result.h"
#include "indexer/content/store.h"

namespace lotse::content {

struct ImportReport {
    std::size_t written = 0;
    std::vector<Finding> findings; // files that were left out (errors) or changed on the way

    bool operator==(const ImportReport&) const = default;
};

/// Mallard pages (*.page) as GNOME's help has them, e.g. {/usr/share/help/C/gnome-help,
/// /usr/share/help/de/gnome-help}. Pages with one id in two languages become translations of each
/// other; the first guide a page links to becomes its category; pages that only list links are left
/// out. The language is the page's xml:lang, else the folder's ("C" is English).
Result<ImportReport> import_mallard(const std::vector<std::filesystem::path>& sources,
                                    const std::filesystem::path& out);

/// HTML files (*.html, *.htm), one article each: the main part of the page without navigation,
/// scripts and forms. Files at the same relative path below two sources, or "x.de.html" beside
/// "x.en.html", become translations of each other.
Result<ImportReport> import_html(const std::vector<std::filesystem::path>& sources,
                                 const std::filesystem::path& out);

/// One JSON object a line: {"id", "lang", "title", "body"} and, if there, "summary", "category",
/// "tags", "aliases", "translation_key", "audience", "state", "updated". The body is Markdown.
Result<ImportReport> import_jsonl(const std::filesystem::path& source,
                                  const std::filesystem::path& out);

} // namespace lotse::content
