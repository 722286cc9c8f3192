#include "indexer/index/schema.h"

namespace lotse::index {

// A filter term must never look like a text term, or a category could pass for a word.
static_assert([] {
    for (const auto& filter : filters)
        if (filter.letter == letter(Lang::de) || filter.letter == letter(Lang::en))
            return false;
    return true;
}());

namespace {

constexpr std::size_t prefix_letters = 2;

// FNV-1a.
constexpr std::uint32_t hash_start = 2166136261U;
constexpr std::uint32_t hashed(std::uint32_t hash, char c) {
    return (hash ^ static_cast<unsigned char>(c)) * 16777619U;
}
std::uint32_t hashed(std::uint32_t hash, std::string_view text) {
    for (const char c : text)
        hash = hashed(hash, c);
    return hash;
}

} // namespace

std::string term(Lang lang, TermKind kind, std::string_view text) {
    std::string made;
    made.reserve(text.size() + prefix_letters);
    made += letter(lang);
    made += letter(kind);
    made += text;
    return made;
}

std::string filter_term(Filter filter, std::string_view value) {
    return letter(filter) + std::string(value);
}

std::string_view term_text(std::string_view term) {
    const bool is_text = term.size() > prefix_letters &&
                         (term[0] == letter(Lang::de) || term[0] == letter(Lang::en));
    return is_text ? term.substr(prefix_letters) : std::string_view{};
}

std::uint32_t term_hash(std::string_view term) {
    return hashed(hash_start, term);
}

std::uint32_t term_hash(Lang lang, TermKind kind, std::string_view text) {
    return hashed(hashed(hashed(hash_start, letter(lang)), letter(kind)), text);
}

} // namespace lotse::index
