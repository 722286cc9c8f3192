#pragma once
// Small documents, a built index of them, and what stands in it: for the tests of this room.

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/index/builder.h"
#include "indexer/index/snapshot.h"
#include "indexer/index/updater.h"
#include "indexer/index/xapian_internal.h"
#include "tests/support/catch.h"
#include "tests/support/manual_clock.h"
#include "tests/support/temp_dir.h"

namespace lotse::index::testing {

inline Document article(const std::string& id, Lang lang, const std::string& title,
                        const std::string& text = "",
                        Visibility visibility = Visibility::everyone) {
    Document document;
    document.key = {Kind::article, id};
    document.lang = lang;
    document.visibility = visibility;
    document.title = title;
    document.text = text;
    return document;
}

struct Index {
    lotse::testing::TempDir dir;
    lotse::testing::ManualClock clock;

    std::filesystem::path path() const { return dir / "index"; }

    BuildOptions options() const {
        BuildOptions options;
        options.index = path();
        options.dictionary = dir / "no-dictionary"; // compiling the real one takes seconds
        return options;
    }

    BuildReport build(std::vector<Document> documents, BuildOptions with) const {
        auto report = lotse::index::build(VectorSource(std::move(documents)), with, clock);
        INFO((report ? "" : report.error().to_string()));
        REQUIRE(report);
        return report.value();
    }
    BuildReport build(std::vector<Document> documents) const {
        return build(std::move(documents), options());
    }

    Snapshot snapshot(Visibility caller = Visibility::everyone) const {
        auto snapshot = Snapshots(path()).acquire(caller);
        INFO((snapshot ? "" : snapshot.error().to_string()));
        REQUIRE(snapshot);
        return *snapshot;
    }

    /// The keys that a caller can find by a term, sorted.
    std::vector<std::string> found(const std::string& term,
                                   Visibility caller = Visibility::everyone) const {
        const Snapshot from = snapshot(caller);
        const auto& all = parts(from);
        std::vector<std::string> keys;
        for (std::size_t i = 0; i < all.size(); ++i) {
            // A union numbers its databases in turn.
            const auto see = [&](Xapian::docid number, std::uint32_t) {
                const auto id = (number - 1) * all.size() + i + 1;
                keys.push_back(read_stored(from, static_cast<Xapian::docid>(id)).key.id);
            };
            all[i].each_left(all[i].built.list(term), see);
            const Xapian::Database& later = all[i].database;
            for (auto it = later.postlist_begin(term); it != later.postlist_end(term); ++it)
                see(*it, 0);
        }
        std::sort(keys.begin(), keys.end());
        return keys;
    }
    /// By a whole word of any field.
    std::vector<std::string> with_word(Lang lang, const std::string& word,
                                       Visibility caller = Visibility::everyone) const {
        return found(term(lang, TermKind::exact, word), caller);
    }
    /// By the stem of a part of a compound.
    std::vector<std::string> with_part(Lang lang, const std::string& stem) const {
        return found(term(lang, TermKind::part, stem));
    }
};

using Ids = std::vector<std::string>;

/// A mapped file's bytes, which start at a multiple of eight.
class Aligned {
  public:
    explicit Aligned(std::string_view bytes) : size_(bytes.size()), room_(bytes.size() / 8 + 1) {
        std::copy(bytes.begin(), bytes.end(), reinterpret_cast<char*>(room_.data()));
    }
    std::string_view bytes() const { return {reinterpret_cast<const char*>(room_.data()), size_}; }

  private:
    std::size_t size_;
    std::vector<std::uint64_t> room_;
};

} // namespace lotse::index::testing
