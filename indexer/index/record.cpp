#include "indexer/index/record_internal.h"

#include <algorithm>
#include <unordered_map>

namespace lotse::index {

namespace {

class Writer {
  public:
    void number(std::uint64_t value) {
        while (value >= 0x80) {
            bytes_ += static_cast<char>(value | 0x80);
            value >>= 7;
        }
        bytes_ += static_cast<char>(value);
    }
    void fixed32(std::uint32_t value) {
        for (int i = 0; i < 4; ++i)
            bytes_ += static_cast<char>(value >> (8 * i));
    }
    void text(std::string_view value) {
        number(value.size());
        bytes_ += value;
    }
    void texts(const std::vector<std::string>& values) {
        number(values.size());
        for (const auto& value : values)
            text(value);
    }
    std::string take() { return std::move(bytes_); }

  private:
    std::string bytes_;
};

// Reading past the end or nonsense sets `broken` and yields empty values from then on.
class Reader {
  public:
    explicit Reader(std::string_view bytes) : bytes_(bytes) {}

    std::uint64_t number() {
        std::uint64_t value = 0;
        for (unsigned shift = 0; shift < 64; shift += 7) {
            if (bytes_.empty())
                break;
            const auto byte = static_cast<unsigned char>(bytes_.front());
            bytes_.remove_prefix(1);
            value |= static_cast<std::uint64_t>(byte & 0x7FU) << shift;
            if (byte < 0x80)
                return value;
        }
        return fail(), 0;
    }
    std::uint32_t fixed32() {
        if (bytes_.size() < 4)
            return fail(), 0;
        std::uint32_t value = 0;
        for (unsigned i = 0; i < 4; ++i)
            value |= static_cast<std::uint32_t>(static_cast<unsigned char>(bytes_[i])) << (8 * i);
        bytes_.remove_prefix(4);
        return value;
    }
    std::string text() {
        const std::uint64_t size = number();
        if (size > bytes_.size())
            return fail(), std::string{};
        std::string value(bytes_.substr(0, size));
        bytes_.remove_prefix(size);
        return value;
    }
    std::vector<std::string> texts() {
        std::vector<std::string> values(count(1));
        for (auto& value : values)
            value = text();
        return values;
    }
    // How many things follow that take at least `least` bytes each.
    std::size_t count(std::size_t least) {
        const std::uint64_t value = number();
        if (value > bytes_.size() / least)
            return fail(), 0;
        return static_cast<std::size_t>(value);
    }
    bool broken() const { return broken_; }
    bool at_end() const { return bytes_.empty(); }
    void fail() {
        broken_ = true;
        bytes_ = {};
    }

  private:
    std::string_view bytes_;
    bool broken_ = false;
};

// Hashes repeat within a document: each is written once, and tokens name it by its place.
void write_tokens(Writer& out, const std::vector<Token>& tokens) {
    std::unordered_map<std::uint32_t, std::uint64_t> place;
    std::vector<std::uint32_t> hashes;
    for (const auto& token : tokens)
        if (place.try_emplace(token.hash, hashes.size()).second)
            hashes.push_back(token.hash);
    out.number(hashes.size());
    for (const auto hash : hashes)
        out.fixed32(hash);
    out.number(tokens.size());
    Token before;
    before.field = Field::any;
    for (const auto& token : tokens) {
        const bool same_field = token.field == before.field;
        const unsigned step =
            same_field ? static_cast<unsigned>(token.position - before.position) : token.position;
        // Small steps within a field are the rule: they share a number with the flag.
        out.number(step * 2U + (same_field ? 0U : 1U));
        if (!same_field)
            out.number(static_cast<std::uint64_t>(token.field));
        out.number(place[token.hash]);
        before = token;
    }
}

std::vector<Token> read_tokens(Reader& in) {
    std::vector<std::uint32_t> hashes(in.count(4));
    for (auto& hash : hashes)
        hash = in.fixed32();
    std::vector<Token> tokens(in.count(2));
    Token before;
    before.field = Field::any;
    for (auto& token : tokens) {
        const std::uint64_t step = in.number();
        token.field = before.field;
        std::uint64_t position = step / 2 + before.position;
        if (step % 2 == 1) {
            const std::uint64_t field = in.number();
            if (field >= fields.size())
                in.fail();
            token.field = static_cast<Field>(field);
            position = step / 2;
        }
        const std::uint64_t place = in.number();
        if (place >= hashes.size() || position > 0xFFFF) {
            in.fail();
            return {};
        }
        token.position = static_cast<std::uint16_t>(position);
        token.hash = hashes[place];
        before = token;
    }
    return tokens;
}

// Sorted hashes are written as steps; counts are small.
void write_grams(Writer& out, const std::vector<Gram>& grams) {
    out.number(grams.size());
    std::uint32_t before = 0;
    for (const auto& gram : grams) {
        out.number(gram.hash - before);
        out.number(gram.in_text * 2U + (gram.in_names > 0 ? 1U : 0U));
        if (gram.in_names > 0)
            out.number(gram.in_names);
        before = gram.hash;
    }
}

std::vector<Gram> read_grams(Reader& in) {
    std::vector<Gram> grams(in.count(2));
    std::uint32_t before = 0;
    for (auto& gram : grams) {
        before += static_cast<std::uint32_t>(in.number());
        gram.hash = before;
        const std::uint64_t counts = in.number();
        gram.in_text = static_cast<std::uint16_t>(counts / 2);
        if (counts % 2 == 1)
            gram.in_names = static_cast<std::uint16_t>(in.number());
    }
    return grams;
}

} // namespace

std::string encode(const StoredDocument& document) {
    Writer out;
    out.text(document.key.to_string());
    out.number(static_cast<std::uint64_t>(document.lang));
    out.number(static_cast<std::uint64_t>(document.visibility));
    out.text(document.group);
    out.text(document.title);
    out.text(document.summary);
    out.text(document.category);
    out.texts(document.tags);
    out.texts(document.aliases);
    out.texts(document.questions);
    out.number(document.updated
                   ? static_cast<std::uint64_t>(document.updated->time_since_epoch().count()) + 1
                   : 0);
    out.text(document.text);
    write_tokens(out, document.tokens);
    write_grams(out, document.grams);
    return out.take();
}

Result<StoredDocument> decode(std::string_view bytes) {
    Reader in(bytes);
    StoredDocument document;
    const auto key = parse_key(in.text());
    const std::uint64_t lang = in.number();
    const std::uint64_t visibility = in.number();
    document.group = in.text();
    document.title = in.text();
    document.summary = in.text();
    document.category = in.text();
    document.tags = in.texts();
    document.aliases = in.texts();
    document.questions = in.texts();
    if (const std::uint64_t updated = in.number(); updated != 0)
        document.updated = TimePoint{Milliseconds{static_cast<std::int64_t>(updated - 1)}};
    document.text = in.text();
    document.tokens = read_tokens(in);
    document.grams = read_grams(in);
    if (in.broken() || !in.at_end() || !key || lang >= analysis::all_langs.size() ||
        visibility >= all_visibilities.size())
        return Error{Code::corrupt, "a document of the index cannot be read",
                     "run lotse-indexer build: the index can always be made anew"};
    document.key = *key;
    document.lang = static_cast<Lang>(lang);
    document.visibility = static_cast<Visibility>(visibility);
    return document;
}

} // namespace lotse::index
