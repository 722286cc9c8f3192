#pragma once
// Documents of the index, read and decoded once: reading two hundred candidates costs more than
// ranking them. An entry is named by the document's key and the hash of its content, so that a
// changed document is another entry. While its generation lives, its number in the index finds it
// without reading even its name. Any thread.

#include <cstddef>
#include <cstdint>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>
#include <vector>

#include "indexer/index/document.h"

namespace lotse::search {

class DocumentCache {
  public:
    explicit DocumentCache(std::size_t most_bytes) : most_bytes_(most_bytes) {}

    /// Null when it is not there.
    std::shared_ptr<const index::StoredDocument> find(const std::string& name);
    void keep(const std::string& name, std::shared_ptr<const index::StoredDocument> document);

    using Place = std::uint32_t; // Xapian's number of a document, which no other ever gets

    /// What is at these places in the `numbering` of a caller's index; null where it is not known.
    std::vector<std::shared_ptr<const index::StoredDocument>> at(const std::string& numbering,
                                                                 const std::vector<Place>& places);
    void note(const std::string& numbering, Place place,
              const std::shared_ptr<const index::StoredDocument>& document);

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
    using Places = std::unordered_map<Place, std::weak_ptr<const index::StoredDocument>>;
    std::unordered_map<std::string, Places> by_place_; // of the last few numberings
};

} // namespace lotse::search
