#include "indexer/analysis/word_list_side_internal.h"

#include "indexer/analysis/tokenizer.h"
#include "indexer/base/text.h"

namespace lotse::analysis {
namespace {

/// Takes "/EU/" out of "Europäische Union /EU/" and returns what stood in it; empty without one.
std::string take_abbreviation(std::string& text) {
    for (std::size_t open = text.find('/'); open != std::string::npos;
         open = text.find('/', open + 1)) {
        const std::size_t close = text.find('/', open + 1);
        if (close == std::string::npos)
            return {};
        const std::string inner = text.substr(open + 1, close - open - 1);
        const bool apart = (open == 0 || text[open - 1] == ' ') &&
                           (close + 1 == text.size() || text[close + 1] == ' ');
        if (!apart || inner.empty() || inner.find(' ') != std::string::npos)
            continue;
        text.erase(open, close + 1 - open);
        return inner.ends_with('.') ? std::string() : inner;
    }
    return {};
}

} // namespace

std::vector<std::vector<Phrase>> WordListSide::read(std::string_view line) {
    std::vector<std::vector<Phrase>> columns;
    for (const std::string_view column : split(line, '|'))
        columns.push_back(phrases(column));
    return columns;
}

Phrase WordListSide::content(const std::vector<WrittenWord>& written) {
    Phrase phrase;
    for (const WrittenWord& word : written)
        if (const auto stem = words_.content(word))
            phrase.add(*stem);
    return phrase;
}

std::vector<Phrase> WordListSide::phrases(std::string_view column) {
    std::vector<Phrase> result;
    for (const std::string_view alternative : split(column, ';')) {
        std::string text(alternative);
        const std::string abbreviation = take_abbreviation(text);
        const auto written = written_words(text);
        Phrase phrase = content(written);
        if (written.size() == 1)
            list(trimmed(text), written.front());
        else if (phrase.size == 1) // "etw. einrichten", "das Ausland"
            list_meaning(text, written);
        if (phrase.size == 0 && written.size() == 1)
            phrase.add(words_.stem(written.front()));
        if (phrase.told_apart())
            result.push_back(phrase);
        if (const auto shorter = written_words(abbreviation); shorter.size() == 1)
            result.emplace_back().add(words_.stem(shorter.front()));
    }
    return result;
}

void WordListSide::list_meaning(std::string_view text, const std::vector<WrittenWord>& written) {
    for (const WrittenWord& word : written)
        if (!words_.skipped(word))
            list(text.substr(word.begin, word.end - word.begin), word);
}

void WordListSide::list(std::string_view written, const WrittenWord& word) {
    const bool capitals = written.size() > 1 && written[1] >= 'A' && written[1] <= 'Z';
    if (!word.code && !capitals && !written.ends_with('-') && !written.starts_with('-') &&
        written.find('.') == std::string_view::npos && utf8_length(word.folded) >= 3)
        words_.list(word);
}

} // namespace lotse::analysis
