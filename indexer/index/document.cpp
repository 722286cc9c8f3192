#include "indexer/index/document.h"

#include <cstdio>

namespace lotse::index {

namespace {

// Two FNV-1a sums of different seeds: 128 bits against chance, not against an adversary; a document
// can at worst hide its own change.
class Sum {
  public:
    void add(std::string_view text) {
        add_number(text.size());
        for (const char c : text)
            step(static_cast<unsigned char>(c));
    }
    void add(const std::vector<std::string>& texts) {
        add_number(texts.size());
        for (const auto& text : texts)
            add(text);
    }
    void add_number(std::uint64_t number) {
        for (int i = 0; i < 8; ++i)
            step(static_cast<unsigned char>(number >> (8 * i)));
    }
    std::string hex() const {
        char text[33];
        std::snprintf(text, sizeof text, "%016llx%016llx", static_cast<unsigned long long>(a_),
                      static_cast<unsigned long long>(b_));
        return text;
    }

  private:
    void step(unsigned char byte) {
        a_ = (a_ ^ byte) * 1099511628211ULL;
        b_ = (b_ ^ byte) * 1099511628211ULL;
        b_ = (b_ << 7) | (b_ >> 57);
    }
    std::uint64_t a_ = 14695981039346656037ULL;
    std::uint64_t b_ = 0x9E3779B97F4A7C15ULL;
};

template <class Enum, class Values>
std::optional<Enum> by_name(const Values& values, std::string_view text) {
    for (const Enum value : values)
        if (name(value) == text)
            return value;
    return std::nullopt;
}

} // namespace

std::string_view name(Kind kind) {
    switch (kind) {
    case Kind::article:
        return "article";
    case Kind::solution:
        return "solution";
    case Kind::ticket:
        return "ticket";
    }
    return "";
}

std::optional<Kind> parse_kind(std::string_view text) {
    return by_name<Kind>(std::array{Kind::article, Kind::solution, Kind::ticket}, text);
}

std::string_view name(Visibility visibility) {
    switch (visibility) {
    case Visibility::everyone:
        return "public";
    case Visibility::customer:
        return "customer";
    case Visibility::staff:
        return "staff";
    }
    return "";
}

std::string Key::to_string() const {
    return std::string(name(kind)) + ":" + id;
}

std::optional<Key> parse_key(std::string_view text) {
    const auto colon = text.find(':');
    if (colon == std::string_view::npos || colon + 1 == text.size())
        return std::nullopt;
    const auto kind = parse_kind(text.substr(0, colon));
    if (!kind)
        return std::nullopt;
    return Key{*kind, std::string(text.substr(colon + 1))};
}

std::string Document::fingerprint() const {
    Sum sum;
    sum.add(key.to_string());
    sum.add(analysis::name(lang));
    sum.add(name(visibility));
    sum.add(group);
    sum.add(title);
    sum.add(summary);
    sum.add(category);
    sum.add(tags);
    sum.add(aliases);
    sum.add(headings);
    sum.add(questions);
    sum.add(text);
    sum.add_number(updated ? static_cast<std::uint64_t>(updated->time_since_epoch().count()) : 0);
    return sum.hex();
}

} // namespace lotse::index
