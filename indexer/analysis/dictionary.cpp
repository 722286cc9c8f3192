#include "indexer/analysis/dictionary.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <unordered_map>
#include <utility>

#include "indexer/analysis/dictionary_source.h"
#include "indexer/base/file.h"
#include "indexer/base/text.h"

namespace lotse::analysis {
namespace {

// The file: the line below, then four sections, each a line "NAME BYTES" and its bytes. "de" and
// "en" hold a line for each stem, and for each name of several, sorted: stem, then translations,
// tabs between, best first.
// "words-de" and "words-en" hold sorted listed forms, one a line.
constexpr std::string_view magic = "lotse-dictionary 3\n";
constexpr std::array<std::string_view, 4> section_names{"de", "en", "words-de", "words-en"};
constexpr std::size_t most_bytes = 256U << 20U;

std::uint64_t hash_of(std::string_view text) {
    std::uint64_t hash = 14695981039346656037ULL;
    for (const char c : text)
        hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
    return hash ^ (hash >> 29U);
}

Error damaged() {
    return {Code::corrupt, "the compiled dictionary is damaged", "build the index anew"};
}

/// Membership by 64-bit hash: eight bytes a word, one look a question.
class WordSet {
  public:
    void build(std::string_view lines) {
        const auto words = static_cast<std::size_t>(std::count(lines.begin(), lines.end(), '\n'));
        std::size_t size = 16;
        while (size < words * 2)
            size *= 2;
        slots_.assign(size, 0);
        while (!lines.empty()) {
            const std::size_t end = std::min(lines.find('\n'), lines.size());
            insert(hash_of(lines.substr(0, end)) | 1U);
            lines.remove_prefix(std::min(end + 1, lines.size()));
        }
    }
    bool contains(std::string_view word) const {
        if (slots_.empty())
            return false;
        const std::uint64_t hash = hash_of(word) | 1U;
        for (std::size_t i = hash & (slots_.size() - 1); slots_[i] != 0;
             i = (i + 1) & (slots_.size() - 1))
            if (slots_[i] == hash)
                return true;
        return false;
    }

  private:
    void insert(std::uint64_t hash) {
        std::size_t i = hash & (slots_.size() - 1);
        while (slots_[i] != 0 && slots_[i] != hash)
            i = (i + 1) & (slots_.size() - 1);
        slots_[i] = hash;
    }
    std::vector<std::uint64_t> slots_;
};

std::vector<std::string_view> lines_of(std::string_view section) {
    std::vector<std::string_view> lines;
    while (!section.empty()) {
        const std::size_t end = std::min(section.find('\n'), section.size());
        lines.push_back(section.substr(0, end));
        section.remove_prefix(std::min(end + 1, section.size()));
    }
    return lines;
}

std::string_view key_of(std::string_view line) {
    return line.substr(0, line.find('\t'));
}

} // namespace

struct Dictionary::Impl {
    std::string bytes;
    std::array<std::vector<std::string_view>, 2> entries; // sorted by key_of()
    std::array<WordSet, 2> words;
    std::string fingerprint;

    bool read() {
        std::string_view rest = bytes;
        if (!rest.starts_with(magic))
            return false;
        rest.remove_prefix(magic.size());
        for (std::size_t i = 0; i < section_names.size(); ++i) {
            const std::size_t end = rest.find('\n');
            if (end == std::string_view::npos)
                return false;
            const std::string_view head = rest.substr(0, end);
            if (!head.starts_with(section_names[i]))
                return false;
            const std::size_t size = std::strtoull(
                std::string(head.substr(section_names[i].size())).c_str(), nullptr, 10);
            rest.remove_prefix(end + 1);
            if (size > rest.size())
                return false;
            if (i < 2)
                entries[i] = lines_of(rest.substr(0, size));
            else
                words[i - 2].build(rest.substr(0, size));
            rest.remove_prefix(size);
        }
        return rest.empty();
    }
};

Dictionary::Dictionary(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Dictionary::~Dictionary() = default;

std::string to_bytes(const CompiledPairs& pairs) {
    std::string bytes(magic);
    for (std::size_t i = 0; i < section_names.size(); ++i) {
        const std::string& section = i < 2 ? pairs.lines[i] : pairs.words[i - 2];
        bytes += std::string(section_names[i]) + " " + std::to_string(section.size()) + "\n";
        bytes += section;
    }
    return bytes;
}

Result<std::string> Dictionary::compile(const std::filesystem::path& word_list) {
    Result<std::string> source = read_file(word_list, most_bytes);
    if (!source)
        return source.error();
    const CompiledPairs pairs = compile_pairs(*source);
    if (pairs.lines[0].empty())
        return Error{Code::corrupt, "no translation could be read from " + word_list.string(),
                     "it must have lines like \"Passwort {n} :: password\", in UTF-8"};
    return to_bytes(pairs);
}

Result<std::shared_ptr<const Dictionary>> Dictionary::open(const std::filesystem::path& compiled) {
    Result<std::string> bytes = read_file(compiled, most_bytes);
    if (!bytes)
        return bytes.error();
    return from_bytes(std::move(bytes).value());
}

Result<std::shared_ptr<const Dictionary>> Dictionary::from_bytes(std::string bytes) {
    auto impl = std::make_unique<Impl>();
    impl->bytes = std::move(bytes);
    if (!impl->read())
        return damaged();
    impl->fingerprint = std::to_string(hash_of(impl->bytes));
    return std::shared_ptr<const Dictionary>(new Dictionary(std::move(impl)));
}

std::vector<Translation> Dictionary::lookup(std::string_view stem, Lang from,
                                            std::size_t limit) const {
    const auto& entries = impl_->entries[static_cast<std::size_t>(from)];
    const auto found = std::lower_bound(
        entries.begin(), entries.end(), stem,
        [](std::string_view line, std::string_view key) { return key_of(line) < key; });
    std::vector<Translation> result;
    if (found == entries.end() || key_of(*found) != stem)
        return result;
    // Some lines have hundreds of columns, of which the first few are asked for.
    std::string_view rest = *found;
    for (std::size_t tab = rest.find('\t'); tab != std::string_view::npos && result.size() < limit;
         tab = rest.find('\t')) {
        rest.remove_prefix(tab + 1);
        const std::string_view column = rest.substr(0, rest.find('\t'));
        const std::size_t colon = column.rfind(':');
        const double hundredths = std::atof(std::string(column.substr(colon + 1)).c_str());
        result.push_back({std::string(column.substr(0, colon)), hundredths / 100});
    }
    return result;
}

std::uint32_t Dictionary::frequency(std::string_view folded, Lang lang) const {
    return impl_->words[static_cast<std::size_t>(lang)].contains(folded) ? 1 : 0;
}

std::string Dictionary::fingerprint() const {
    return impl_->fingerprint;
}

} // namespace lotse::analysis
