#include "searchd/search/rewriting.h"

#include <algorithm>
#include <utility>

namespace lotse::search {

Rewriting::Rewriting(std::string_view typed, std::vector<Replacement> replacements)
    : replacements_(std::move(replacements)) {
    std::size_t copied = 0;
    for (const Replacement& one : replacements_) {
        text_ += typed.substr(copied, one.begin - copied);
        starts_.push_back(text_.size());
        text_ += one.text;
        copied = one.end;
    }
    text_ += typed.substr(copied);
}

Rewriting::Place Rewriting::typed_place(std::size_t begin, std::size_t end) const {
    const auto after = std::upper_bound(starts_.begin(), starts_.end(), begin);
    if (after == starts_.begin())
        return {begin, end, nullptr};
    const auto r = static_cast<std::size_t>(after - starts_.begin()) - 1;
    const Replacement& last = replacements_[r];
    const std::size_t behind = starts_[r] + last.text.size();
    if (begin < behind)
        return {last.begin, last.end, &last};
    return {begin - behind + last.end, end - behind + last.end, nullptr};
}

} // namespace lotse::search
