#pragma once
// The inside of a Snapshot, for the search room: Xapian itself. What takes a Snapshot here may
// throw Xapian::Error; with_retry() is the place where a search translates it.

#include <xapian.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/index/built_postings.h"
#include "indexer/index/forward.h"
#include "indexer/index/gram_rarity.h"
#include "indexer/index/later_terms_internal.h"
#include "indexer/index/reading_index.h"
#include "indexer/index/snapshot.h"
#include "indexer/index/trouble_internal.h"

namespace lotse::index {

/// The union of the classes that the caller may read; reopened when the snapshot was acquired.
Xapian::Database& database(const Snapshot& snapshot);

/// One database of the union. Its documents keep their numbers for as long as the generation lives,
/// and those of new ones are higher than any before: what was read of a part stays true but for
/// what came and what is gone since.
struct Part {
    std::string_view name; // of the class; empty: what is laid over
    Xapian::Database database;
    Xapian::docid last = 0;                                 // the highest number so far
    std::shared_ptr<const std::vector<Xapian::docid>> gone; // since the build, in that order
    /// Of the documents that were there at the build, terms are here; Xapian has those of later
    /// ones, and everybody's filters.
    BuiltPostings built;
    std::vector<Xapian::docid> missing;      // of the build's documents those that went, ascending
    std::shared_ptr<const LaterTerms> later; // of documents after the build; null: not known

    bool has_later() const { return last > built.documents(); }
    /// Whether Xapian need be asked for the term: filters are there for all documents.
    bool may_hold_later(const std::string& term) const;

    /// Calls see(document, count) for each that the build's list has and that has not gone; for
    /// none beyond the build, whatever a damaged list says.
    template <class See>
    void each_left(const BuiltList& list, See&& see) const {
        if (missing.empty()) {
            list.each([&](std::uint32_t document, std::uint32_t count) {
                if (document <= built.documents())
                    see(document, count);
            });
            return;
        }
        auto next = missing.begin();
        list.each([&](std::uint32_t document, std::uint32_t count) {
            while (next != missing.end() && *next < document)
                ++next;
            if ((next == missing.end() || *next != document) && document <= built.documents())
                see(document, count);
        });
    }
    /// How many these are. Of lists so long that a few more or less mean nothing, those that went
    /// count as well.
    std::uint32_t count_left(const BuiltList& list) const;
};
/// In the union's order, in which it numbers their documents in turn.
const std::vector<Part>& parts(const Snapshot& snapshot);

/// A document of the union with its tokens. Throws Xapian::DatabaseCorruptError when its data are
/// no such record.
StoredDocument read_stored(const Snapshot& snapshot, Xapian::docid id);

/// The generation's forward list of a document of the union, a view for as long as the snapshot is
/// held; nullopt for one that has changed since the build and carries its own.
std::optional<Forward> forward_of(const Snapshot& snapshot, Xapian::docid id);

/// Of the readings that those of the build have; for as long as the snapshot is held.
const ReadingIndex& reading_index(const Snapshot& snapshot);

/// The list that a document carries itself, a view of it. Throws Xapian::DatabaseCorruptError.
Forward own_forward(const StoredDocument& document);

/// The boolean term that a document shares with its translations.
std::string group_term(std::string_view key, std::string_view group);

/// All words of one language that the caller may see, sorted by text, live updates included. About
/// 0.5 ms for each thousand words: keep the answer for as long as Snapshot::revision() stays.
std::vector<Word> words(const Snapshot& snapshot, Lang lang);

/// The same for codes and product names: 0x80070005, fritz!box.
std::vector<Word> codes(const Snapshot& snapshot, Lang lang);

/// Of what the caller may see now; about 1 ms for each thousand words.
std::shared_ptr<const GramRarity> gram_rarity(const Snapshot& snapshot);

/// Those that start with `prefix`, most frequent first, at most `limit`.
std::vector<Word> words_starting(const Snapshot& snapshot, Lang lang, std::string_view prefix,
                                 std::size_t limit);

/// Whether there is any word of a language, be it a passage of a document in the other one.
bool has_words(const Snapshot& snapshot, Lang lang);

/// In how many documents that the caller may see a term stands; remembered for as long as the index
/// stays as it is.
std::uint32_t term_frequency(const Snapshot& snapshot, const std::string& term);

/// `counted`, the number of documents of a term, less the one that a laid-over document stands in
/// place of.
std::uint32_t without_former(const Snapshot& snapshot, const std::string& term,
                             std::uint32_t counted);
/// Whether there is such a one.
bool has_former(const Snapshot& snapshot);

/// A union of databases numbers the documents of its parts in turn.
inline Xapian::docid number_in_union(Xapian::docid number, std::size_t part, std::size_t parts) {
    return static_cast<Xapian::docid>((number - 1) * parts + part + 1);
}

/// Whether a laid-over document stands in place of this one, which then is nowhere to be found.
bool is_former(const Snapshot& snapshot, Xapian::docid id);

/// In how many documents that the caller may see a word stands.
std::uint32_t frequency(const Snapshot& snapshot, Lang lang, std::string_view word);

void reopen(const Snapshot& snapshot);

/// A writer overtakes a reader by its second commit, and one that is busy commits in milliseconds.
inline constexpr int most_attempts = 10;

/// Runs `work`, which must also read the documents it wants, and answers its Result. When a writer
/// overtook the snapshot it is reopened and the work done again, most_attempts times at most.
template <class Work>
auto with_retry(const Snapshot& snapshot, Work&& work) -> decltype(work()) {
    for (int attempt = 1;; ++attempt) {
        try {
            if (attempt > 1)
                reopen(snapshot); // which a writer may overtake as well
            return work();
        } catch (const Xapian::DatabaseModifiedError& error) {
            if (attempt == most_attempts)
                return from_xapian(error);
        } catch (const Xapian::Error& error) {
            return from_xapian(error);
        }
    }
}

} // namespace lotse::index
