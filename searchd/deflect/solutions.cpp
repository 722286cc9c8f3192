#include "searchd/deflect/solutions.h"

#include <algorithm>
#include <array>

#include "indexer/base/text.h"
#include "tickets/redact.h"

namespace lotse::deflect {

namespace {

constexpr std::size_t longest_greeting = 60; // bytes of a line; a longer one says something

constexpr std::array<std::string_view, 13> greetings{
    "sehr geehrte", "guten tag", "guten morgen", "guten abend", "hallo", "liebes",      "liebe",
    "moin",         "servus",    "dear",         "hello",       "hi",    "good morning"};

bool begins_with_words(std::string_view line, std::string_view words) {
    return line.starts_with(words) &&
           (line.size() == words.size() ||
            (static_cast<unsigned char>(line[words.size()]) < 0x80 &&
             std::string_view(" ,!.:r").find(line[words.size()]) != std::string_view::npos));
}

/// "Hallo Herr Meier," but not "Hallo, mein Router geht nicht": what follows the comma counts.
bool is_greeting(std::string_view line) {
    const std::string lowered = ascii_lower(line);
    if (line.size() > longest_greeting || std::ranges::none_of(greetings, [&](auto words) {
            return begins_with_words(lowered, words);
        }))
        return false;
    const auto mark = lowered.find_first_of(",!.");
    return mark == std::string::npos || trimmed(std::string_view(lowered).substr(mark + 1)).empty();
}

} // namespace

std::string own_words(std::string_view body) {
    const std::string without = tickets::without_quotes_and_signature(body);
    const std::string_view text = trimmed(without);
    const std::string_view first = trimmed(text.substr(0, text.find('\n')));
    if (first.size() == text.size() || !is_greeting(first))
        return std::string(text);
    return std::string(trimmed(text.substr(text.find('\n'))));
}

Result<search::SearchAnswer> solutions_for(const search::Engine& engine, search::Draft draft) {
    draft.body = own_words(draft.body);
    return engine.for_draft(draft);
}

} // namespace lotse::deflect
