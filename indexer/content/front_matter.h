#pragma once
// The YAML between the two '---' lines of an article, held to a strict subset: scalars, lists of
// scalars and one map inside a map; no anchors, aliases or tags (a "YAML bomb" is made of those).
// Internal to this room.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/base/result.h"

namespace lotse::content {

inline constexpr std::size_t max_front_matter_bytes = 16 * 1024;

struct YamlValue {
    enum class Kind { scalar, list, map };

    Kind kind = Kind::scalar;
    std::string scalar;
    std::vector<YamlValue> items;  // of a list; the values of a map
    std::vector<std::string> keys; // of a map, one for each item
    std::size_t line = 1;          // from 1, within the front matter

    /// The value under `key` of a map, or null.
    const YamlValue* find(std::string_view key) const;
    /// A list's scalars, or the scalar alone split at commas; empty strings are left out.
    std::vector<std::string> strings() const;
};

/// Fails with invalid_argument. `first_line` is the line of the file at which the YAML starts: the
/// message begins "line N: …" counted in the file.
Result<YamlValue> parse_front_matter(std::string_view yaml, std::size_t first_line);

/// One line of YAML in flow style, e.g. "[a, b]".
std::string to_flow_yaml(const YamlValue& value);

} // namespace lotse::content
