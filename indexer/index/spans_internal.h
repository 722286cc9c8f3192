#pragma once
// Arrays in the bytes of a file, at its front or its end, where they are aligned as they lie.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace lotse::index {

/// `count` values at the front of `rest`, which then is what follows; nullopt when there are not so
/// many.
template <class T>
std::optional<std::span<const T>> take(std::string_view& rest, std::uint64_t count) {
    if (count > rest.size() / sizeof(T))
        return std::nullopt;
    const std::span<const T> values(reinterpret_cast<const T*>(rest.data()),
                                    static_cast<std::size_t>(count));
    rest.remove_prefix(values.size_bytes());
    return values;
}

/// The same at the end of `rest`, which then is what comes before.
template <class T>
std::optional<std::span<const T>> take_last(std::string_view& rest, std::uint64_t count) {
    if (count > rest.size() / sizeof(T))
        return std::nullopt;
    const std::size_t size = static_cast<std::size_t>(count) * sizeof(T);
    std::string_view end = rest.substr(rest.size() - size);
    rest.remove_suffix(size);
    return take<T>(end, count);
}

/// Puts values into such bytes.
template <class T>
void append_values(std::string& bytes, const T* values, std::size_t count) {
    bytes.append(reinterpret_cast<const char*>(values), count * sizeof(T));
}

} // namespace lotse::index
