#pragma once
// Personal data in what somebody wants to publish, as a problem that shows where it stands.

#include <optional>
#include <vector>

#include "searchd/deflect/authoring.h"
#include "searchd/http/problems.h"

namespace lotse::http {

/// None without places. Offsets are UTF-16 units of the field's text, which is what browsers count
/// in.
std::optional<Problem> personal_problem(const std::vector<deflect::PersonalPlace>& places);

} // namespace lotse::http
