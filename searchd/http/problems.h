#pragma once
// What goes wrong, as RFC 9457 says it: one table from our codes to status, stable type and titles
// in German and English. Texts of exceptions and paths of the machine never get here.

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/base/result.h"
#include "searchd/http/limits.h"
#include "searchd/http/request.h"

namespace lotse::http {

/// Each has one row in the table. The names of the types that URLs end in never change.
enum class ProblemId : std::uint8_t {
    invalid_request,
    malformed_request,
    unauthenticated,
    forbidden,
    cross_site,
    not_found,
    method_not_allowed,
    not_acceptable_state, // conflict
    stale_edit,
    precondition_required,
    body_too_large,
    unsupported_media_type,
    unsupported_encoding,
    uri_too_long,
    header_too_large,
    request_timeout,
    rate_limited,
    not_implemented,
    internal,
    unavailable,
    overloaded,
    out_of_space,
    deadline,
};

struct ProblemType {
    ProblemId id;
    int status;
    std::string_view type; // last part of the type's URL: "/problems/not-found"
    std::string_view title_de;
    std::string_view title_en;
    std::string_view remedy_de;
    std::string_view remedy_en;
};

std::span<const ProblemType> problem_types();
const ProblemType& problem_type(ProblemId id);
ProblemId problem_of(Code code);
ProblemId problem_of(Refusal refusal);

/// What is wrong with one field of a request. `what` is stable and short: "unknown_field",
/// "wrong_type", "required", "too_long", "invalid_value", "invalid_encoding", "personal_data".
struct FieldFault {
    std::string field; // "/subject"; empty: the whole body
    std::string what;
    std::string kind{}; // of personal data: "phone"; then [begin, end) says where in the field
    std::size_t begin = 0;
    std::size_t end = 0;

    bool operator==(const FieldFault&) const = default;
};

struct Problem {
    ProblemId id = ProblemId::internal;
    std::string detail{}; // empty: the remedy of the table
    std::vector<FieldFault> faults{};
    int retry_after = 0; // seconds; 0: not said
    std::string allow{}; // of method_not_allowed
};

/// The message of an error that its caller made is handed on; of all others only their kind is.
Problem problem_of(const Error& error);
Problem invalid_field(std::string field, std::string what);

Response problem_response(const Problem& problem, Tongue tongue, std::string_view request_id);

} // namespace lotse::http
