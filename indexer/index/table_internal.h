#pragma once
// Compile-time checks for tables whose rows are indexed by an enum: rows in the enum's order, and
// no two rows that share a name or a letter.

#include <cstddef>

namespace lotse::index::detail {

template <class Rows, class Member>
constexpr bool unique(const Rows& rows, Member member) {
    for (std::size_t i = 0; i < rows.size(); ++i)
        for (std::size_t j = i + 1; j < rows.size(); ++j)
            if (rows[i].*member == rows[j].*member)
                return false;
    return true;
}

template <class Rows, class Member>
constexpr bool in_order(const Rows& rows, Member member) {
    for (std::size_t i = 0; i < rows.size(); ++i)
        if (static_cast<std::size_t>(rows[i].*member) != i)
            return false;
    return true;
}

} // namespace lotse::index::detail
