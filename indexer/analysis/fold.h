#pragma once
// Spellings that mean the same made the same: NFKC case folding (Straße, STRASSE and ﬀ alike),
// soft hyphens and other invisible characters gone. Umlauts stay; stems bring ä, ae and a together.

#include <string>
#include <string_view>

namespace lotse::analysis {

/// Total: malformed UTF-8 becomes U+FFFD. Thread-safe.
std::string fold(std::string_view text);

/// The folded text with ä, ö, ü written a, o, u and accents dropped, for comparing spellings:
/// "rücksetzung" and "rucksetzung" are alike. The text must be folded already.
std::string without_marks(std::string_view folded);

} // namespace lotse::analysis
