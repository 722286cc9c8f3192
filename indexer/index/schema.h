#pragma once
// The schema: what a document's terms, slots and fields are called, in one table that indexing,
// searching and checking read. Changing a row changes schema_version, and with it the fingerprint:
// an index made by another schema is refused, never searched wrongly.
//
// A text term is three prefix letters and the text that analysis gave: language, field, form.
//     term(Lang::de, Field::any, Form::stem, "rout")      "DAsrout"
//     term(Lang::en, Field::title, Form::exact, "router") "ETxrouter"
// Every text term of a document is posted under Field::any, its wdf being the weights of the fields
// where it stands, summed. Fields with `own_terms` are posted under their own letter as well, with
// their plain count. The two languages never share a term.

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace lotse::index {

inline constexpr std::uint32_t schema_version = 1;

enum class Lang : std::uint8_t { de, en };
inline constexpr std::array all_langs{Lang::de, Lang::en};
std::optional<Lang> parse_lang(std::string_view code); // "de", "en"
std::string_view code(Lang lang);

enum class Field : std::uint8_t { any, title, alias, question, heading, tag, summary, body };

/// How a term came out of a word.
enum class Form : std::uint8_t {
    exact, // the folded word as it stands, codes and numbers included
    stem,
    part, // the stem of a part of a compound, or of a joined or split spelling
};

struct FieldRow {
    Field field;
    std::string_view name; // as `explain` and JSON show it
    char letter;
    std::uint32_t weight; // added to the wdf of Field::any for each occurrence
    bool own_terms;
    std::string_view says;
};

inline constexpr std::array fields{
    FieldRow{Field::any, "any", 'A', 0, true, "all fields together, weighted"},
    FieldRow{Field::title, "title", 'T', 6, true, "the document's title"},
    FieldRow{Field::alias, "alias", 'N', 5, true, "other names of the matter, kept by editors"},
    FieldRow{Field::question, "question", 'Q', 4, true, "questions that this document answered"},
    FieldRow{Field::heading, "heading", 'H', 2, false, "headings within the text"},
    FieldRow{Field::tag, "tag", 'G', 3, false, "tags"},
    FieldRow{Field::summary, "summary", 'S', 3, false, "one sentence that says what it solves"},
    FieldRow{Field::body, "body", 'B', 1, false, "the text itself"},
};

struct FormRow {
    Form form;
    char letter;
    std::string_view says;
};
inline constexpr std::array forms{
    FormRow{Form::exact, 'x', "the word as it stands"},
    FormRow{Form::stem, 's', "its stem"},
    FormRow{Form::part, 'p', "a part of it"},
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
constexpr char letter(Form form) {
    return forms[static_cast<std::size_t>(form)].letter;
}
constexpr char letter(Filter filter) {
    return filters[static_cast<std::size_t>(filter)].letter;
}

/// The posting of `text` as analysis gave it. Over 200 bytes it is cut and ends in a hash, in index
/// and question alike, because Xapian refuses terms over 245 bytes.
std::string term(Lang lang, Field field, Form form, std::string_view text);
std::string filter_term(Filter filter, std::string_view value);

/// The text of a term made by term(), without the three letters; empty when it is no text term.
std::string_view term_text(std::string_view term);

/// What stands for a term in a document's forward list (Token::hash): 32 bits, the same on every
/// machine. Taken over the term under Field::any.
std::uint32_t term_hash(std::string_view any_term);

namespace detail {
template <class Rows, class Get>
constexpr bool unique(const Rows& rows, Get get) {
    for (std::size_t i = 0; i < rows.size(); ++i)
        for (std::size_t j = i + 1; j < rows.size(); ++j)
            if (get(rows[i]) == get(rows[j]))
                return false;
    return true;
}
template <class Rows, class Get>
constexpr bool in_order(const Rows& rows, Get get) {
    for (std::size_t i = 0; i < rows.size(); ++i)
        if (static_cast<std::size_t>(get(rows[i])) != i)
            return false;
    return true;
}
template <class Rows>
constexpr bool letters_unique(const Rows& rows) {
    return unique(rows, [](const auto& r) { return r.letter; });
}
} // namespace detail

static_assert(detail::in_order(fields, [](const FieldRow& r) { return r.field; }));
static_assert(detail::in_order(forms, [](const FormRow& r) { return r.form; }));
static_assert(detail::in_order(slots, [](const SlotRow& r) { return r.slot; }));
static_assert(detail::in_order(filters, [](const FilterRow& r) { return r.filter; }));
static_assert(detail::letters_unique(fields) && detail::letters_unique(forms));
static_assert(detail::letters_unique(filters));
static_assert(detail::unique(fields, [](const FieldRow& r) { return r.name; }));
static_assert(detail::unique(slots, [](const SlotRow& r) { return r.name; }));

} // namespace lotse::index
