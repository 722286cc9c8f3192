#pragma once
// What the index holds: a document as a value, whatever it was before (an article, the shared
// solution of a ticket, a resolved and redacted ticket). Also what a search reads back of one.

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/base/clock.h"
#include "indexer/index/schema.h"

namespace lotse::index {

enum class Kind : std::uint8_t { article, solution, ticket };
std::string_view name(Kind kind);
std::optional<Kind> parse_kind(std::string_view text);

/// Who may find it. Each is a Xapian database of its own, so that a hidden document influences
/// nothing that a caller may see: no count, no score, no spelling, no completion.
enum class Visibility : std::uint8_t { everyone, customer, staff };
inline constexpr std::array all_visibilities{Visibility::everyone, Visibility::customer,
                                             Visibility::staff};
std::string_view name(Visibility visibility); // "public", "customer", "staff"; also the folder

/// A caller reads his own class and all below it.
constexpr bool may_read(Visibility caller, Visibility document) {
    return document <= caller;
}

/// The identity of a document over all classes, languages and generations.
struct Key {
    Kind kind = Kind::article;
    std::string id;

    std::string to_string() const;                // "article:wlan-passwort-aendern"
    auto operator<=>(const Key&) const = default; // NOLINT(modernize-use-nullptr): false alarm
};
std::optional<Key> parse_key(std::string_view text);

struct Document {
    Key key;
    Lang lang = Lang::de;
    Visibility visibility = Visibility::staff;
    std::string group; // the key that translations share; empty: a group of its own
    std::string title; // may be empty
    std::string summary;
    std::string category;
    std::vector<std::string> tags;
    std::vector<std::string> aliases;
    std::vector<std::string> headings;
    std::vector<std::string> questions; // that this document answered, remembered by the loop
    std::string text;                   // plain, one block a line
    std::optional<TimePoint> updated;

    bool operator==(const Document&) const = default;

    /// Hash over everything above: two documents with the same one need no reindexing.
    std::string fingerprint() const;
};

/// One occurrence in a document's forward list. A word has one entry for each of its terms, all at
/// the same position; positions count words within their field from 0. Between two aliases, tags,
/// questions or headings there is a step of 16, so that their words never look adjacent.
struct Token {
    std::uint32_t hash = 0; // term_hash()
    Field field = Field::body;
    std::uint16_t position = 0; // 65535 stands for all beyond

    bool operator==(const Token&) const = default;
};

/// The forward list of a document that has changed since the build, with its own readings
/// (forward.h). Both empty where the generation has it.
struct OwnForward {
    std::string readings;
    std::string list;

    bool operator==(const OwnForward&) const = default;
};

/// What is read of a hit that is shown: for snippets and reasons.
struct StoredDocument {
    Key key;
    Lang lang = Lang::de;
    Visibility visibility = Visibility::staff;
    std::string group; // as Document::group; Slot::group is never empty
    std::string title;
    std::string summary;
    std::string category;
    std::vector<std::string> tags;
    std::vector<std::string> aliases;
    std::vector<std::string> questions;
    std::string text;
    std::optional<TimePoint> updated;
    OwnForward own;
    std::vector<Token> tokens; // in order of field, then position; from the forward list

    bool operator==(const StoredDocument&) const = default;
};

} // namespace lotse::index
