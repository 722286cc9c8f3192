#pragma once
// Documents of the index, read and decoded once, though many questions show them. Those used last
// stay. Any thread.

#include <cstddef>
#include <cstdint>
#include <list>
#include <memory>
#include <mutex>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "indexer/index/document.h"
#include "searchd/search/memo.h"

namespace lotse::search {

class DocumentCache {
  public:
    explicit DocumentCache(std::size_t most_bytes) : most_bytes_(most_bytes) {}

    /// Where a document stands in the index, which no other ever does.
    struct Place {
        std::uint64_t generation = 0;
        std::uint32_t part = 0;   // the class, for all who may read it
        std::uint32_t number = 0; // Xapian's, within the part

        bool operator==(const Place&) const = default;
    };

    /// Null when it is not there.
    std::shared_ptr<const index::StoredDocument> find(const Place& place);
    /// Which number a document has, as `look_up` says; `name`: of the document, and of the state of
    /// the index that the number holds for.
    template <class LookUp>
    std::uint32_t number_of(std::string_view name, LookUp&& look_up) {
        return *numbers_.find(name, std::forward<LookUp>(look_up));
    }
    void keep(const Place& place, std::shared_ptr<const index::StoredDocument> document);

  private:
    struct Entry {
        Place place;
        std::shared_ptr<const index::StoredDocument> document;
        std::size_t bytes = 0;
    };
    struct Hash {
        std::size_t operator()(const Place& place) const {
            return ((place.generation * 4 + place.part) << 32U | place.number) *
                   0x9E3779B97F4A7C15ULL;
        }
    };

    std::size_t most_bytes_;
    std::mutex mutex_;
    std::size_t bytes_ = 0;
    std::list<Entry> entries_; // the last used first
    std::unordered_map<Place, std::list<Entry>::iterator, Hash> by_place_;
    Memo<std::uint32_t> numbers_{8192};
};

} // namespace lotse::search
