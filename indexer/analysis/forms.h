#pragma once
// The stems of a word beyond Snowball's: irregular forms from a table, German participles
// (angemeldet → anmelden), nouns in -erung (Änderung → ändern), feminine forms (Benutzerinnen).

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

  private:
    std::unordered_map<std::string, std::string> bases_[2];
};

} // namespace lotse::analysis
