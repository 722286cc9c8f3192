#pragma once
// A document's data in the index: StoredDocument ↔ bytes. Xapian compresses them itself; what
// matters here is that they are few and quickly read, because a search reads some two hundred.

#include <string>
#include <string_view>

#include "indexer/base/result.h"
#include "indexer/index/document.h"

namespace lotse::index {

/// Raised when the layout changes; part of the format line of the manifest.
inline constexpr std::uint32_t record_version = 2;

std::string encode(const StoredDocument& document);

/// Fails with corrupt; total on any bytes.
Result<StoredDocument> decode(std::string_view bytes);

} // namespace lotse::index
