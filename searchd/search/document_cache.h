#pragma once
// Documents of the index, read and decoded once: reading two hundred candidates costs more than
// ranking them. An entry is named by the document's key and the hash of its content, so that a
// changed document is another entry. Any thread.

#include <cstddef>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>

#include "indexer/index/document.h"

namespace lotse::search {

class DocumentCache {
  public:
    explicit DocumentCache(std::size_t most_bytes) : most_bytes_(most_bytes) {}

    /// Null when it is not there.
    std::shared_ptr<const index::StoredDocument> find(const std::string& name);
    void keep(const std::string& name, std::shared_ptr<const index::StoredDocument> document);

  private:
    struct Entry {
        std::string name;
        std::shared_ptr<const index::StoredDocument> document;
        std::size_t bytes = 0;
    };

    std::size_t most_bytes_;
    std::mutex mutex_;
    std::size_t bytes_ = 0;
    std::list<Entry> entries_; // the last used first
    std::unordered_map<std::string, std::list<Entry>::iterator> by_name_;
};

} // namespace lotse::search
