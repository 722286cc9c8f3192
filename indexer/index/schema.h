#pragma once
// The schema: what a document's terms, slots and fields are called, in one table that indexing,
// searching and checking read. Changing a row changes schema_version, and with it the fingerprint:
// an index made by another schema is refused, never searched wrongly.
//
// A text term is two prefix letters and the text that analysis gave: language and form.
//     term(Lang::de, TermKind::stem, "rout")      "Dsrout"
//     term(Lang::en, TermKind::exact, "router")   "Exrouter"
// Its wdf in a document are the weights of the fields where it stands, summed. In which field a
// term stands, and where, is said by forward lists (forward.h). The two languages never share a
// term.

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "indexer/analysis/analyzer.h"
#include "indexer/index/table_internal.h"

namespace lotse::index {

inline constexpr std::uint32_t schema_version = 3;

using analysis::Lang;
using analysis::TermKind;

enum class Field : std::uint8_t { any, title, alias, question, heading, tag, summary, body };

struct FieldRow {
    Field field;
    std::string_view name; // as `explain` and JSON show it
    std::uint32_t weight;  // added to a term's wdf for each occurrence
    std::string_view says;
};

inline constexpr std::array fields{
    FieldRow{Field::any, "any", 0, "all fields together"},
    FieldRow{Field::title, "title", 6, "the document's title"},
    FieldRow{Field::alias, "alias", 5, "other names of the matter"},
    FieldRow{Field::question, "question", 4, "questions it answered before"},
    FieldRow{Field::heading, "heading", 2, "headings within the text"},
    FieldRow{Field::tag, "tag", 3, "tags"},
    FieldRow{Field::summary, "summary", 3, "one sentence: what it solves"},
    FieldRow{Field::body, "body", 1, "the text itself"},
};

struct FormRow {
    TermKind kind;
    char letter;
};
inline constexpr std::array forms{
    FormRow{TermKind::exact, 'x'}, FormRow{TermKind::stem, 's'},      FormRow{TermKind::part, 'p'},
    FormRow{TermKind::code, 'c'},  FormRow{TermKind::code_part, 'k'},
};

/// Value slots of a Xapian document.
enum class Slot : std::uint32_t { key, group, hash, updated, category, lang };

struct SlotRow {
    Slot slot;
    std::string_view name;
    std::string_view says;
};
inline constexpr std::array slots{
    SlotRow{Slot::key, "key", "kind and id, e.g. article:wlan-passwort-aendern"},
    SlotRow{Slot::group, "group", "shared by the translations of one document: collapse on it"},
    SlotRow{Slot::hash, "hash", "Document::fingerprint(), which an update compares"},
    SlotRow{Slot::updated, "updated", "sortable_serialise of seconds since 1970"},
    SlotRow{Slot::category, "category", "for counts per category"},
    SlotRow{Slot::lang, "lang", "de or en"},
};

/// Boolean terms, never weighted: a prefix letter and the value as it is.
enum class Filter : std::uint8_t { key, kind, lang, category, group };

struct FilterRow {
    Filter filter;
    char letter;
    std::string_view says;
};
inline constexpr std::array filters{
    FilterRow{Filter::key, 'I', "the unique term: kind and id"},
    FilterRow{Filter::kind, 'K', "article, solution or ticket"},
    FilterRow{Filter::lang, 'L', "the language of the document"},
    FilterRow{Filter::category, 'C', "category"},
    FilterRow{Filter::group, 'W', "translations of one document"},
};

constexpr const FieldRow& row(Field field) {
    return fields[static_cast<std::size_t>(field)];
}
constexpr char letter(Lang lang) {
    return lang == Lang::de ? 'D' : 'E';
}
constexpr char letter(TermKind kind) {
    return forms[static_cast<std::size_t>(kind)].letter;
}
constexpr char letter(Filter filter) {
    return filters[static_cast<std::size_t>(filter)].letter;
}

/// The posting of `text`, a Term of analysis (which bounds its length).
std::string term(Lang lang, TermKind kind, std::string_view text);
std::string filter_term(Filter filter, std::string_view value);

/// The text of a term made by term(), without the two letters; empty when it is no text term.
std::string_view term_text(std::string_view term);

/// What stands for a term in a document's forward list (Token::hash): 32 bits, the same on every
/// machine.
std::uint32_t term_hash(std::string_view term);
/// Of term(lang, kind, text).
std::uint32_t term_hash(Lang lang, TermKind kind, std::string_view text);

using detail::in_order;
using detail::unique;
static_assert(in_order(fields, &FieldRow::field) && in_order(forms, &FormRow::kind));
static_assert(in_order(slots, &SlotRow::slot) && in_order(filters, &FilterRow::filter));
static_assert(unique(fields, &FieldRow::name));
static_assert(unique(forms, &FormRow::letter) && unique(slots, &SlotRow::name));
static_assert(unique(filters, &FilterRow::letter));

} // namespace lotse::index
