#include "tickets/near_words_internal.h"

#include <algorithm>
#include <functional>

namespace lotse::tickets {

namespace {

constexpr std::size_t shortest = 4; // bytes; of shorter words too many are near
constexpr std::size_t longest = 40;
constexpr std::size_t most_found = 8;

bool mendable(std::string_view word) {
    return word.size() >= shortest && word.size() <= longest &&
           std::ranges::none_of(word, [](char c) {
               return (c >= '0' && c <= '9') || c == '.' || c == ':' || c == '-' || c == '_';
           });
}

std::uint64_t hash(std::string_view text) {
    return std::hash<std::string_view>{}(text);
}

/// The word itself first, then without each of its bytes. A letter of two bytes is two: an umlaut
/// for another one is still one step away.
std::vector<std::uint64_t> rests(std::string_view word) {
    std::vector<std::uint64_t> found{hash(word)};
    std::string rest;
    for (std::size_t i = 0; i < word.size(); ++i) {
        rest.assign(word.substr(0, i)).append(word.substr(i + 1));
        found.push_back(hash(rest));
    }
    std::sort(found.begin(), found.end());
    found.erase(std::unique(found.begin(), found.end()), found.end());
    return found;
}

/// Whether one step leads from one to the other.
bool near(std::string_view a, std::string_view b) {
    if (a.size() > b.size())
        std::swap(a, b);
    if (b.size() - a.size() > 1)
        return false;
    const auto same_begin = static_cast<std::size_t>(
        std::mismatch(a.begin(), a.end(), b.begin(), b.end()).first - a.begin());
    const std::string_view rest_a = a.substr(same_begin);
    const std::string_view rest_b = b.substr(same_begin);
    if (rest_a.size() < rest_b.size())
        return rest_a == rest_b.substr(1);
    if (rest_a.size() < 1 || rest_a.substr(1) == rest_b.substr(1))
        return true;
    return rest_a.size() > 1 && rest_a[0] == rest_b[1] && rest_a[1] == rest_b[0] &&
           rest_a.substr(2) == rest_b.substr(2);
}

} // namespace

void NearWords::add(std::string_view word, std::uint32_t id) {
    if (!mendable(word))
        return;
    const auto place = static_cast<std::uint32_t>(entries_.size());
    entries_.push_back({std::string(word), id});
    for (const std::uint64_t rest : rests(word))
        by_rest_[rest].push_back(place);
}

std::vector<std::uint32_t> NearWords::of(std::string_view word) const {
    std::vector<std::uint32_t> places;
    if (!mendable(word))
        return places;
    for (const std::uint64_t rest : rests(word))
        if (const auto found = by_rest_.find(rest); found != by_rest_.end())
            places.insert(places.end(), found->second.begin(), found->second.end());
    std::sort(places.begin(), places.end());
    places.erase(std::unique(places.begin(), places.end()), places.end());
    std::vector<std::uint32_t> ids;
    for (const std::uint32_t place : places)
        if (ids.size() < most_found && near(word, entries_[place].word))
            ids.push_back(entries_[place].id);
    return ids;
}

} // namespace lotse::tickets
