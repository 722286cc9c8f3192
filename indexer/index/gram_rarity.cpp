#include "indexer/index/gram_rarity.h"

#include "indexer/analysis/grams.h"
#include "indexer/index/rebuild_hint_internal.h"
#include "indexer/index/spans_internal.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <optional>
#include <unordered_map>

namespace lotse::index {

namespace {

constexpr std::uint32_t grams_mark = 0x4D524731; // "1GRM": this layout, and the byte order

/// Of each side in turn: the head, its grams, their rarity.
struct SideHead {
    std::uint32_t mark = 0;
    std::uint32_t grams = 0;
    float greatest = 1;
};

double rarity_of(double documents, double all) {
    return std::log(1 + (all - documents + 0.5) / (documents + 0.5));
}

void append_side(std::string& bytes, const GramRarity::Counted& counted) {
    const double all = counted.documents;
    // First the logarithm of the share of documents that have no word with the gram.
    std::unordered_map<std::uint32_t, float> absent;
    std::vector<std::uint32_t> grams;
    for (const Word& word : counted.words) {
        const auto without =
            static_cast<float>(std::log1p(-std::min(word.documents / (all + 1), 0.999)));
        grams.clear();
        analysis::append_grams(word.text, grams);
        for (const std::uint32_t gram : grams)
            absent[gram] += without;
    }
    grams.clear();
    for (const auto& [gram, without] : absent)
        grams.push_back(gram);
    std::sort(grams.begin(), grams.end());
    std::vector<float> rarity;
    rarity.reserve(grams.size());
    for (const std::uint32_t gram : grams)
        rarity.push_back(
            static_cast<float>(rarity_of(all * -std::expm1(double{absent[gram]}), all)));
    const SideHead head{grams_mark, static_cast<std::uint32_t>(grams.size()),
                        static_cast<float>(rarity_of(0, all))};
    append_values(bytes, &head, 1);
    append_values(bytes, grams.data(), grams.size());
    append_values(bytes, rarity.data(), rarity.size());
}

Error damaged_grams() {
    return {Code::corrupt, "the file of letter grams is damaged", rebuild_hint};
}

} // namespace

GramRarity::GramRarity(std::unique_ptr<HeldBytes> bytes) : bytes_(std::move(bytes)) {}
GramRarity::~GramRarity() = default;

std::string GramRarity::to_bytes(const std::array<Counted, 2>& counted) {
    std::string bytes;
    for (const Counted& side : counted)
        append_side(bytes, side);
    return bytes;
}

Result<std::shared_ptr<const GramRarity>> GramRarity::made_of(std::unique_ptr<HeldBytes> bytes) {
    std::shared_ptr<GramRarity> made(new GramRarity(std::move(bytes)));
    if (!made->read())
        return damaged_grams();
    return std::shared_ptr<const GramRarity>(std::move(made));
}

Result<std::shared_ptr<const GramRarity>> GramRarity::open(const std::filesystem::path& path) {
    auto bytes = HeldBytes::open(path);
    return bytes ? made_of(std::move(*bytes)) : bytes.error();
}

Result<std::shared_ptr<const GramRarity>> GramRarity::from_bytes(std::string bytes) {
    return made_of(std::make_unique<HeldBytes>(std::move(bytes)));
}

bool GramRarity::read() {
    std::string_view rest = bytes_->all();
    for (Side& side : sides_) {
        SideHead head;
        if (rest.size() < sizeof head)
            return false;
        std::memcpy(&head, rest.data(), sizeof head);
        rest.remove_prefix(sizeof head);
        constexpr std::size_t each = sizeof(std::uint32_t) + sizeof(float);
        if (head.mark != grams_mark || head.grams > rest.size() / each)
            return false;
        // All parts are multiples of four bytes, and a file is mapped, like a string, at more.
        side.grams = {reinterpret_cast<const std::uint32_t*>(rest.data()), head.grams};
        rest.remove_prefix(side.grams.size_bytes());
        side.rarity = {reinterpret_cast<const float*>(rest.data()), head.grams};
        rest.remove_prefix(side.rarity.size_bytes());
        side.greatest = head.greatest;
    }
    return rest.empty();
}

double GramRarity::of(std::uint32_t gram, Lang lang) const {
    const Side& side = sides_[static_cast<std::size_t>(lang)];
    const auto found = std::lower_bound(side.grams.begin(), side.grams.end(), gram);
    if (found == side.grams.end() || *found != gram)
        return double{side.greatest};
    return double{side.rarity[static_cast<std::size_t>(found - side.grams.begin())]};
}

} // namespace lotse::index
