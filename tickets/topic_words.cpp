#include <algorithm>

#include "indexer/base/text.h"
#include "tickets/topics.h"

namespace lotse::tickets {

namespace {

constexpr std::string_view taken_out = "[…]"; // what redaction leaves

bool names(const TopicWord& word, const TopicWord& other) {
    if (word.text == other.text)
        return true;
    return std::ranges::any_of(word.others, [&](const OtherName& name) {
        return name.text == other.text && name.lang == other.lang;
    });
}

/// The words, compounds taken apart.
Topic simple_words(const Topic& topic) {
    Topic words;
    for (const TopicWord& word : topic)
        if (word.parts.empty())
            words.push_back(word);
        else
            words.insert(words.end(), word.parts.begin(), word.parts.end());
    return words;
}

} // namespace

double alike(const Topic& one, const Topic& other) {
    const Topic first = simple_words(one);
    const Topic second = simple_words(other);
    if (first.empty() || second.empty())
        return 0;
    const auto common = std::ranges::count_if(first, [&](const TopicWord& word) {
        return std::ranges::any_of(second,
                                   [&](const TopicWord& there) { return names(word, there); });
    });
    return std::min(1.0, 2.0 * static_cast<double>(common) /
                             static_cast<double>(first.size() + second.size()));
}

Topic TopicReader::read(std::string_view topic, std::string_view lang, bool) const {
    Topic words;
    for (const std::string_view one : split(topic, ' ')) {
        if (one.empty() || one.find(taken_out) != std::string_view::npos)
            continue;
        const auto pieces = split(one, '/');
        TopicWord word{.text = std::string(pieces.front()), .lang = std::string(lang)};
        for (std::size_t i = 1; i < pieces.size(); ++i)
            if (!pieces[i].empty())
                word.parts.push_back({.text = std::string(pieces[i]), .lang = std::string(lang)});
        if (!word.text.empty())
            words.push_back(std::move(word));
    }
    return words;
}

std::string written(std::vector<std::string> words, std::size_t bytes) {
    std::sort(words.begin(), words.end());
    words.erase(std::unique(words.begin(), words.end()), words.end());
    std::string topic;
    for (const std::string& word : words)
        if (topic.size() + word.size() < bytes)
            topic.append(topic.empty() ? "" : " ").append(word);
    return topic;
}

} // namespace lotse::tickets
