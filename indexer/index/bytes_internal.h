#pragma once
// Numbers and texts as bytes: a number takes seven bits to a byte, the lowest first, as in LEB128.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace lotse::index {

class ByteWriter {
  public:
    void number(std::uint64_t value) {
        while (value >= 0x80) {
            bytes_ += static_cast<char>(value | 0x80);
            value >>= 7;
        }
        bytes_ += static_cast<char>(value);
    }
    void text(std::string_view value) {
        number(value.size());
        bytes_ += value;
    }
    void texts(const std::vector<std::string>& values) {
        number(values.size());
        for (const auto& value : values)
            text(value);
    }
    void raw(std::string_view bytes) { bytes_ += bytes; }
    std::size_t size() const { return bytes_.size(); }
    std::string take() { return std::move(bytes_); }

  private:
    std::string bytes_;
};

// Reading past the end or nonsense sets `broken` and yields empty values from then on.
class ByteReader {
  public:
    explicit ByteReader(std::string_view bytes) : bytes_(bytes) {}

    std::uint64_t number() {
        std::uint64_t value = 0;
        for (unsigned shift = 0; shift < 64; shift += 7) {
            if (bytes_.empty())
                break;
            const auto byte = static_cast<unsigned char>(bytes_.front());
            bytes_.remove_prefix(1);
            value |= static_cast<std::uint64_t>(byte & 0x7FU) << shift;
            if (byte < 0x80)
                return value;
        }
        return fail(), 0;
    }
    std::string_view view() {
        const std::uint64_t size = number();
        if (size > bytes_.size())
            return fail(), std::string_view{};
        const std::string_view value = bytes_.substr(0, size);
        bytes_.remove_prefix(size);
        return value;
    }
    std::string text() { return std::string(view()); }
    std::vector<std::string> texts() {
        std::vector<std::string> values(count(1));
        for (auto& value : values)
            value = text();
        return values;
    }
    // How many things follow that take at least `least` bytes each.
    std::size_t count(std::size_t least) {
        const std::uint64_t value = number();
        if (value > bytes_.size() / least)
            return fail(), 0;
        return static_cast<std::size_t>(value);
    }
    std::string_view rest() const { return bytes_; }
    bool broken() const { return broken_; }
    bool at_end() const { return bytes_.empty(); }
    void fail() {
        broken_ = true;
        bytes_ = {};
    }

  private:
    std::string_view bytes_;
    bool broken_ = false;
};

} // namespace lotse::index
