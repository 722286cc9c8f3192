#pragma once
// Writing forward lists (forward.h). While documents are read their readings are numbered as they
// come; once all are known the most frequent get the smallest numbers, which take the fewest bytes.

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "indexer/base/result.h"
#include "indexer/index/document.h"
#include "indexer/index/forward.h"

namespace lotse::index {

inline constexpr std::uint64_t readings_mark = 0x3153474E44414552ULL; // "READNGS1"
inline constexpr std::uint64_t forward_mark = 0x3144524157524F46ULL;  // "FORWARD1"

/// One of a word's terms.
struct ReadTerm {
    Lang lang = Lang::de;
    TermKind kind = TermKind::exact;
    std::string_view text;
    std::uint32_t hash = 0; // term_hash()
};

/// What makes a reading: the letters of a word that is none of function, and its terms.
struct ReadWord {
    std::string_view letters; // folded; empty for a function word
    const std::vector<ReadTerm>& terms;

    std::uint64_t hash() const; // told apart by this alone: 64 bits
};

/// All terms of a book, by their bytes.
struct SortedTerms {
    std::vector<std::string_view> text; // for as long as the book lives
    std::vector<std::uint32_t> rank;    // place in `text`, by number
};

/// Numbers readings, and the terms they hold, in the order in which they come, from 0. Thread-safe.
class ReadingBook {
  public:
    std::uint32_t number(const ReadWord& word);
    /// How many letter grams reading `number` has.
    std::uint32_t grams(std::uint32_t number) const;
    void count(std::uint32_t number, std::uint32_t times);
    /// The numbers of its terms.
    void append_terms(std::uint32_t number, std::vector<std::uint32_t>& into) const;

    /// For each number the final one: the most frequent first. The same documents in any order give
    /// the same.
    std::vector<std::uint32_t> order() const;
    /// As Readings::view() reads them, in this order.
    std::string to_bytes(const std::vector<std::uint32_t>& order) const;
    SortedTerms sorted_terms() const;

  private:
    struct Kept {
        Readings::Row row;
        std::uint32_t first_term = 0; // of `terms_`
        std::uint64_t hash = 0;
        std::uint64_t times = 0;
    };

    mutable std::mutex mutex_;
    std::unordered_map<std::uint64_t, std::uint32_t> numbers_;
    std::vector<Kept> kept_;
    std::vector<std::uint32_t> values_;
    std::unordered_map<std::string, std::uint32_t> term_numbers_;
    std::vector<std::uint32_t> terms_; // numbers, of each reading in turn
};

/// A book's numbers, looked up once for as long as this lives. One thread.
class ReadingFront {
  public:
    explicit ReadingFront(ReadingBook& book) : book_(book) {}
    /// Tells the book how often each was asked for.
    ~ReadingFront();
    ReadingFront(const ReadingFront&) = delete;
    ReadingFront& operator=(const ReadingFront&) = delete;

    struct Numbered {
        std::uint32_t number = 0;
        std::uint32_t grams = 0;
        std::uint32_t times = 0;
    };
    Numbered number(const ReadWord& word);

  private:
    ReadingBook& book_;
    std::unordered_map<std::uint64_t, Numbered> known_;
};

/// One document's list while its words are read, in order of fields and places.
class ForwardWriter {
  public:
    explicit ForwardWriter(ReadingFront& readings) : readings_(readings) {}

    void add(Field field, std::uint32_t position, const ReadWord& word);
    /// As Forward::view() reads it.
    std::string take(const StoredDocument& document);

  private:
    void end_stretch();

    ReadingFront& readings_;
    std::string words_;
    std::uint32_t name_grams_ = 0;
    std::uint32_t text_grams_ = 0;
    Field field_ = Field::any;
    std::uint32_t first_ = 0; // position of the stretch
    std::vector<std::uint32_t> stretch_;
};

/// The list with each number replaced by its final one.
std::string renumbered(std::string_view list, const std::vector<std::uint32_t>& order);

/// The lists of a class one after the other into a file.
class ForwardFile {
  public:
    explicit ForwardFile(const std::filesystem::path& path);
    void add(std::string_view list);
    Status finish();

  private:
    std::filesystem::path path_;
    std::ofstream out_;
    std::vector<std::uint64_t> ends_;
    std::uint64_t size_ = 0;
};

} // namespace lotse::index
