#include "indexer/index/built_postings.h"

#include "indexer/index/spans_internal.h"

#include <algorithm>

namespace lotse::index {

std::optional<BuiltPostings> BuiltPostings::view(std::string_view bytes) {
    if (bytes.size() % sizeof(std::uint64_t) != 0)
        return std::nullopt;
    const auto tail = take_last<std::uint64_t>(bytes, 5);
    if (!tail || (*tail)[4] != postings_mark || (*tail)[0] > bytes.size())
        return std::nullopt;
    const std::uint64_t documents = (*tail)[0];
    const auto lengths = take_last<std::uint32_t>(bytes, documents + documents % 2);
    const auto blocks = lengths ? take_last<TermBlock>(bytes, (*tail)[1]) : std::nullopt;
    const auto lists = blocks ? take<char>(bytes, (*tail)[2]) : std::nullopt;
    const auto terms = lists ? take<char>(bytes, (*tail)[3]) : std::nullopt;
    if (!terms)
        return std::nullopt;
    BuiltPostings postings;
    postings.lists_ = {lists->data(), lists->size()};
    postings.terms_ = {terms->data(), terms->size()};
    postings.blocks_ = *blocks;
    postings.lengths_ = lengths->first(static_cast<std::size_t>(documents));
    return postings;
}

std::string_view BuiltPostings::first_of(const TermBlock& block) const {
    NumberReader in(terms_.substr(std::min<std::uint64_t>(block.term, terms_.size())));
    in.next(); // shares nothing
    return in.view(in.next());
}

std::size_t BuiltPostings::block_of(std::string_view term) const {
    const auto after = std::upper_bound(
        blocks_.begin(), blocks_.end(), term,
        [&](std::string_view wanted, const TermBlock& one) { return wanted < first_of(one); });
    return after == blocks_.begin() ? 0 : static_cast<std::size_t>(after - blocks_.begin()) - 1;
}

BuiltList BuiltPostings::list(std::string_view term) const {
    Cursor at(*this, block_of(term));
    for (std::uint32_t left = terms_in_block; left > 0 && at.next(); --left) {
        if (at.term() == term)
            return at.list();
        if (at.term() > term)
            break;
    }
    return {};
}

BuiltPostings::Cursor::Cursor(const BuiltPostings& of, std::size_t block) : in_({}) {
    if (block >= of.blocks_.size())
        return;
    const TermBlock& from = of.blocks_[block];
    in_ = NumberReader(of.terms_.substr(std::min<std::uint64_t>(from.term, of.terms_.size())));
    lists_ = of.lists_.substr(std::min<std::uint64_t>(from.list, of.lists_.size()));
}

bool BuiltPostings::Cursor::next() {
    if (in_.at_end())
        return false;
    term_.resize(std::min<std::size_t>(in_.next(), term_.size()));
    term_ += in_.view(in_.next());
    list_.documents = in_.next();
    list_.bytes = lists_.substr(0, in_.next());
    lists_.remove_prefix(list_.bytes.size());
    return true;
}

} // namespace lotse::index
