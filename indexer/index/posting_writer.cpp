#include "indexer/index/posting_writer_internal.h"

#include "indexer/base/file.h"
#include "indexer/base/mapped_file.h"
#include "indexer/index/built_postings.h"
#include "indexer/index/bytes_internal.h"
#include "indexer/index/rebuild_hint_internal.h"
#include "indexer/index/schema.h"
#include "indexer/index/spans_internal.h"

#include <algorithm>
#include <cerrno>
#include <fstream>
#include <optional>
#include <string>

namespace lotse::index {

namespace fs = std::filesystem;

namespace {

// A term of a range: its first posting, which the join puts in relation to those of other ranges,
// and where all further ones begin, as BuiltList reads them; they end where the next row's begin.
struct RangeRow {
    std::uint64_t further = 0;
    std::uint32_t term = 0;
    std::uint32_t documents = 0;
    std::uint32_t first = 0;
    std::uint32_t first_count = 0;
    std::uint32_t last = 0; // document
    std::uint32_t unused = 0;
};

void put(ByteWriter& out, std::uint32_t distance, std::uint32_t count) {
    out.number(std::uint64_t{distance} * 2 + (count == 1 ? 1 : 0));
    if (count != 1)
        out.number(count);
}

template <class T>
void write_values(std::ofstream& out, const T* values, std::size_t count) {
    out.write(reinterpret_cast<const char*>(values),
              static_cast<std::streamsize>(count * sizeof(T)));
}

Status closed(std::ofstream& out, const fs::path& path) {
    out.close();
    return out ? Status(Done{}) : file_error(errno, "cannot write", path);
}

/// What one range wrote, with its rows in the order of the terms.
class WrittenRange {
  public:
    static Result<WrittenRange> open(const fs::path& path, const SortedTerms& terms) {
        auto file = MappedFile::open(path);
        if (!file)
            return file.error();
        std::string_view rest = file->bytes();
        const auto head = take<std::uint64_t>(rest, 2);
        const auto rows = head ? take<RangeRow>(rest, (*head)[0]) : std::nullopt;
        const auto lengths = rows ? take<std::uint32_t>(rest, (*head)[1]) : std::nullopt;
        if (!lengths)
            return Error{Code::corrupt, path.string() + " is damaged", rebuild_hint};
        WrittenRange range(std::move(*file));
        range.rows_ = *rows;
        range.lengths_ = *lengths;
        range.further_ = rest;
        range.sort(terms);
        return range;
    }

    std::span<const std::uint32_t> lengths() const { return lengths_; }

    /// The row of the term of this rank; null where the range has none. Ranks ascend.
    const RangeRow* row_of(std::uint32_t rank) {
        if (next_ == order_.size() || order_[next_].first != rank)
            return nullptr;
        return &rows_[order_[next_++].second];
    }
    std::string_view further(const RangeRow& row) const {
        const bool is_last = &row == &rows_.back();
        const std::uint64_t end = is_last ? further_.size() : (&row)[1].further;
        return further_.substr(row.further, end - row.further);
    }

  private:
    explicit WrittenRange(MappedFile file) : file_(std::move(file)) {}

    void sort(const SortedTerms& terms) {
        order_.reserve(rows_.size());
        for (std::uint32_t i = 0; i < rows_.size(); ++i)
            order_.emplace_back(terms.rank[rows_[i].term], i);
        std::sort(order_.begin(), order_.end());
    }

    MappedFile file_;
    std::span<const RangeRow> rows_;
    std::span<const std::uint32_t> lengths_;
    std::string_view further_;
    std::vector<std::pair<std::uint32_t, std::uint32_t>> order_; // rank, row
    std::size_t next_ = 0;
};

/// The file of a class while its terms come, sorted.
class PostingFile {
  public:
    explicit PostingFile(const fs::path& path)
        : path_(path), out_(path, std::ios::binary | std::ios::trunc) {}

    void add(std::string_view term, std::uint32_t documents, const std::string& list) {
        if (count_++ % terms_in_block == 0) {
            blocks_.push_back({terms_.size(), lists_});
            former_.clear();
        }
        const auto differ = std::mismatch(term.begin(), term.end(), former_.begin(), former_.end());
        const auto shared = static_cast<std::size_t>(differ.first - term.begin());
        ByteWriter entry;
        entry.number(shared);
        entry.text(term.substr(shared));
        entry.number(documents);
        entry.number(list.size());
        terms_ += entry.take();
        former_ = term;
        out_ << list;
        lists_ += list.size();
    }

    Status finish(const std::vector<std::uint32_t>& lengths) {
        const std::uint64_t tail[] = {lengths.size(), blocks_.size(), lists_, terms_.size(),
                                      postings_mark};
        out_ << terms_ << std::string((8 - (lists_ + terms_.size()) % 8) % 8, '\0');
        write_values(out_, blocks_.data(), blocks_.size());
        write_values(out_, lengths.data(), lengths.size());
        out_ << std::string(lengths.size() % 2 * sizeof(std::uint32_t), '\0');
        write_values(out_, tail, std::size(tail));
        return closed(out_, path_);
    }

  private:
    fs::path path_;
    std::ofstream out_;
    std::uint64_t lists_ = 0; // bytes of them so far
    std::string terms_;
    std::string former_;
    std::vector<TermBlock> blocks_;
    std::size_t count_ = 0;
};

} // namespace

std::pair<const std::uint32_t*, const std::uint32_t*>
RangePostings::terms_of(std::uint32_t reading) {
    if (reading >= places_.size())
        places_.resize(reading + 1);
    Terms& place = places_[reading];
    if (place.size == 0) {
        place.first = static_cast<std::uint32_t>(terms_.size());
        readings_.append_terms(reading, terms_);
        place.size = static_cast<std::uint32_t>(terms_.size()) - place.first;
    }
    return {terms_.data() + place.first, terms_.data() + place.first + place.size};
}

void RangePostings::add(std::string_view forward_list) {
    const auto document = static_cast<std::uint32_t>(lengths_.size() + 1);
    std::uint32_t length = 0;
    const auto see = [&](Field field, std::uint32_t, std::uint32_t reading) {
        const std::uint32_t weight = row(field).weight;
        const auto [first, last] = terms_of(reading);
        for (const auto* term = first; term != last; ++term) {
            if (*term >= counts_.size())
                counts_.resize(*term + 1);
            if (counts_[*term] == 0)
                touched_.push_back(*term);
            counts_[*term] += weight;
            length += weight;
        }
    };
    if (const auto forward = Forward::view(forward_list, {}))
        forward->each(see);
    lengths_.push_back(length);
    for (const std::uint32_t term : touched_)
        postings_.push_back({term, document, std::exchange(counts_[term], 0)});
    touched_.clear();
}

/// Counting sort: terms are small numbers, and documents stay in order.
std::vector<RangePostings::Posting> RangePostings::by_term() const {
    std::vector<std::uint32_t> at(counts_.size() + 1);
    for (const Posting& one : postings_)
        ++at[one.term + 1];
    for (std::size_t term = 1; term < at.size(); ++term)
        at[term] += at[term - 1];
    std::vector<Posting> sorted(postings_.size());
    for (const Posting& one : postings_)
        sorted[at[one.term]++] = one;
    return sorted;
}

Status RangePostings::write(const fs::path& path) {
    const std::vector<Posting> sorted = by_term();
    std::vector<RangeRow> rows;
    ByteWriter further;
    for (const Posting& one : sorted) {
        if (rows.empty() || rows.back().term != one.term)
            rows.push_back({further.size(), one.term, 0, one.document, one.count, 0, 0});
        else
            put(further, one.document - rows.back().last, one.count);
        ++rows.back().documents;
        rows.back().last = one.document;
    }
    std::ofstream out(path, std::ios::binary | std::ios::trunc);
    const std::uint64_t head[] = {rows.size(), lengths_.size()};
    write_values(out, head, std::size(head));
    write_values(out, rows.data(), rows.size());
    write_values(out, lengths_.data(), lengths_.size());
    out << further.take();
    return closed(out, path);
}

Status join_postings(const std::vector<fs::path>& ranges, const SortedTerms& terms,
                     const fs::path& into) {
    std::vector<WrittenRange> parts;
    std::vector<std::uint32_t> before; // documents of the ranges before
    std::vector<std::uint32_t> lengths;
    for (const fs::path& path : ranges) {
        auto part = WrittenRange::open(path, terms);
        if (!part)
            return part.error();
        before.push_back(static_cast<std::uint32_t>(lengths.size()));
        lengths.insert(lengths.end(), part->lengths().begin(), part->lengths().end());
        parts.push_back(std::move(*part));
    }
    PostingFile file(into);
    for (std::uint32_t rank = 0; rank < terms.text.size(); ++rank) {
        ByteWriter list;
        std::uint32_t documents = 0;
        std::uint32_t last = 0;
        for (std::size_t i = 0; i < parts.size(); ++i) {
            const RangeRow* row = parts[i].row_of(rank);
            if (row == nullptr)
                continue;
            put(list, before[i] + row->first - last, row->first_count);
            list.raw(parts[i].further(*row));
            documents += row->documents;
            last = before[i] + row->last;
        }
        if (documents > 0)
            file.add(terms.text[rank], documents, list.take());
    }
    return file.finish(lengths);
}

} // namespace lotse::index
