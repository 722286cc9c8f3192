#pragma once
// The knowledge base as it stands right now, in memory: what the pages show and what the index
// follows. It reads the folder once and afterwards only the files that changed.
//
// Safe to use from any thread: readers get an immutable view that stays valid as long as they hold
// it; refresh() publishes the next one.

#include <chrono>
#include <condition_variable>
#include <filesystem>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "indexer/base/clock.h"
#include "indexer/base/result.h"
#include "indexer/content/article.h"
#include "indexer/content/folder_watch.h"
#include "indexer/content/store.h"

namespace lotse::content {

class CatalogView {
  public:
    /// Null when there is none. Of two files with one id the first in path order counts.
    const Article* find(std::string_view id) const;
    /// The article that was known by this id once; null when there is none.
    const Article* find_former(std::string_view id) const;
    /// The article at a path relative to the folder, e.g. "de/wlan.md": what a relative link names.
    const Article* at(const std::filesystem::path& path) const;
    /// The article with the same translation_key in `lang`, or null.
    const Article* translation(const Article& article, std::string_view lang) const;
    const std::vector<std::shared_ptr<const Article>>& articles() const { return articles_; }
    const std::vector<Finding>& findings() const { return findings_; }

  private:
    friend class Catalog;
    void add(const std::shared_ptr<const Article>& article);

    std::vector<std::shared_ptr<const Article>> articles_; // in path order
    std::vector<Finding> findings_;
    std::unordered_map<std::string, const Article*> by_id_;
    std::unordered_map<std::string, const Article*> by_former_id_;
    std::unordered_map<std::string, const Article*> by_path_;
    std::unordered_multimap<std::string, const Article*> by_key_;
};

/// What changed since the view before: articles by value, because they are indexed next.
struct CatalogChanges {
    std::vector<std::shared_ptr<const Article>> changed; // new or different
    std::vector<std::string> removed;                    // ids that no file has any more

    bool empty() const { return changed.empty() && removed.empty(); }
};

CatalogChanges changes_between(const CatalogView& before, const CatalogView& after);

class Catalog {
  public:
    explicit Catalog(std::filesystem::path folder);

    std::shared_ptr<const CatalogView> view() const;

    /// Looks at the folder again (size and time of each file first, its bytes only when they
    /// differ) and publishes what it finds. The first call reads everything. An empty folder is an
    /// empty knowledge base here; an unreadable one is an error and leaves the view as it was.
    /// Where the system says that nothing was touched, a folder of many files is looked at so
    /// seldom that it takes a twentieth of the time.
    Result<CatalogChanges> refresh();

    /// Whether the folder holds so many files that reading all of them takes noticeably long.
    bool is_large() const;
    /// Whether a refresh() has published a view; waits for it as long as this at most.
    bool has_been_read(Milliseconds at_most) const;

    const std::filesystem::path& folder() const { return folder_; }

  private:
    struct Entry;
    using Entries = std::unordered_map<std::string, Entry>;

    Entry look_at(const std::filesystem::path& path) const;
    Result<CatalogChanges> look();

    std::filesystem::path folder_;
    std::mutex refreshing_;
    FolderWatch watch_;                                // guarded by refreshing_
    std::chrono::steady_clock::time_point not_before_; // guarded by refreshing_
    std::shared_ptr<const Entries> entries_;           // guarded by refreshing_
    mutable std::mutex publishing_;
    mutable std::condition_variable published_;
    std::shared_ptr<const CatalogView> view_; // guarded by publishing_
    bool read_ = false;                       // guarded by publishing_
};

} // namespace lotse::content
