#pragma once
// Document → Xapian document: every field through analysis, terms as the schema names them, values,
// and the record that a search reads back.

#include <xapian.h>

#include "indexer/analysis/analyzer.h"
#include "indexer/index/document.h"

namespace lotse::index {

Xapian::Document to_xapian(const Document& document, const analysis::Analyzer& analyzer,
                           const analysis::Vocabulary& vocabulary);

/// The unique term by which the document is replaced and deleted.
std::string key_term(const Key& key);

/// The metadata under which the position of a stream of changes is kept.
std::string position_key(const std::string& stream);

/// The metadata by which a class knows what has changed since the build: of Key::to_string().
std::string changed_key(const std::string& key);

} // namespace lotse::index
