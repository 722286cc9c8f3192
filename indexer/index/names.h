#pragma once
// What completes the beginning of a question: titles, other names and questions asked before, found
// by the beginning of any of their words. Built with a generation into a file of its own for each
// visibility, which is mapped and never parsed; small ones are built in memory. Immutable; any
// thread.
//
//     const auto& names = snapshot.names().front()->of(Lang::de);
//     for (std::size_t place : names.cheapest(names.beginnings().starting("pass"), 5))
//         names.name(names.at(place).name).text                      // "WLAN-Passwort ändern", …
//
// Letters are compared plain: folded, without marks, a word's hyphens out, one space between words.

#include <array>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/analysis/analyzer.h"
#include "indexer/base/held_bytes.h"
#include "indexer/base/result.h"
#include "indexer/index/document.h"
#include "indexer/index/prefix_search.h"

namespace lotse::index {

struct Name {
    std::string text;
    Lang lang = Lang::de;
    Field field = Field::title;         // title, alias or question
    std::vector<std::string> documents; // what it leads to, as Key::to_string(), best first
    std::uint32_t asked = 0;            // how often; the more, the sooner it is offered

    bool operator==(const Name&) const = default;
};

/// "WLAN-Passwort für Gäste" → "wlanpasswort fur gaste".
std::string plain_name(const analysis::Analysis& words);

/// Title and aliases of a Document or a StoredDocument.
template <class AnyDocument>
void append_names(const AnyDocument& document, std::vector<Name>& names) {
    const std::vector<std::string> leads_to{document.key.to_string()};
    if (!document.title.empty())
        names.push_back({document.title, document.lang, Field::title, leads_to});
    for (const std::string& alias : document.aliases)
        names.push_back({alias, document.lang, Field::alias, leads_to});
}

class Names {
  public:
    /// Names of nothing but signs are left out. The same names in any order give the same bytes.
    static std::string to_bytes(std::vector<Name> names, const analysis::Analyzer& analyzer,
                                const analysis::Vocabulary& vocabulary);

    /// Fails with not_found, io, or corrupt ("build the index anew").
    static Result<std::shared_ptr<const Names>> open(const std::filesystem::path& path);
    static Result<std::shared_ptr<const Names>> from_bytes(std::string bytes);
    ~Names();

    /// How a name begins in the file. Its starts follow, then its letters: plain, as written, and
    /// the documents. Side by side, because whoever compares a name needs all but the last two.
    struct Row {
        std::uint16_t text_size = 0;
        std::uint16_t plain_size = 0;
        std::uint16_t documents_size = 0;
        std::uint16_t cost = 0; // less is better
        std::uint16_t starts_count = 0;
        std::uint16_t field = 0;
    };
    /// A place in a name where a word begins, or a later part of a compound.
    struct Entry {
        std::uint32_t name = 0;  // where its Row lies, in fours of bytes
        std::uint32_t start = 0; // bytes into the plain name
    };

    struct View {
        std::string_view text;
        std::string_view plain;
        std::string_view documents; // a line feed between
        std::span<const std::uint16_t> starts;
        Field field = Field::title;
        std::uint16_t cost = 0;
    };
    /// Nothing where there is none. Out of damaged bytes come wrong names, but never bytes from
    /// beyond them.
    static View name_in(std::string_view names, std::uint32_t name);

    /// The names of one language: their beginnings in order.
    class Side {
        struct PlainFrom {
            const Side* side;
            std::string_view at(std::size_t place) const { return side->plain_from(place); }
            std::uint64_t head(std::size_t place) const { return side->heads_[place]; }
        };

      public:
        std::size_t size() const { return entries_.size(); }
        const Entry& at(std::size_t place) const { return entries_[place]; }
        std::uint16_t cost(std::size_t place) const { return costs_[place]; }
        View name(std::uint32_t name) const { return name_in(names_, name); }

        Beginnings<PlainFrom> beginnings() const { return {entries_.size(), PlainFrom{this}}; }
        /// Places of a range, cheapest first: short names whose first word begins so.
        std::vector<std::size_t> cheapest(Range range, std::size_t limit) const {
            return Cheapest(costs_, minima_).in(range, limit);
        }

      private:
        friend class Names;
        std::string_view plain_from(std::size_t place) const;

        std::string_view names_;               // rows with what follows each
        std::span<const Entry> entries_;       // sorted by the plain name from there on
        std::span<const std::uint64_t> heads_; // of those
        std::span<const std::uint16_t> costs_;
        std::span<const std::uint16_t> minima_;
    };
    const Side& of(Lang lang) const { return sides_[static_cast<std::size_t>(lang)]; }

  private:
    explicit Names(std::unique_ptr<HeldBytes> bytes);
    static Result<std::shared_ptr<const Names>> made_of(std::unique_ptr<HeldBytes> bytes);
    bool read();

    std::unique_ptr<HeldBytes> bytes_;
    std::array<Side, 2> sides_;
};

} // namespace lotse::index
