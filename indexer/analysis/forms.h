#pragma once
// The stems of a word beyond Snowball's: irregular forms from a table, German participles
// and infinitives with "zu" (angemeldet, anzumelden → anmelden), nouns of verbs (Änderung → ändern,
// Installation → installieren), feminine forms (Benutzerinnen), older spellings (Telephon), British
// ones (colour, organise).

#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "indexer/analysis/lang.h"

namespace lotse::analysis {

/// Immutable; may be used from any thread.
class Forms {
  public:
    Forms();
    /// Snowball's stem first, then others, none twice.
    std::vector<std::string> stems(std::string_view folded, Lang lang) const;

    /// What the table says about an irregular form; empty when it says nothing.
    std::string base(std::string_view folded, Lang lang) const;

  private:
    std::string base_with_prefix(std::string_view folded) const;

    std::unordered_map<std::string, std::string> bases_[2];
};

} // namespace lotse::analysis
