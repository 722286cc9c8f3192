#include "indexer/index/forward.h"

#include "indexer/index/bytes_internal.h"
#include "indexer/index/forward_writer_internal.h"
#include "indexer/index/spans_internal.h"

#include <algorithm>

namespace lotse::index {

std::optional<Readings> Readings::view(std::string_view bytes) {
    const auto head = take<std::uint64_t>(bytes, 2);
    if (!head || (*head)[0] != readings_mark)
        return std::nullopt;
    const auto rows = take<Row>(bytes, (*head)[1]);
    const auto values = take<std::uint32_t>(bytes, bytes.size() / sizeof(std::uint32_t));
    if (!rows || !bytes.empty())
        return std::nullopt;
    Readings readings;
    readings.rows_ = *rows;
    readings.values_ = *values;
    return readings;
}

Reading Readings::at(std::uint32_t number) const {
    if (number >= rows_.size())
        return {};
    const Row& row = rows_[number];
    if (std::uint64_t{row.first} + row.terms + row.grams > values_.size())
        return {};
    return {values_.subspan(row.first, row.terms),
            values_.subspan(row.first + row.terms, row.grams)};
}

std::optional<Forward> Forward::view(std::string_view bytes, const Readings& readings) {
    ByteReader in(bytes);
    Forward forward;
    forward.key = in.view();
    forward.group = in.view();
    const std::uint64_t lang = in.number();
    forward.name_grams = static_cast<std::uint32_t>(in.number());
    forward.text_grams = static_cast<std::uint32_t>(in.number());
    forward.words = in.rest();
    forward.readings = readings;
    if (in.broken() || lang >= analysis::all_langs.size())
        return std::nullopt;
    forward.lang = static_cast<Lang>(lang);
    return forward;
}

std::vector<Token> Forward::tokens() const {
    std::vector<Token> tokens;
    each([&](Field field, std::uint32_t position, std::uint32_t number) {
        const auto place = static_cast<std::uint16_t>(std::min<std::uint32_t>(position, 0xFFFF));
        for (const std::uint32_t term : readings.at(number).terms)
            tokens.push_back({term, field, place});
    });
    return tokens;
}

std::optional<ForwardLists> ForwardLists::view(std::string_view bytes) {
    // The ends stand behind the lists, and behind them how many there are.
    constexpr std::size_t tail = 2 * sizeof(std::uint64_t);
    if (bytes.size() < tail || bytes.size() % sizeof(std::uint64_t) != 0)
        return std::nullopt;
    std::string_view end = bytes.substr(bytes.size() - tail);
    const auto head = take<std::uint64_t>(end, 2);
    if ((*head)[1] != forward_mark || (*head)[0] > (bytes.size() - tail) / sizeof(std::uint64_t))
        return std::nullopt;
    const std::size_t size = static_cast<std::size_t>((*head)[0]) * sizeof(std::uint64_t);
    std::string_view ends = bytes.substr(bytes.size() - tail - size);
    ForwardLists lists;
    lists.ends_ = *take<std::uint64_t>(ends, (*head)[0]);
    lists.lists_ = bytes.substr(0, bytes.size() - tail - size);
    return lists;
}

std::optional<Forward> ForwardLists::at(std::uint32_t document, const Readings& readings) const {
    if (document == 0 || document > ends_.size())
        return std::nullopt;
    const std::uint64_t begin = document == 1 ? 0 : ends_[document - 2];
    const std::uint64_t end = ends_[document - 1];
    if (begin > end || end > lists_.size())
        return std::nullopt;
    return Forward::view(lists_.substr(begin, end - begin), readings);
}

} // namespace lotse::index
