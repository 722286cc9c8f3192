#pragma once
// Names of files as strangers send them: made fit for showing, never used as a path.

#include <string>
#include <string_view>

namespace lotse::tickets {

/// Without invisible and control characters, path separators, leading and trailing dots and blanks;
/// at most 120 characters, its ending kept. Names that some system takes for a device get a '_'.
/// "file" where nothing is left. Never fails: the name is only a label.
///
///     display_name("..\u200b/.htaccess") == "htaccess"
std::string display_name(std::string_view given);

/// The value of a Content-Disposition header: "attachment; filename=…; filename*=UTF-8''…".
std::string content_disposition(std::string_view display_name, bool inline_allowed);

} // namespace lotse::tickets
