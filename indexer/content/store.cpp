#include "indexer/content/store.h"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include "indexer/base/file.h"
#include "indexer/content/files.h"

namespace lotse::content {

namespace {

namespace fs = std::filesystem;

// Held while a file is replaced, so that two editors cannot both pass the check of the revision.
class FolderLock {
  public:
    explicit FolderLock(const fs::path& folder)
        : fd_(::open((folder / ".lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644)) {
        if (fd_ >= 0)
            while (::flock(fd_, LOCK_EX) != 0 && errno == EINTR) {
            }
    }
    ~FolderLock() {
        if (fd_ >= 0)
            ::close(fd_);
    }
    FolderLock(const FolderLock&) = delete;
    FolderLock& operator=(const FolderLock&) = delete;
    bool held() const { return fd_ >= 0; }

  private:
    int fd_;
};

Status keep_revision(const fs::path& folder, const std::string& id, std::string_view bytes) {
    const fs::path kept = folder / ".revisions" / id;
    std::error_code failed;
    fs::create_directories(kept, failed);
    if (failed)
        return file_error(failed.value(), "cannot make", kept);
    const auto count = std::distance(fs::directory_iterator(kept, failed), {});
    std::string number = std::to_string(count + 1);
    number.insert(0, number.size() < 6 ? 6 - number.size() : 0, '0');
    return write_file(kept / (number + ".md"), bytes);
}

Error stale(const std::string& id) {
    return {Code::conflict, "the article '" + id + "' was changed meanwhile",
            "load it again, bring your changes over and save once more"};
}

} // namespace

std::string to_string(const Finding& finding) {
    std::string text = finding.path.string();
    if (finding.line > 0)
        text += ":" + std::to_string(finding.line);
    text += finding.severity == Severity::error ? ": error: " : ": warning: ";
    text += finding.message;
    if (!finding.remedy.empty())
        text += " (" + finding.remedy + ")";
    return text + " [" + finding.code + "]";
}

Result<ParsedArticle> read_article(const fs::path& folder, const fs::path& path) {
    const auto bytes = read_file(folder / path, max_article_bytes);
    if (!bytes)
        return bytes.error();
    return parse_article(*bytes, path);
}

Result<KnowledgeBase> read_folder(const fs::path& folder) {
    const auto files = article_files(folder);
    if (!files)
        return files.error();
    if (files->empty())
        return Error{Code::not_found, "there is no article (*.md) in " + folder.string(),
                     "name the folder that holds the Markdown files"};
    KnowledgeBase base;
    for (const fs::path& path : *files) {
        auto parsed = read_article(folder, path);
        if (!parsed) {
            base.findings.push_back(unusable_file(path, parsed.error()));
            continue;
        }
        std::ranges::move(parsed->findings, std::back_inserter(base.findings));
        base.articles.push_back(std::move(parsed->article));
    }
    return base;
}

Result<std::vector<FileState>> scan_folder(const fs::path& folder) {
    const auto files = article_files(folder);
    if (!files)
        return files.error();
    std::vector<FileState> states;
    for (const fs::path& path : *files) {
        const auto bytes = read_file(folder / path, max_article_bytes);
        // A file too large or gone again has a state too: one that no article's hash can have.
        states.push_back({path, bytes ? content_hash(*bytes) : name(bytes.error().code)});
    }
    return states;
}

Result<Article> write_article(const fs::path& folder, Article article,
                              std::string_view expected_hash) {
    if (article.path.empty())
        article.path = fs::path(article.lang) / (article.id + ".md");
    const std::string bytes = format_article(article);
    auto checked = parse_article(bytes, article.path);
    if (!checked)
        return checked.error();
    if (checked->article.id != article.id || checked->article.body != format_body(article.body))
        return Error{
            Code::invalid_argument, "the article does not survive being saved",
            "remove control characters and lines that are only '---' from its front matter"};

    const fs::path target = folder / article.path;
    std::error_code failed;
    fs::create_directories(target.parent_path(), failed);
    if (failed)
        return file_error(failed.value(), "cannot make", target.parent_path());
    const FolderLock lock(folder);
    if (!lock.held())
        return file_error(errno, "cannot lock", folder);
    const auto before = read_file(target, max_article_bytes);
    if (!before && before.error().code != Code::not_found)
        return before.error();
    const std::string current = before ? content_hash(*before) : std::string();
    if (current != expected_hash)
        return stale(article.id);
    if (before)
        if (auto kept = keep_revision(folder, article.id, *before); !kept)
            return kept.error();
    if (auto written = write_file(target, bytes); !written)
        return written.error();
    return std::move(checked->article);
}

} // namespace lotse::content
