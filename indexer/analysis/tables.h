#pragma once
// The language tables of de/ and en/, compiled in. One entry a line; "#" starts a comment.

#include <string_view>
#include <vector>

namespace lotse::analysis::tables {

extern const std::string_view de_stop_words;
extern const std::string_view de_forms;
extern const std::string_view de_compounds;
extern const std::string_view de_letters;
extern const std::string_view en_stop_words;
extern const std::string_view en_forms;
extern const std::string_view en_letters;

/// The words of each line that has any, comments dropped.
std::vector<std::vector<std::string_view>> lines(std::string_view table);

} // namespace lotse::analysis::tables
