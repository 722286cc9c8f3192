#pragma once
// Two texts line by line: what stayed, what went, what came. The shortest such list (E. W. Myers,
// An O(ND) Difference Algorithm and Its Variations, Algorithmica 1, 1986). Pure and thread-safe.

#include <string>
#include <string_view>
#include <vector>

namespace lotse::portal {

enum class LineFate : unsigned char { kept, removed, added };

struct DiffLine {
    LineFate fate = LineFate::kept;
    std::string text;

    bool operator==(const DiffLine&) const = default;
};

/// Removed lines come before the added ones that replace them. Texts that differ in more than 2,000
/// lines are shown as wholly replaced: finding better would cost the square of that.
std::vector<DiffLine> line_diff(std::string_view before, std::string_view after);

} // namespace lotse::portal
