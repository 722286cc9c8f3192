#include "indexer/index/trouble_internal.h"

#include "indexer/index/rebuild_hint_internal.h"

#include <string_view>

namespace lotse::index {

namespace {

bool disk_is_full(const Xapian::Error& error, const std::string& message) {
    constexpr std::string_view said = "No space left on device";
    const char* cause = error.get_error_string();
    return (cause != nullptr && std::string_view(cause) == said) ||
           message.find(said) != std::string::npos;
}

} // namespace

Error from_xapian(const Xapian::Error& error) {
    const std::string type = error.get_type();
    std::string message = "index: " + error.get_msg();
    if (const char* cause = error.get_error_string(); cause != nullptr)
        message += std::string(": ") + cause;
    if (disk_is_full(error, message))
        return {Code::no_space, message, "free some disk space and try again"};
    if (type == "DatabaseLockError")
        return {Code::locked, message,
                "another program writes to this index: wait until it is done"};
    if (type == "DatabaseCorruptError" || type == "DatabaseNotFoundError" ||
        type == "SerialisationError")
        return {Code::corrupt, message, rebuild_hint};
    if (type == "DatabaseVersionError")
        return {Code::mismatch, message, rebuild_hint};
    if (type == "DatabaseModifiedError" || type == "DatabaseClosedError")
        return {Code::unavailable, message, "try again"};
    if (type == "DatabaseOpeningError" || type == "DatabaseCreateError" || type == "DatabaseError")
        return {Code::io, message, "check that the index folder is there, readable and writable"};
    return {Code::internal, message, ""};
}

} // namespace lotse::index
