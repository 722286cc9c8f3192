#pragma once
// A document's data in the index: StoredDocument ↔ bytes, without the tokens, which its forward
// list gives. Xapian compresses them itself.

#include <string>
#include <string_view>

#include "indexer/base/result.h"
#include "indexer/index/document.h"

namespace lotse::index {

/// Raised when the layout changes; part of the format line of the manifest.
inline constexpr std::uint32_t record_version = 3;

std::string encode(const StoredDocument& document);

/// Fails with corrupt; total on any bytes.
Result<StoredDocument> decode(std::string_view bytes);

} // namespace lotse::index
