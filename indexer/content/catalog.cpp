#include "indexer/content/catalog.h"

#include <algorithm>
#include <map>
#include <sys/stat.h>

#include "indexer/base/clock.h"
#include "indexer/content/files.h"

namespace lotse::content {

namespace fs = std::filesystem;

namespace {

constexpr int share_of_looking = 20; // a twentieth of the time
constexpr std::size_t few_files = 2000;

// Enough to tell that a file may have changed: an atomic replacement gives a new inode.
struct Stamp {
    std::uint64_t inode = 0;
    std::int64_t seconds = 0;
    std::int64_t nanoseconds = 0;
    std::int64_t size = -1;

    bool operator==(const Stamp&) const = default;
};

Stamp stamp_of(const fs::path& path) {
    struct stat info {};
    if (::stat(path.c_str(), &info) != 0)
        return {};
    return {info.st_ino, info.st_mtim.tv_sec, info.st_mtim.tv_nsec, info.st_size};
}

} // namespace

struct Catalog::Entry {
    Stamp stamp;
    std::shared_ptr<const Article> article; // null when the file is unusable
    std::vector<Finding> findings;
};

const Article* CatalogView::find(std::string_view id) const {
    const auto found = by_id_.find(std::string(id));
    return found == by_id_.end() ? nullptr : found->second;
}

const Article* CatalogView::find_former(std::string_view id) const {
    const auto found = by_former_id_.find(std::string(id));
    return found == by_former_id_.end() ? nullptr : found->second;
}

const Article* CatalogView::at(const fs::path& path) const {
    const auto found = by_path_.find(path.lexically_normal().generic_string());
    return found == by_path_.end() ? nullptr : found->second;
}

const Article* CatalogView::translation(const Article& article, std::string_view lang) const {
    if (article.translation_key.empty())
        return nullptr;
    const auto [first, last] = by_key_.equal_range(article.translation_key);
    for (auto it = first; it != last; ++it)
        if (it->second->lang == lang)
            return it->second;
    return nullptr;
}

Catalog::Catalog(fs::path folder)
    : folder_(std::move(folder)), watch_(folder_), entries_(std::make_shared<Entries>()),
      view_(std::make_shared<CatalogView>()) {}

std::shared_ptr<const CatalogView> Catalog::view() const {
    const std::lock_guard lock(publishing_);
    return view_;
}

// The file as it is now, or what was known of it when it looks untouched.
Catalog::Entry Catalog::look_at(const fs::path& path) const {
    const Stamp stamp = stamp_of(folder_ / path);
    const auto known = entries_->find(path.generic_string());
    if (known != entries_->end() && known->second.stamp == stamp)
        return known->second;
    Entry entry;
    entry.stamp = stamp;
    auto parsed = read_article(folder_, path);
    if (parsed) {
        entry.article = std::make_shared<const Article>(std::move(parsed->article));
        entry.findings = std::move(parsed->findings);
    } else {
        entry.findings.push_back(unusable_file(path, parsed.error()));
    }
    return entry;
}

void CatalogView::add(const std::shared_ptr<const Article>& article) {
    if (!by_id_.emplace(article->id, article.get()).second)
        return;
    articles_.push_back(article);
    by_path_.emplace(article->path.lexically_normal().generic_string(), article.get());
    by_key_.emplace(article->translation_key, article.get());
    for (const std::string& id : article->former_ids)
        by_former_id_.emplace(id, article.get());
}

CatalogChanges changes_between(const CatalogView& before, const CatalogView& after) {
    CatalogChanges changes;
    for (const auto& article : after.articles()) {
        const Article* old = before.find(article->id);
        if (old == nullptr || old->content_hash != article->content_hash)
            changes.changed.push_back(article);
    }
    for (const auto& article : before.articles())
        if (after.find(article->id) == nullptr)
            changes.removed.push_back(article->id);
    return changes;
}

Result<CatalogChanges> Catalog::refresh() {
    const std::lock_guard refreshing(refreshing_);
    // Asked before looking: what is written meanwhile is said the next time.
    const bool touched = watch_.may_have_changed();
    const SystemClock clock;
    const auto start = clock.steady();
    if (!touched && start < not_before_)
        return CatalogChanges();
    auto changes = look();
    const auto end = clock.steady();
    // After an error at once, whoever is quiet.
    not_before_ = changes ? end + (end - start) * share_of_looking : start;
    return changes;
}

/// With refreshing_ held.
Result<CatalogChanges> Catalog::look() {
    const auto files = article_files(folder_);
    if (!files)
        return files.error();
    auto entries = std::make_shared<Entries>();
    auto next = std::make_shared<CatalogView>();
    for (const fs::path& path : *files) {
        Entry entry = look_at(path);
        if (entry.article)
            next->add(entry.article);
        std::ranges::copy(entry.findings, std::back_inserter(next->findings_));
        entries->emplace(path.generic_string(), std::move(entry));
    }
    CatalogChanges changes = changes_between(*view(), *next);
    entries_ = std::move(entries);
    {
        const std::lock_guard publishing(publishing_);
        view_ = std::move(next);
        read_ = true;
    }
    published_.notify_all();
    return changes;
}

bool Catalog::is_large() const {
    std::size_t files = 0;
    std::error_code trouble; // is told by refresh()
    for (fs::recursive_directory_iterator at(folder_, trouble), end; !trouble && at != end;
         at.increment(trouble))
        if (++files > few_files)
            return true;
    return false;
}

bool Catalog::has_been_read(Milliseconds at_most) const {
    std::unique_lock lock(publishing_);
    return published_.wait_for(lock, at_most, [&] { return read_; });
}

} // namespace lotse::content
