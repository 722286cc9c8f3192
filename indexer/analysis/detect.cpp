#include <algorithm>
#include <cmath>

#include "indexer/analysis/analyzer.h"
#include "indexer/analysis/impl.h"

namespace lotse::analysis {
namespace {

// What each sign is worth. A function word of only one language says most; that a word stands in
// one vocabulary says less, because articles quote the other language.
constexpr double function_word = 1.0;
constexpr double german_letter = 1.5;
constexpr double listed_word = 0.7;
constexpr double index_word = 0.9;
constexpr double hint_counts = 0.8; // so that one listed word alone does not overrule the page
constexpr std::size_t words_looked_at = 200;
constexpr int beside_a_code = 2; // function words, for a question that is not merely quoted

bool has_german_letter(std::string_view folded) {
    for (const std::string_view letter : {"ä", "ö", "ü"})
        if (folded.find(letter) != std::string_view::npos)
            return true;
    return false;
}

/// What only one language has.
struct OwnWords {
    int function_words = 0;
    int words = 0; // others

    bool tell(bool with_code) const {
        return with_code ? function_words >= beside_a_code : function_words + words > 0;
    }
};

} // namespace

Detected Analyzer::detect(std::string_view text, Lang hint, const Vocabulary& vocabulary) const {
    double score[2] = {0, 0};
    OwnWords own[2];
    bool with_code = false;
    const auto& lexicon = impl_->options.lexicon;
    std::vector<WrittenWord> words = written_words(text);
    words.resize(std::min(words.size(), words_looked_at));
    const bool sharp_s = text.find("ß") != std::string_view::npos;
    score[0] += sharp_s ? german_letter : 0;
    for (const WrittenWord& word : words) {
        with_code = with_code || word.code;
        if (word.code || word.folded.size() < 2)
            continue;
        if (has_german_letter(word.folded)) {
            score[0] += german_letter;
            ++own[0].words;
        }
        const bool stop_de = impl_->stops(word.folded, Lang::de);
        const bool stop_en = impl_->stops(word.folded, Lang::en);
        if (stop_de != stop_en) {
            score[stop_de ? 0 : 1] += function_word;
            ++own[stop_de ? 0 : 1].function_words;
        }
        if (stop_de || stop_en)
            continue;
        if (lexicon) {
            const bool de = lexicon->frequency(word.folded, Lang::de) != 0;
            const bool en = lexicon->frequency(word.folded, Lang::en) != 0;
            if (de != en) {
                score[de ? 0 : 1] += listed_word;
                ++own[de ? 0 : 1].words;
            }
        }
        const double de = vocabulary.frequency(word.folded, Lang::de);
        const double en = vocabulary.frequency(word.folded, Lang::en);
        if (de + en > 0) {
            const double tendency = (de - en) / (de + en);
            score[tendency > 0 ? 0 : 1] += index_word * std::abs(tendency);
            if (!lexicon && std::abs(tendency) == 1)
                ++own[tendency > 0 ? 0 : 1].words;
        }
    }
    const double sum = score[0] + score[1];
    const double confidence = sum <= 0 ? 0 : std::abs(score[0] - score[1]) / sum;
    score[static_cast<std::size_t>(hint)] += hint_counts;
    const Lang lang = score[0] > score[1] ? Lang::de : Lang::en;
    return {lang, confidence, own[static_cast<std::size_t>(lang)].tell(with_code)};
}

} // namespace lotse::analysis
