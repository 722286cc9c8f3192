#include "indexer/content/article.h"

#include <algorithm>
#include <array>
#include <utility>

namespace lotse::content {

namespace {

constexpr std::size_t max_id = 96;

constexpr std::array audiences{std::pair{Audience::everyone, std::string_view("public")},
                               std::pair{Audience::customer, std::string_view("customer")},
                               std::pair{Audience::internal, std::string_view("internal")}};
constexpr std::array states{std::pair{State::draft, std::string_view("draft")},
                            std::pair{State::published, std::string_view("published")},
                            std::pair{State::archived, std::string_view("archived")}};

template <class Table, class Value>
std::string_view name_in(const Table& table, Value value) {
    for (const auto& [known, text] : table)
        if (known == value)
            return text;
    return {};
}

template <class Value, class Table>
std::optional<Value> value_in(const Table& table, std::string_view text) {
    for (const auto& [known, name] : table)
        if (name == text)
            return known;
    return std::nullopt;
}

// The ASCII spelling of the German letter at the start of `text`, and how many bytes it stands for.
std::pair<std::string_view, std::size_t> german_letter(std::string_view text) {
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 8> letters{
        {{"ä", "ae"},
         {"ö", "oe"},
         {"ü", "ue"},
         {"ß", "ss"},
         {"Ä", "ae"},
         {"Ö", "oe"},
         {"Ü", "ue"},
         {"ẞ", "ss"}}};
    for (const auto& [letter, ascii] : letters)
        if (text.starts_with(letter))
            return {ascii, letter.size()};
    return {{}, 0};
}

} // namespace

std::string_view name(Audience audience) {
    return name_in(audiences, audience);
}
std::string_view name(State state) {
    return name_in(states, state);
}

std::optional<Audience> parse_audience(std::string_view text) {
    return value_in<Audience>(audiences, text);
}

std::optional<State> parse_state(std::string_view text) {
    return value_in<State>(states, text);
}

bool is_article_id(std::string_view id) {
    if (id.empty() || id.size() > max_id || id.front() == '-' || id.back() == '-')
        return false;
    return std::ranges::all_of(
        id, [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; });
}

std::string slug(std::string_view text) {
    std::string out;
    while (!text.empty() && out.size() < max_id) {
        const auto [ascii, bytes] = german_letter(text);
        if (bytes > 0) {
            out += ascii;
            text.remove_prefix(bytes);
            continue;
        }
        const char c = text.front();
        text.remove_prefix(1);
        if (c >= 'A' && c <= 'Z')
            out += static_cast<char>(c - 'A' + 'a');
        else if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
            out += c;
        else if (!out.empty() && out.back() != '-')
            out += '-';
    }
    out.resize(std::min(out.size(), max_id));
    while (!out.empty() && out.back() == '-')
        out.pop_back();
    return out;
}

} // namespace lotse::content
