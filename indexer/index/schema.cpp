#include "indexer/index/schema.h"

namespace lotse::index {

// A filter term must never look like a text term, or a category could pass for a word.
static_assert([] {
    for (const auto& filter : filters)
        if (filter.letter == letter(Lang::de) || filter.letter == letter(Lang::en))
            return false;
    return true;
}());

std::string term(Lang lang, Field field, TermKind kind, std::string_view text) {
    std::string made;
    made.reserve(text.size() + 3);
    made += letter(lang);
    made += row(field).letter;
    made += letter(kind);
    made += text;
    return made;
}

std::string filter_term(Filter filter, std::string_view value) {
    return letter(filter) + std::string(value);
}

std::string_view term_text(std::string_view term) {
    const bool is_text =
        term.size() > 3 && (term[0] == letter(Lang::de) || term[0] == letter(Lang::en));
    return is_text ? term.substr(3) : std::string_view{};
}

std::uint32_t term_hash(std::string_view any_term) {
    std::uint32_t hash = 2166136261U; // FNV-1a
    for (const char c : any_term) {
        hash ^= static_cast<unsigned char>(c);
        hash *= 16777619U;
    }
    return hash;
}

} // namespace lotse::index
