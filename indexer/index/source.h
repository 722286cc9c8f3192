#pragma once
// Where documents come from, for a full build: any number of them, read in parallel, more than
// once.

#include <cstddef>
#include <optional>
#include <utility>
#include <vector>

#include "indexer/base/result.h"
#include "indexer/index/document.h"

namespace lotse::index {

class Source {
  public:
    virtual ~Source() = default;

    virtual std::size_t size() const = 0;

    /// The i-th document; nullopt when it is not for the index (archived, or skipped with a warning
    /// of the source's own). Called from several threads, and twice for each i: it must answer the
    /// same both times. An Error ends the build.
    virtual Result<std::optional<Document>> load(std::size_t i) const = 0;
};

/// Documents that are in memory already.
class VectorSource final : public Source {
  public:
    explicit VectorSource(std::vector<Document> documents) : documents_(std::move(documents)) {}
    std::size_t size() const override { return documents_.size(); }
    Result<std::optional<Document>> load(std::size_t i) const override {
        return std::optional<Document>(documents_[i]);
    }

  private:
    std::vector<Document> documents_;
};

} // namespace lotse::index
