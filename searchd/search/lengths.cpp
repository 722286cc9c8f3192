#include "searchd/search/lengths.h"

#include <algorithm>
#include <cmath>

#include "indexer/index/xapian_internal.h"

namespace lotse::search {
namespace {

constexpr Xapian::doccount sample = 200; // documents
constexpr double most_b = 0.75;

struct Sums {
    double documents = 0;
    double title = 0;
    double text = 0;
    double text_squared = 0;
    double title_grams = 0;
    double text_grams = 0;

    void add(const index::Forward& document) {
        double title_words = 0;
        double text_words = 0;
        document.each([&](index::Field field, std::uint32_t position, std::uint32_t) {
            if (field == index::Field::title)
                title_words = position + 1;
            if (field == index::Field::body)
                text_words = position + 1;
        });
        title_grams += document.name_grams;
        text_grams += document.text_grams;
        documents += 1;
        title += title_words;
        text += text_words;
        text_squared += text_words * text_words;
    }

    Lengths averages() const {
        if (documents == 0)
            return {};
        Lengths result;
        const double mean = text / documents;
        const double variance = std::max(0.0, text_squared / documents - mean * mean);
        result.title = std::max(2.0, title / documents);
        result.text = std::max(5.0, mean);
        result.text_variation = std::sqrt(variance) / result.text;
        result.title_grams = std::max(1.0, title_grams / documents);
        result.text_grams = std::max(1.0, text_grams / documents);
        return result;
    }
};

} // namespace

double Lengths::k1() const {
    return std::clamp(0.6 * std::pow(text / 25, 0.4), 0.6, 2.0);
}

double Lengths::b() const {
    return std::min(most_b, text_variation);
}

std::array<Lengths, 2> sample_lengths(const index::Snapshot& snapshot) {
    std::array<Sums, 2> sums;
    const Xapian::Database& all = index::database(snapshot);
    const auto step = std::max<Xapian::doccount>(1, all.get_doccount() / sample);
    Xapian::doccount seen = 0;
    for (auto it = all.postlist_begin(""); it != all.postlist_end("") && seen < sample; ++seen) {
        if (!index::is_former(snapshot, *it)) {
            const auto add = [&](const index::Forward& document) {
                sums[static_cast<std::size_t>(document.lang)].add(document);
            };
            if (const auto forward = index::forward_of(snapshot, *it))
                add(*forward);
            else
                add(index::own_forward(index::read_stored(snapshot, *it)));
        }
        for (Xapian::doccount i = 0; i < step && it != all.postlist_end(""); ++i)
            ++it;
    }
    return {sums[0].averages(), sums[1].averages()};
}

} // namespace lotse::search
