#pragma once
// Comma-separated values as RFC 4180 says: lines end with CR LF, a cell that needs it stands in
// quotes. A text that a spreadsheet would take for a formula (it begins with = + - @, a tab or the
// end of a line) is given an apostrophe in front; numbers stay numbers, negative ones too.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace lotse::tickets {

class Csv {
  public:
    Csv& text(std::string_view cell);
    Csv& number(std::int64_t cell);
    /// As short as it can be read back exactly; never in exponents.
    Csv& number(double cell);
    /// Nothing, where there is no value.
    template <class Number>
    Csv& number(const std::optional<Number>& cell) {
        return cell ? number(*cell) : raw("");
    }
    void end_line();

    const std::string& str() const { return written_; }

  private:
    Csv& raw(std::string_view cell);

    std::string written_;
    bool line_begun_ = false;
};

} // namespace lotse::tickets
