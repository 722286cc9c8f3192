#pragma once
// A knowledge-base article as a value: what its file says, no more. Files are the truth; an Article
// is read from one and can be written back to one without losing anything.

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/base/clock.h"

namespace lotse::content {

enum class Audience { everyone, customer, internal }; // written public, customer, internal
enum class State { draft, published, archived };

std::string_view name(Audience audience);
std::string_view name(State state);
std::optional<Audience> parse_audience(std::string_view text);
std::optional<State> parse_state(std::string_view text);

/// a-z, 0-9 and '-', 1 to 96 characters, no '-' at either end.
bool is_article_id(std::string_view id);

/// An id made from any text: "WLAN: Größe & Reichweite" → "wlan-groesse-reichweite". May be empty.
std::string slug(std::string_view text);

struct Article {
    std::string id;   // slug, unique over all languages: a-z, 0-9 and '-', at most 96 characters
    std::string lang; // "de" or "en"
    std::string title;
    std::string summary;
    std::string category;
    std::vector<std::string> tags;
    std::vector<std::string> aliases; // other names of the matter, as people say them
    Audience audience = Audience::everyone;
    State state = State::published;
    std::string
        translation_key; // shared by the translations of one article; empty when it has none
    std::vector<std::string> former_ids; // that it was known by: their addresses lead here
    std::string replaced_by;             // of an archived one: the article to read instead
    std::optional<TimePoint> updated;
    std::map<std::string, std::string> extra; // front matter keys not known here, kept as YAML text
    std::string body;                         // Markdown, without the front matter

    std::filesystem::path path; // relative to the content folder; empty when it has no file yet
    std::size_t body_line = 1;  // the line of the file at which the body starts, for messages
    std::string content_hash;   // of the file's bytes: two equal hashes need no reindexing

    bool operator==(const Article&) const = default;
};

} // namespace lotse::content
