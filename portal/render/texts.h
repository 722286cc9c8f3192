#pragma once
// The one catalogue of what the pages say, in German and English. A key that lacks one of the two
// fails the build, so looking a known key up cannot fail. Thread-safe.

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace lotse::portal {

enum class Lang { de, en };

std::string_view code(Lang lang);
/// "de…" is German, everything else English.
Lang lang_of(std::string_view code);
Lang other(Lang lang);

/// Values for the places in a text: {{"count", "4"}} fills "{count}".
using Places = std::vector<std::pair<std::string_view, std::string>>;

/// Throws std::logic_error for an unknown key: that is a bug, not an input.
std::string text(Lang lang, std::string_view key, const Places& places = {});

/// Is there such a text?
bool has_text(std::string_view key);

} // namespace lotse::portal
