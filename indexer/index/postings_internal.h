#pragma once
// Document → what the index keeps of it: every field through analysis, filters and values as the
// schema names them, the record that a search shows, and the forward list that it ranks by.

#include <xapian.h>

#include "indexer/analysis/analyzer.h"
#include "indexer/index/document.h"
#include "indexer/index/forward_writer_internal.h"

namespace lotse::index {

struct Indexed {
    Xapian::Document document;
    std::string list; // of a ForwardWriter
};

/// For a generation, which keeps lists and readings of all its documents together, and makes its
/// posting lists of these: Xapian gets filters only.
Indexed to_index(const Document& document, const analysis::Analyzer& analyzer,
                 const analysis::Vocabulary& vocabulary, ReadingFront& readings);

/// For a document that comes later, or stands alone: it carries both in its record, and its terms
/// are posted by Xapian.
Xapian::Document to_xapian(const Document& document, const analysis::Analyzer& analyzer,
                           const analysis::Vocabulary& vocabulary);

/// The unique term by which the document is replaced and deleted.
std::string key_term(const Key& key);

/// The metadata under which the position of a stream of changes is kept.
std::string position_key(const std::string& stream);

/// The metadata by which a class knows what has changed since the build: of Key::to_string().
std::string changed_key(const std::string& key);

/// The metadata in which a class keeps the numbers of the documents that went since the build, in
/// the order in which they went: numbers of a ByteWriter.
inline constexpr const char* gone_key = "gone";

} // namespace lotse::index
