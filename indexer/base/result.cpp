#include "indexer/base/result.h"

namespace lotse {

const char* name(Code code) {
    switch (code) {
    case Code::invalid_argument:
        return "invalid_argument";
    case Code::not_found:
        return "not_found";
    case Code::conflict:
        return "conflict";
    case Code::unauthenticated:
        return "unauthenticated";
    case Code::forbidden:
        return "forbidden";
    case Code::too_large:
        return "too_large";
    case Code::rate_limited:
        return "rate_limited";
    case Code::locked:
        return "locked";
    case Code::corrupt:
        return "corrupt";
    case Code::mismatch:
        return "mismatch";
    case Code::io:
        return "io";
    case Code::no_space:
        return "no_space";
    case Code::unavailable:
        return "unavailable";
    case Code::deadline:
        return "deadline";
    case Code::internal:
        return "internal";
    }
    return "internal";
}

std::string Error::to_string() const {
    return hint.empty() ? message : message + " (" + hint + ")";
}

} // namespace lotse
