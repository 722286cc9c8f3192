#pragma once
// Forms that hold files: multipart/form-data, as browsers send it (RFC 7578).

#include <string>
#include <string_view>
#include <vector>

#include "indexer/base/result.h"

namespace lotse::http {

/// A field of a form. What it holds lies in the body it was read from.
struct FormPart {
    std::string field{};
    std::string
        file_name{}; // as the sender calls it; empty for plain fields, and where none was chosen
    bool is_file = false;
    std::string_view bytes{};

    bool operator==(const FormPart&) const = default;
};

/// The boundary that a Content-Type header names; empty when it is no such form or names none.
std::string boundary_of(std::string_view content_type);

/// The fields in their order. invalid_argument for a body that was cut off, without an end, with
/// over 100 parts or with a part that has no name. Takes time in proportion to the body.
Result<std::vector<FormPart>> parse_multipart(std::string_view body, std::string_view boundary);

} // namespace lotse::http
