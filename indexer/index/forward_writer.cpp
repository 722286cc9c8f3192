#include "indexer/index/forward_writer_internal.h"

#include "indexer/analysis/grams.h"
#include "indexer/base/file.h"
#include "indexer/index/bytes_internal.h"
#include "indexer/index/spans_internal.h"

#include <algorithm>
#include <cerrno>
#include <numeric>

namespace lotse::index {

namespace {

/// FNV-1a, 64 bits (Fowler, Noll, Vo), a letter or a number at a time.
class Fnv {
  public:
    void add(std::uint32_t value) { hash_ = (hash_ ^ value) * 1099511628211ULL; }
    std::uint64_t value() const { return hash_; }

  private:
    std::uint64_t hash_ = 14695981039346656037ULL;
};

bool is_name(Field field) {
    return field == Field::title || field == Field::alias;
}

} // namespace

std::uint64_t ReadWord::hash() const {
    Fnv hash;
    for (const char c : letters)
        hash.add(static_cast<unsigned char>(c));
    hash.add(0xFF); // which is in no text
    for (const ReadTerm& term : terms)
        hash.add(term.hash);
    return hash.value();
}

std::uint32_t ReadingBook::number(const ReadWord& word) {
    const std::uint64_t hash = word.hash();
    const std::lock_guard lock(mutex_);
    const auto [found, fresh] =
        numbers_.try_emplace(hash, static_cast<std::uint32_t>(kept_.size()));
    if (!fresh)
        return found->second;
    Kept kept;
    kept.hash = hash;
    kept.row.first = static_cast<std::uint32_t>(values_.size());
    kept.row.terms = static_cast<std::uint16_t>(word.terms.size());
    kept.first_term = static_cast<std::uint32_t>(terms_.size());
    for (const ReadTerm& one : word.terms) {
        values_.push_back(one.hash);
        const auto next = static_cast<std::uint32_t>(term_numbers_.size());
        terms_.push_back(
            term_numbers_.try_emplace(term(one.lang, one.kind, one.text), next).first->second);
    }
    if (!word.letters.empty()) {
        analysis::append_grams(word.letters, values_);
        constexpr std::size_t most = 0xFFFF; // of a "word" of sixty thousand letters
        const std::size_t first = kept.row.first + word.terms.size();
        values_.resize(std::min(values_.size(), first + most));
        kept.row.grams = static_cast<std::uint16_t>(values_.size() - first);
    }
    kept_.push_back(kept);
    return found->second;
}

std::uint32_t ReadingBook::grams(std::uint32_t number) const {
    const std::lock_guard lock(mutex_);
    return kept_[number].row.grams;
}

void ReadingBook::count(std::uint32_t number, std::uint32_t times) {
    const std::lock_guard lock(mutex_);
    kept_[number].times += times;
}

void ReadingBook::append_terms(std::uint32_t number, std::vector<std::uint32_t>& into) const {
    const std::lock_guard lock(mutex_);
    const Kept& kept = kept_[number];
    const auto first = terms_.begin() + kept.first_term;
    into.insert(into.end(), first, first + kept.row.terms);
}

SortedTerms ReadingBook::sorted_terms() const {
    const std::lock_guard lock(mutex_);
    std::vector<std::pair<std::string_view, std::uint32_t>> terms(term_numbers_.begin(),
                                                                  term_numbers_.end());
    std::sort(terms.begin(), terms.end());
    SortedTerms sorted;
    sorted.rank.resize(terms.size());
    for (const auto& [text, number] : terms) {
        sorted.rank[number] = static_cast<std::uint32_t>(sorted.text.size());
        sorted.text.push_back(text);
    }
    return sorted;
}

std::vector<std::uint32_t> ReadingBook::order() const {
    const std::lock_guard lock(mutex_);
    std::vector<std::uint32_t> by_times(kept_.size());
    std::iota(by_times.begin(), by_times.end(), 0U);
    std::sort(by_times.begin(), by_times.end(), [&](std::uint32_t a, std::uint32_t b) {
        return kept_[a].times != kept_[b].times ? kept_[a].times > kept_[b].times
                                                : kept_[a].hash < kept_[b].hash;
    });
    std::vector<std::uint32_t> order(kept_.size());
    for (std::uint32_t place = 0; place < by_times.size(); ++place)
        order[by_times[place]] = place;
    return order;
}

std::string ReadingBook::to_bytes(const std::vector<std::uint32_t>& order) const {
    const std::lock_guard lock(mutex_);
    std::vector<std::uint32_t> at(order.size());
    for (std::uint32_t number = 0; number < order.size(); ++number)
        at[order[number]] = number;
    std::vector<Readings::Row> rows;
    std::vector<std::uint32_t> values;
    rows.reserve(at.size());
    values.reserve(values_.size());
    for (const std::uint32_t number : at) {
        Readings::Row row = kept_[number].row;
        const auto first = values_.begin() + row.first;
        row.first = static_cast<std::uint32_t>(values.size());
        values.insert(values.end(), first, first + row.terms + row.grams);
        rows.push_back(row);
    }
    std::string bytes;
    const std::uint64_t head[] = {readings_mark, rows.size()};
    append_values(bytes, head, 2);
    append_values(bytes, rows.data(), rows.size());
    append_values(bytes, values.data(), values.size());
    return bytes;
}

ReadingFront::~ReadingFront() {
    for (const auto& [hash, one] : known_)
        book_.count(one.number, one.times);
}

ReadingFront::Numbered ReadingFront::number(const ReadWord& word) {
    const auto [found, fresh] = known_.try_emplace(word.hash());
    if (fresh) {
        found->second.number = book_.number(word);
        found->second.grams = book_.grams(found->second.number);
    }
    ++found->second.times;
    return found->second;
}

void ForwardWriter::add(Field field, std::uint32_t position, const ReadWord& word) {
    if (field != field_ || position != first_ + stretch_.size()) {
        end_stretch();
        field_ = field;
        first_ = position;
    }
    const auto [number, grams, times] = readings_.number(word);
    stretch_.push_back(number);
    if (field != Field::question)
        (is_name(field) ? name_grams_ : text_grams_) += grams;
}

void ForwardWriter::end_stretch() {
    if (stretch_.empty())
        return;
    ByteWriter out;
    out.number(static_cast<std::uint64_t>(field_));
    out.number(first_);
    out.number(stretch_.size());
    for (const std::uint32_t number : stretch_)
        out.number(number);
    words_ += out.take();
    stretch_.clear();
}

std::string ForwardWriter::take(const StoredDocument& document) {
    end_stretch();
    ByteWriter out;
    out.text(document.key.to_string());
    out.text(document.group);
    out.number(static_cast<std::uint64_t>(document.lang));
    out.number(name_grams_);
    out.number(text_grams_);
    out.raw(words_);
    return out.take();
}

std::string renumbered(std::string_view list, const std::vector<std::uint32_t>& order) {
    const auto forward = Forward::view(list, {});
    ByteWriter out;
    out.raw(list.substr(0, list.size() - forward->words.size()));
    NumberReader in(forward->words);
    while (!in.at_end()) {
        out.number(in.next());
        out.number(in.next());
        const std::uint32_t words = in.next();
        out.number(words);
        for (std::uint32_t i = 0; i < words; ++i)
            out.number(order[in.next()]);
    }
    return out.take();
}

ForwardFile::ForwardFile(const std::filesystem::path& path)
    : path_(path), out_(path, std::ios::binary | std::ios::trunc) {}

void ForwardFile::add(std::string_view list) {
    out_ << list;
    size_ += list.size();
    ends_.push_back(size_);
}

Status ForwardFile::finish() {
    const std::uint64_t tail[] = {ends_.size(), forward_mark};
    std::string end((8 - size_ % 8) % 8, '\0');
    append_values(end, ends_.data(), ends_.size());
    append_values(end, tail, 2);
    out_ << end;
    out_.close();
    return out_ ? Status(Done{}) : file_error(errno, "cannot write", path_);
}

} // namespace lotse::index
