#include "searchd/http/personal_faults.h"

#include "searchd/http/json_internal.h"

namespace lotse::http {

std::optional<Problem> personal_problem(const std::vector<deflect::PersonalPlace>& places) {
    if (places.empty())
        return std::nullopt;
    Problem problem{.id = ProblemId::invalid_request};
    for (const auto& place : places) {
        const Json marks = utf16_marks(place.text, {{place.found.begin, place.found.end}});
        problem.faults.push_back({.field = "/" + place.field,
                                  .what = "personal_data",
                                  .kind = std::string(tickets::name(place.found.kind)),
                                  .begin = marks[0][0].get<std::size_t>(),
                                  .end = marks[0][1].get<std::size_t>()});
    }
    return problem;
}

} // namespace lotse::http
