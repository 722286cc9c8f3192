#include "searchd/search/message.h"

#include <algorithm>
#include <fmt/format.h>

#include "indexer/base/text.h"
#include "searchd/search/message_lines.h"

namespace lotse::search {
namespace {

using analysis::Letters;
using analysis::Saying;

constexpr double subject_counts = 1.6;
constexpr double asking_counts = 1.5;
constexpr double problem_counts = 1.3;
constexpr std::size_t largest_message = 64 << 10; // bytes

bool ends_sentence(std::string_view text, std::size_t i) {
    const char c = text[i];
    const bool ordinal = c == '.' && i > 0 && text[i - 1] >= '0' && text[i - 1] <= '9' &&
                         i + 1 < text.size() && text[i + 1] == ' ';
    return !ordinal && (c == '.' || c == '!' || c == '?' || c == ':') &&
           (i + 1 == text.size() || text[i + 1] == ' ' || text[i + 1] == '\n');
}

double weight_of(std::string_view sentence, const Letters& letters) {
    const auto words = analysis::words_of(sentence);
    if (sentence.ends_with('?') || letters.begins(Saying::asking, words) > 0)
        return asking_counts;
    return letters.holds(Saying::problem, words) ? problem_counts : 1.0;
}

void add_sentence(OwnWords& words, std::size_t begin, std::size_t end, double weight) {
    while (begin < end && (words.text[begin] == ' ' || words.text[begin] == '\n'))
        ++begin;
    while (begin < end && (words.text[end - 1] == ' ' || words.text[end - 1] == '\n'))
        --end;
    if (begin < end)
        words.sentences.push_back({begin, end, weight});
}

/// Lines that were wrapped are one sentence; an empty line or a list item ends it.
void cut_sentences(OwnWords& words, std::size_t begin, const Letters& letters) {
    const std::string_view text = words.text;
    const auto cut = [&](std::size_t end) {
        if (end > begin)
            add_sentence(words, begin, end,
                         weight_of(trimmed(text.substr(begin, end - begin)), letters));
        begin = end;
    };
    for (std::size_t i = begin; i < text.size(); ++i) {
        if (ends_sentence(text, i))
            cut(i + 1);
        else if (text[i] == '\n' && i + 1 < text.size() &&
                 (text[i + 1] == '\n' || text[i + 1] == '-' || text[i + 1] == '*'))
            cut(i);
    }
    cut(text.size());
}

} // namespace

OwnWords own_words(std::string_view subject, std::string_view body, const Letters& letters) {
    const std::string plain = without_html(utf8_prefix(body, largest_message));
    OwnLines own = own_lines(plain, letters);
    OwnWords words;
    words.text = trimmed(trimmed(subject).empty() ? std::string_view(own.subject) : subject);
    std::replace(words.text.begin(), words.text.end(), '\n', ' ');
    add_sentence(words, 0, words.text.size(), subject_counts);
    words.text += "\n";
    const std::size_t begin = words.text.size();
    for (const std::string& line : own.lines)
        words.text += line + "\n";
    cut_sentences(words, begin, letters);
    return words;
}

std::string to_string(const OwnWords& words) {
    std::string text;
    for (const Sentence& sentence : words.sentences)
        text += fmt::format("{:.1f} {}\n", sentence.weight,
                            words.text.substr(sentence.begin, sentence.end - sentence.begin));
    return text;
}

} // namespace lotse::search
