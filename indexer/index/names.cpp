#include "indexer/index/names.h"

#include <cmath>
#include <cstring>
#include <optional>

#include "indexer/analysis/fold.h"
#include "indexer/analysis/tokenizer.h"
#include "indexer/base/text.h"
#include "indexer/index/rebuild_hint_internal.h"

namespace lotse::index {
namespace {

// The file: the line below, then for each language a Head and its five sections, all in multiples
// of eight bytes.
constexpr std::string_view magic = "lotse-names-000002\n\0\0\0\0\0"; // 24 bytes
constexpr std::size_t magic_size = 24;
constexpr std::size_t section_unit = 8; // bytes

constexpr std::size_t longest_text = 1000;     // bytes; longer ones are no names
constexpr std::size_t shortest_part = 3;       // bytes of a compound's part that is found by itself
constexpr std::size_t most_starts = 60;        // of one name
constexpr std::uint16_t for_each_word = 16;    // cost: short names first
constexpr std::uint16_t for_other_field = 8;   // than the title
constexpr std::uint16_t within_name = 300;     // the word that begins is not the name's first
constexpr std::uint16_t within_word = 500;     // a compound's later part begins
constexpr std::uint16_t for_each_doubling = 8; // less, of how often it was asked
constexpr std::uint16_t dearest_name = 600;

constexpr std::size_t name_unit = 4; // bytes

struct Head {
    std::uint64_t names = 0; // bytes
    std::uint64_t entries = 0;
    std::uint64_t minima = 0;
};

Error damaged() {
    return {Code::corrupt, "the index's names are damaged", rebuild_hint};
}

std::string plain_word(const analysis::Token& token) {
    std::string plain = analysis::without_marks(token.folded);
    std::erase(plain, ' '); // within a code
    return plain;
}

/// Where parts of a word begin within its plain spelling, the first one left out.
std::vector<std::size_t> parts_of(std::string_view written, const analysis::Token& token, Lang lang,
                                  const analysis::Analyzer& analyzer,
                                  const analysis::Vocabulary& vocabulary) {
    std::vector<std::string> pieces;
    for (const auto& word : analysis::written_words(written))
        for (const std::string& piece :
             word.pieces.empty() ? std::vector{word.folded} : word.pieces)
            pieces.push_back(piece);
    const std::string plain = plain_word(token);
    std::vector<std::size_t> begins;
    std::size_t from = 0;
    const auto add = [&](const std::string& part) {
        const std::string letters = analysis::without_marks(part);
        const std::size_t at = plain.find(letters, from);
        if (letters.size() < shortest_part || at == std::string::npos)
            return;
        if (at > 0)
            begins.push_back(at);
        from = at + 1;
    };
    for (const std::string& piece : pieces) {
        const auto parts = lang == Lang::de && !token.code && !token.stop
                               ? analyzer.split(piece, vocabulary)
                               : std::vector<std::string>();
        if (parts.size() < 2)
            add(piece);
        else
            for (const std::string& part : parts)
                add(part);
    }
    return begins;
}

template <class T>
void append(std::string& bytes, const std::vector<T>& values) {
    bytes.append(reinterpret_cast<const char*>(values.data()), values.size() * sizeof(T));
}

void align(std::string& bytes, std::size_t unit) {
    bytes.resize((bytes.size() + unit - 1) / unit * unit);
}

template <class T>
void append_section(std::string& bytes, const std::vector<T>& section) {
    append(bytes, section);
    align(bytes, section_unit);
}

/// The section at the front of `rest`; nullopt when there is not so much.
template <class T>
std::optional<std::span<const T>> take_section(std::string_view& rest, std::uint64_t count) {
    const std::uint64_t padded =
        (count * sizeof(T) + section_unit - 1) / section_unit * section_unit;
    if (count > rest.size() || padded > rest.size())
        return std::nullopt;
    const std::span<const T> section(reinterpret_cast<const T*>(rest.data()),
                                     static_cast<std::size_t>(count));
    rest.remove_prefix(static_cast<std::size_t>(padded));
    return section;
}

/// One language while it is made.
class SideWriter {
  public:
    SideWriter(const analysis::Analyzer& analyzer, const analysis::Vocabulary& vocabulary)
        : analyzer_(analyzer), vocabulary_(vocabulary) {}

    void add(const Name& name) {
        const auto words = analyzer_.words(name.text, name.lang);
        const std::string plain = plain_name(words);
        std::string documents;
        for (const std::string& document : name.documents)
            documents += (documents.empty() ? "" : "\n") + document;
        if (plain.empty() || plain.size() > longest_text || name.text.size() > longest_text ||
            documents.size() > 0xFFFF)
            return;
        Names::Row row;
        row.text_size = static_cast<std::uint16_t>(name.text.size());
        row.plain_size = static_cast<std::uint16_t>(plain.size());
        row.documents_size = static_cast<std::uint16_t>(documents.size());
        row.field = static_cast<std::uint16_t>(name.field);
        row.cost = cost_of(name, words.tokens.size());
        const auto starts = add_starts(name, words, row.cost);
        row.starts_count = static_cast<std::uint16_t>(starts.size());
        append(names_, std::vector{row});
        append(names_, starts);
        names_ += plain + name.text + documents;
        align(names_, name_unit);
    }

    void write(std::string& bytes) {
        sort_entries();
        const auto minima = minima_of(costs_);
        append_section(bytes, std::vector{Head{names_.size(), entries_.size(), minima.size()}});
        bytes += names_;
        align(bytes, section_unit);
        append_section(bytes, entries_);
        append_section(bytes, heads());
        append_section(bytes, costs_);
        append_section(bytes, minima);
    }

  private:
    static std::uint16_t cost_of(const Name& name, std::size_t words) {
        const double cost = static_cast<double>(for_each_word) * static_cast<double>(words) +
                            (name.field == Field::title ? 0 : for_other_field) -
                            for_each_doubling * std::log2(1.0 + name.asked);
        return static_cast<std::uint16_t>(std::clamp<double>(cost, 0, dearest_name));
    }

    /// Of the name that comes next.
    std::vector<std::uint16_t> add_starts(const Name& name, const analysis::Analysis& words,
                                          std::uint16_t cost) {
        const auto number = static_cast<std::uint32_t>(names_.size() / name_unit);
        std::vector<std::uint16_t> starts;
        std::size_t at = 0;
        const auto start = [&](std::size_t place, std::uint16_t more) {
            if (starts.size() == most_starts)
                return;
            starts.push_back(static_cast<std::uint16_t>(place));
            entries_.push_back({number, static_cast<std::uint32_t>(place)});
            costs_.push_back(static_cast<std::uint16_t>(cost + more));
        };
        for (const auto& token : words.tokens) {
            start(at, at == 0 ? 0 : within_name);
            const std::string_view written =
                std::string_view(name.text).substr(token.begin, token.end - token.begin);
            for (const std::size_t part :
                 parts_of(written, token, name.lang, analyzer_, vocabulary_))
                start(at + part, within_word);
            at += plain_word(token).size() + 1;
        }
        return starts;
    }

    std::string_view plain_from(const Names::Entry& entry) const {
        return Names::name_in(names_, entry.name).plain.substr(entry.start);
    }

    std::vector<std::uint64_t> heads() const {
        std::vector<std::uint64_t> heads;
        heads.reserve(entries_.size());
        for (const Names::Entry& entry : entries_)
            heads.push_back(head_of(plain_from(entry)));
        return heads;
    }

    void sort_entries() {
        std::vector<std::size_t> order(entries_.size());
        for (std::size_t i = 0; i < order.size(); ++i)
            order[i] = i;
        std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
            const int less = plain_from(entries_[a]).compare(plain_from(entries_[b]));
            return less != 0 ? less < 0 : a < b;
        });
        std::vector<Names::Entry> entries;
        std::vector<std::uint16_t> costs;
        for (const std::size_t i : order) {
            entries.push_back(entries_[i]);
            costs.push_back(costs_[i]);
        }
        entries_ = std::move(entries);
        costs_ = std::move(costs);
    }

    const analysis::Analyzer& analyzer_;
    const analysis::Vocabulary& vocabulary_;
    std::string names_;
    std::vector<Names::Entry> entries_;
    std::vector<std::uint16_t> costs_; // of entries
};

} // namespace

std::string plain_name(const analysis::Analysis& words) {
    std::string plain;
    for (const auto& token : words.tokens)
        plain += (plain.empty() ? "" : " ") + plain_word(token);
    return plain;
}

Names::Names(std::unique_ptr<HeldBytes> bytes) : bytes_(std::move(bytes)) {}
Names::~Names() = default;

std::string Names::to_bytes(std::vector<Name> names, const analysis::Analyzer& analyzer,
                            const analysis::Vocabulary& vocabulary) {
    std::sort(names.begin(), names.end(), [](const Name& a, const Name& b) {
        return std::tie(a.documents, a.field, a.text) < std::tie(b.documents, b.field, b.text);
    });
    std::string bytes(magic, 0, magic_size);
    bytes.resize(magic_size);
    for (const Lang lang : analysis::all_langs) {
        SideWriter side(analyzer, vocabulary);
        for (const Name& name : names)
            if (name.lang == lang)
                side.add(name);
        side.write(bytes);
    }
    return bytes;
}

Result<std::shared_ptr<const Names>> Names::made_of(std::unique_ptr<HeldBytes> bytes) {
    std::shared_ptr<Names> made(new Names(std::move(bytes)));
    if (!made->read())
        return damaged();
    return std::shared_ptr<const Names>(std::move(made));
}

Result<std::shared_ptr<const Names>> Names::open(const std::filesystem::path& path) {
    auto bytes = HeldBytes::open(path);
    return bytes ? made_of(std::move(*bytes)) : bytes.error();
}

Result<std::shared_ptr<const Names>> Names::from_bytes(std::string bytes) {
    return made_of(std::make_unique<HeldBytes>(std::move(bytes)));
}

bool Names::read() {
    std::string_view rest = bytes_->all();
    if (!rest.starts_with(magic.substr(0, magic.find('\n'))) || rest.size() < magic_size)
        return false;
    rest.remove_prefix(magic_size);
    for (Side& side : sides_) {
        const auto head = take_section<Head>(rest, 1);
        if (!head)
            return false;
        const Head& sizes = head->front();
        const auto names = take_section<char>(rest, sizes.names);
        const auto entries = take_section<Entry>(rest, sizes.entries);
        const auto heads = take_section<std::uint64_t>(rest, sizes.entries);
        const auto costs = take_section<std::uint16_t>(rest, sizes.entries);
        const auto minima = take_section<std::uint16_t>(rest, sizes.minima);
        if (!names || !entries || !heads || !costs || !minima)
            return false;
        side.names_ = {names->data(), names->size()};
        side.entries_ = *entries;
        side.heads_ = *heads;
        side.costs_ = *costs;
        side.minima_ = *minima;
    }
    return rest.empty();
}

Names::View Names::name_in(std::string_view names, std::uint32_t name) {
    names.remove_prefix(std::min(std::size_t{name} * name_unit, names.size()));
    Row row;
    if (names.size() < sizeof row)
        return {};
    std::memcpy(&row, names.data(), sizeof row);
    names.remove_prefix(sizeof row);
    const std::size_t starts = row.starts_count * sizeof(std::uint16_t);
    if (names.size() < starts)
        return {};
    View view;
    view.starts = {reinterpret_cast<const std::uint16_t*>(names.data()), row.starts_count};
    names.remove_prefix(starts);
    const auto take = [&](std::size_t size) {
        const std::string_view piece = names.substr(0, size);
        names.remove_prefix(piece.size());
        return piece;
    };
    view.plain = take(row.plain_size);
    view.text = take(row.text_size);
    view.documents = take(row.documents_size);
    view.field = static_cast<Field>(row.field);
    view.cost = row.cost;
    return view;
}

std::string_view Names::Side::plain_from(std::size_t place) const {
    const Entry& entry = entries_[place];
    const std::string_view plain = name(entry.name).plain;
    return plain.substr(std::min<std::size_t>(entry.start, plain.size()));
}

} // namespace lotse::index
