#pragma once
// The knowledge base as a folder of files: reading all of it, reading one, writing one.

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/base/result.h"
#include "indexer/content/article.h"

namespace lotse::content {

/// Files over this are refused: 2 MiB of Markdown is a book, not an article.
inline constexpr std::size_t max_article_bytes = 2 * 1024 * 1024;

enum class Severity { warning, error };

/// A fault of a knowledge base: where, what, and what to do about it.
struct Finding {
    Severity severity = Severity::error;
    std::filesystem::path path; // relative to the content folder
    std::size_t line = 0;       // from 1; 0 when the whole file is meant
    std::string code;           // stable, e.g. "duplicate-id"
    std::string message;
    std::string remedy;

    bool operator==(const Finding&) const = default;
};

/// "de/wlan.md:3: error: duplicate id 'wlan' (rename one of the two) [duplicate-id]"
std::string to_string(const Finding& finding);

struct ParsedArticle {
    Article article;
    std::vector<Finding> findings; // warnings only
};

/// Reads front matter and body. Fails with invalid_argument when it is no usable article; the
/// findings of a failed parse are in the Error's message, with the line.
Result<ParsedArticle> parse_article(std::string_view bytes, const std::filesystem::path& path);

/// Reads and parses one file; `path` is relative to `folder`.
Result<ParsedArticle> read_article(const std::filesystem::path& folder,
                                   const std::filesystem::path& path);

/// A body as its file will hold it: LF line ends, one at the end, no blank lines before the text.
std::string format_body(std::string_view body);

/// The file's text: front matter in a fixed order of keys, then the body. parse_article() reads the
/// same article back.
std::string format_article(const Article& article);

struct KnowledgeBase {
    std::vector<Article> articles; // usable ones, in path order
    std::vector<Finding> findings; // unusable files (errors) and warnings
};

/// Reads every *.md below `folder` (hidden files and README.md left out). A broken file becomes a
/// finding and the rest is read all the same. Fails only when the folder itself cannot be read, or
/// holds no article file at all.
Result<KnowledgeBase> read_folder(const std::filesystem::path& folder);

/// All faults of a knowledge base, those across files included: duplicate ids, broken links, broken
/// or incomplete translation pairs, two of one language under one translation key.
std::vector<Finding> check(const KnowledgeBase& base, const std::filesystem::path& folder);

/// Path and fingerprint of each article file without parsing it: what an update compares.
struct FileState {
    std::filesystem::path path;
    std::string content_hash;

    bool operator==(const FileState&) const = default;
};
Result<std::vector<FileState>> scan_folder(const std::filesystem::path& folder);

/// Hash of a file's bytes as in Article::content_hash (BLAKE2b-128, hex); also the ETag of an edit.
std::string content_hash(std::string_view bytes);

/// Writes an article's file atomically and keeps the previous revision under .revisions/<id>/.
/// `expected_hash` is the hash of the revision the editor started from, empty for a new article:
/// a difference is a conflict and changes nothing.
Result<Article> write_article(const std::filesystem::path& folder, Article article,
                              std::string_view expected_hash);

} // namespace lotse::content
